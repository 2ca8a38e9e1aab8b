import { api } from '../api.ts';

/** The choices of the filters. */
export interface Choices {
  enterprises: string[];
  forms: string[];
  channels: string[];
}

export const NO_CHOICES: Choices = { enterprises: [], forms: [], channels: [] };

/** Forms and channels of an account. The list works without them. */
export async function loadChoices(enterprise: string): Promise<Omit<Choices, 'enterprises'>> {
  const [forms, channels] = await Promise.all([
    api.forms().catch(() => []),
    api.stats({ enterprise, by: 'channel' }).catch(() => []),
  ]);
  const own = forms.filter((form) => form.enterprise === enterprise).map(({ form }) => form);
  return { forms: own, channels: channels.map(({ key }) => key) };
}
