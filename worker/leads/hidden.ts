import type { Answers } from '../account-api.ts';
import { readSources } from '../forms/attribution/sources.ts';
import type { HiddenField } from '../forms/form.ts';
import type { Envelope } from './envelope.ts';

/** Answers that no visitor gives: fixed values, and values that come from the visit. */
export function fillHidden(hidden: readonly HiddenField[], envelope: Envelope, channel: string): Answers {
  if (hidden.length === 0) return {};
  const sources: Record<string, string | undefined> = {
    ...readSources(envelope.page),
    page: envelope.page,
    referrer: envelope.referrer,
    channel,
    submission: envelope.submission,
  };
  const answers: Answers = {};
  for (const { name, value, from } of hidden) {
    const filled = from === undefined ? value : sources[from];
    if (filled) answers[name] = name.endsWith('[]') ? [filled] : filled;
  }
  return answers;
}
