import * as v from 'valibot';
import { ENTERPRISE_LABEL } from '../../convertr/origin.ts';
import { fail, ok, type Result } from '../../result.ts';
import { isOriginPattern } from '../origins.ts';
import { findCrossFaults } from './config-faults.ts';
import { fieldSchema } from './config-field.ts';
import { httpUrlSchema, linkedTextSchema, localeSchema, TEXT_HINT, textSchema } from './config-text.ts';
import { webhookSchema } from './config-webhook.ts';
import { FORM_ID, type FormId } from './form-id.ts';

/** One error in a configuration, and what to do. */
export interface Fault {
  /** `fields[2].type`; empty for the whole. */
  path: string;
  message: string;
}

const FIELDS_MAX = 100;
const ORIGINS_MAX = 100;
const WEBHOOKS_MAX = 5;
const FORM_HINT = 'Use the id of a form.';

/** Convertr counts campaigns, forms and links from 1. */
export const convertrIdSchema = v.pipe(
  v.number('Use a number.'),
  v.safeInteger('Use a whole number.'),
  v.minValue(1, 'Use Convertr’s number.'),
);

export const configSchema = v.strictObject(
  {
    /** For editors, which use it to complete and check a file. */
    $schema: v.optional(v.string('Use the address of a JSON schema.')),
    enterprise: v.pipe(
      v.string('Use the enterprise’s name.'),
      v.regex(ENTERPRISE_LABEL, 'Use the part before .cvtr.io, in lower case.'),
    ),
    campaignId: convertrIdSchema,
    formId: convertrIdSchema,
    origins: v.pipe(
      v.array(
        v.pipe(
          v.string('Use an origin such as "https://www.example.com".'),
          v.check(
            isOriginPattern,
            'Use an origin such as "https://www.example.com" or "https://*.example.com", without a path.',
          ),
        ),
        'Use a list of origins.',
      ),
      v.maxLength(ORIGINS_MAX, `Name at most ${ORIGINS_MAX}.`),
    ),
    title: v.optional(textSchema),
    submitLabel: v.optional(textSchema),
    success: v.optional(
      v.strictObject({ message: v.optional(textSchema), redirect: v.optional(httpUrlSchema) }, 'Use {"message":"…"}.'),
    ),
    fields: v.optional(
      v.pipe(v.array(fieldSchema, 'Use a list.'), v.maxLength(FIELDS_MAX, `Name at most ${FIELDS_MAX}.`)),
    ),
    steps: v.optional(
      v.pipe(
        v.array(v.union([v.literal(''), textSchema], TEXT_HINT), 'Use a list of headings.'),
        v.maxLength(20, 'Use at most 20 steps.'),
      ),
    ),
    channels: v.optional(
      v.pipe(
        v.custom<Record<string, unknown>>((input) => !Array.isArray(input), 'Use channel names with link ids.'),
        v.record(
          v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
          convertrIdSchema,
          'Use channel names with link ids.',
        ),
      ),
    ),
    locale: v.optional(localeSchema),
    closedMessage: v.optional(linkedTextSchema),
    closedForm: v.optional(v.pipe(v.string(FORM_HINT), v.regex(FORM_ID, FORM_HINT))),
    touch: v.optional(v.picklist(['first', 'last'], 'Use "first" or "last".')),
    turnstile: v.optional(
      v.pipe(v.string('Use the site key.'), v.regex(/^[^\s<>"'&]{3,100}$/, 'Use Turnstile’s site key.')),
    ),
    phone: v.optional(v.picklist(['plain', 'split', 'bracketed'], 'Use "plain", "split" or "bracketed".')),
    phoneCountryCode: v.optional(v.picklist(['+44', '44', 'GB'], 'Use "+44", "44" or "GB" as the pattern.')),
    minGapSeconds: v.optional(
      v.pipe(v.number('Use a number.'), v.minValue(0, 'Use 0 or more.'), v.maxValue(3600, 'Use at most 3600.')),
    ),
    qualityQuestions: v.optional(v.boolean('Use true or false.')),
    onUnknown: v.optional(v.picklist(['resend', 'hold'], 'Use "resend" or "hold".')),
    webhooks: v.optional(
      v.pipe(v.array(webhookSchema, 'Use a list.'), v.maxLength(WEBHOOKS_MAX, `Name at most ${WEBHOOKS_MAX}.`)),
    ),
  },
  'Use an object.',
);

/** A form's configuration, as `docs/forms.md` describes it. Texts are still by locale. */
export type FormConfig = v.InferOutput<typeof configSchema>;

/**
 * @param id of the form, if known.
 * @returns the configuration, or all its errors, each with its path. An unknown key is an error.
 */
export function parseFormConfig(input: unknown, id?: FormId): Result<FormConfig, Fault[]> {
  // The schema would treat a list as an object and report each missing key.
  if (Array.isArray(input)) return fail([{ path: '', message: 'Use an object.' }]);
  const parsed = v.safeParse(configSchema, input);
  if (!parsed.success) return fail(parsed.issues.map(toFault));
  const faults = findCrossFaults(parsed.output);
  if (id && parsed.output.closedForm === id)
    faults.push({ path: 'closedForm', message: 'A form cannot take its own place: name another.' });
  return faults.length > 0 ? fail(faults) : ok(parsed.output);
}

function toFault(issue: v.BaseIssue<unknown>): Fault {
  const path = toPath(issue.path?.map(({ key }) => key) ?? []);
  if (issue.type !== 'strict_object') return { path, message: issue.message };
  if (issue.expected === 'never') return { path, message: 'There is no such key.' };
  return { path, message: issue.input === undefined ? 'This is missing.' : issue.message };
}

/** `['fields', 2, 'type']` → `fields[2].type`. */
function toPath(keys: unknown[]): string {
  return keys
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`))
    .join('');
}
