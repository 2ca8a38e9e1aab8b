import { api } from '../api.ts';

/** The choices of the filters. */
export interface Choices {
  enterprises: string[];
  /** Whose forms and channels these are. */
  enterprise: string;
  forms: string[];
  channels: string[];
}

export const NO_CHOICES: Choices = { enterprises: [], enterprise: '', forms: [], channels: [] };

/** Forms and channels of an account. The list works without them. */
export async function readChoices(enterprise: string): Promise<Pick<Choices, 'forms' | 'channels'>> {
  const [forms, channels] = await Promise.all([
    api.forms().catch(() => []),
    api.stats({ enterprise, by: 'channel' }).catch(() => []),
  ]);
  const own = forms.filter((form) => form.enterprise === enterprise).map(({ form }) => form);
  return { forms: own, channels: channels.map(({ key }) => key) };
}
