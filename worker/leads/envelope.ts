import type { Answers } from '../account-api.ts';
import { SUBMIT_FIELD } from '../convertr/field-names.ts';
import { isFieldName } from '../forms/configuration/config-field.ts';
import { normaliseText } from '../forms/fields/text.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Parameters } from './body.ts';

/** The parameters besides the answers. Blank means absent. */
export interface Envelope {
  submission: string;
  page?: string | undefined;
  referrer?: string | undefined;
  landing?: string | undefined;
  landingReferrer?: string | undefined;
  channel?: string | undefined;
  link?: string | undefined;
  locale?: string | undefined;
  ticket?: string | undefined;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const URL_MAX = 2000;

/** @returns what is wrong, as a sentence. Long values are cut, because they only show where a visitor came from. */
export function parseEnvelope(parameters: Parameters): Result<Envelope, string> {
  const given = parameters.get('submission') ?? [];
  if (given.length > 1) return fail('"submission" is given more than once.');
  const submission = given[0] || crypto.randomUUID();
  if (!isSubmissionId(submission)) return fail('"submission" must be a UUID in lower case.');
  const read = (name: string, max: number): string | undefined =>
    normaliseText(parameters.get(name)?.[0] ?? '')
      .slice(0, max)
      .toWellFormed() || undefined;
  return ok({
    submission,
    page: read('page', URL_MAX),
    referrer: read('referrer', URL_MAX),
    landing: read('landing', URL_MAX),
    landingReferrer: read('landingReferrer', URL_MAX),
    channel: read('channel', 64),
    link: read('link', 20),
    locale: read('locale', 35),
    ticket: read('ticket', 200),
  });
}

/** The answers as they were posted: normalised, without blank ones, even if the form does not ask for them. */
export function readPosted(parameters: Parameters): Answers {
  const posted: Answers = {};
  for (const [name, values] of parameters) {
    const filled = values.map((value) => normaliseText(value)).filter((value) => value !== '');
    if (filled.length > 0 && name !== SUBMIT_FIELD && isFieldName(name)) posted[name] = filled;
  }
  return posted;
}

export const isSubmissionId = (text: string): boolean => UUID.test(text);
