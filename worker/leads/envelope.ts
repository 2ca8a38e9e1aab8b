import type { Answers } from '../account-api.ts';
import { SUBMIT_FIELD } from '../convertr/field-names.ts';
import { isFieldName } from '../forms/configuration/config-field.ts';
import { normaliseText } from '../forms/fields/text.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Parameters } from './body.ts';

/** What comes beside the answers. Blank means absent. */
export interface Envelope {
  submission: string;
  page?: string;
  referrer?: string;
  landing?: string;
  landingReferrer?: string;
  channel?: string;
  link?: string;
  locale?: string;
  ticket?: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const URL_MAX = 2000;
const NAMES = { page: URL_MAX, referrer: URL_MAX, landing: URL_MAX, landingReferrer: URL_MAX } as const;
const SHORT = { channel: 64, link: 20, locale: 35, ticket: 200 } as const;

/** @returns what is wrong, as a sentence. Too long values are cut: they only say where a visitor came from. */
export function parseEnvelope(parameters: Parameters): Result<Envelope, string> {
  const given = parameters.get('submission') ?? [];
  if (given.length > 1) return fail('"submission" is given more than once.');
  const id = given[0] || crypto.randomUUID();
  if (!UUID.test(id)) return fail('"submission" must be a UUID in lower case.');
  const envelope: Envelope = { submission: id };
  for (const [name, max] of Object.entries({ ...NAMES, ...SHORT })) {
    const value = normaliseText(parameters.get(name)?.[0] ?? '')
      .slice(0, max)
      .toWellFormed();
    if (value) Object.assign(envelope, { [name]: value });
  }
  return ok(envelope);
}

/** The answers as they were posted: normalised, blank ones left out, whether the form asks for them or not. */
export function readPosted(parameters: Parameters): Answers {
  const posted: Answers = {};
  for (const [name, values] of parameters) {
    const filled = values.map((value) => normaliseText(value)).filter((value) => value !== '');
    if (filled.length > 0 && name !== SUBMIT_FIELD && isFieldName(name)) posted[name] = filled;
  }
  return posted;
}

/** True when a URL could be meant; the path of a form that any page can post to says nothing by itself. */
export const isSubmissionId = (text: string): boolean => UUID.test(text);
