import * as v from 'valibot';
import { PLAIN_HOST } from '../origins.ts';

const LABEL_MAX = 1000;
const VALUE_MAX = 2000;
const OPTIONS_MAX = 500;

const filled = (max: number) =>
  v.pipe(
    v.string('Use a text.'),
    v.minLength(1, 'Use a text that is not empty.'),
    v.maxLength(max, `Use at most ${max} characters.`),
  );

/** BCP 47, as far as `Intl` knows it. */
export const localeSchema = v.pipe(
  v.string('Use a language tag such as "en" or "pt-BR".'),
  v.check((tag) => {
    try {
      return Intl.getCanonicalLocales(tag).length === 1;
    } catch {
      return false;
    }
  }, 'Use a language tag such as "en" or "pt-BR".'),
);

export const TEXT_HINT = 'Use a text, or texts by language: {"en":"…","de":"…"}.';

/** Lists are left to others, though a record takes them; a map of no language says nothing. */
function byLocale<T extends v.GenericSchema>(schema: T) {
  return v.pipe(
    v.custom<Record<string, unknown>>((input) => typeof input === 'object' && input !== null && !Array.isArray(input)),
    v.record(localeSchema, schema),
    v.minEntries(1, TEXT_HINT),
  );
}

/** A text, or texts by locale. */
export const textSchema = v.union([filled(LABEL_MAX), byLocale(filled(LABEL_MAX))], TEXT_HINT);

/** A link that a browser may follow without running anything. */
export const httpUrlSchema = v.pipe(
  v.string('Use an http(s) address.'),
  v.maxLength(2000, 'Use at most 2000 characters.'),
  v.check((text) => {
    const url = URL.parse(text);
    return url !== null && /^https?:$/.test(url.protocol) && PLAIN_HOST.test(url.hostname);
  }, 'Use an http(s) address.'),
);

const richTextSchema = v.array(
  v.union(
    [filled(LABEL_MAX), v.strictObject({ text: filled(LABEL_MAX), href: httpUrlSchema })],
    'Use a text, or {"text":"…","href":"https://…"}.',
  ),
  'Use a list of texts and links.',
);

/** `form[…]`, nested as deep as Convertr's are, with `[]` at the end of a multiple choice. */
export const fieldNameSchema = v.pipe(
  v.string('Use Convertr’s name, such as "form[email]".'),
  v.maxLength(200, 'Use at most 200 characters.'),
  v.regex(/^form(\[[^[\]\s][^[\]]*\]){1,5}(\[\])?$/, 'Use Convertr’s name, such as "form[email]".'),
);

export const isFieldName = (name: string): boolean => v.is(fieldNameSchema, name);

export const FIELD_TYPES = [
  'text',
  'email',
  'tel',
  'url',
  'number',
  'date',
  'dob',
  'textarea',
  'country',
  'select',
  'multiselect',
  'radio',
  'checkboxes',
  'checkbox',
  'consent',
  'phone',
  'address',
  'hidden',
] as const;

/** Where the value of a hidden field can come from, beside click ids' names. */
export const FROM_NAMES = [
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
  'page',
  'referrer',
  'channel',
  'submission',
] as const;

const optionSchema = v.union(
  [
    filled(VALUE_MAX),
    v.strictObject({ value: v.pipe(v.string(), v.maxLength(VALUE_MAX)), label: v.optional(textSchema) }),
  ],
  'Use a text, or {"value":"…","label":"…"}.',
);

const limitSchema = v.union(
  [
    v.pipe(v.number(), v.finite(), v.transform(String)),
    v.pipe(v.string(), v.regex(/^(-?\d+(\.\d+)?|\d{4}-\d{2}-\d{2})$/)),
  ],
  'Use a number, or a date such as "2027-01-31".',
);

const truth = v.boolean('Use true or false.');

export const fieldSchema = v.strictObject(
  {
    name: fieldNameSchema,
    type: v.optional(v.picklist(FIELD_TYPES, `Use one of: ${FIELD_TYPES.join(', ')}.`)),
    label: v.optional(textSchema),
    text: v.optional(v.union([richTextSchema, byLocale(richTextSchema)], 'Use a list of texts and links.')),
    required: v.optional(truth),
    options: v.optional(
      v.pipe(
        v.array(optionSchema, 'Use a list.'),
        v.minLength(1, 'Name at least one.'),
        v.maxLength(OPTIONS_MAX, `Name at most ${OPTIONS_MAX}.`),
      ),
    ),
    placeholder: v.optional(textSchema),
    help: v.optional(textSchema),
    autocomplete: v.optional(
      v.pipe(v.string('Use a text.'), v.regex(/^[a-z0-9 -]{1,80}$/, 'Use an autofill token such as "email".')),
    ),
    inputmode: v.optional(
      v.picklist(
        ['text', 'email', 'tel', 'url', 'numeric', 'decimal'],
        'Use text, email, tel, url, numeric or decimal.',
      ),
    ),
    width: v.optional(v.picklist(['full', 'half'], 'Use "full" or "half".')),
    step: v.optional(
      v.pipe(
        v.number('Use a number.'),
        v.integer('Use a whole number.'),
        v.minValue(1, 'Steps start at 1.'),
        v.maxValue(20, 'Use at most 20 steps.'),
      ),
    ),
    showIf: v.optional(
      v.strictObject({
        field: fieldNameSchema,
        is: v.pipe(
          v.union(
            [
              v.array(v.string()),
              v.pipe(
                v.string(),
                v.transform((value) => [value]),
              ),
            ],
            'Use a value or a list of values.',
          ),
          v.minLength(1, 'Name at least one value.'),
        ),
      }),
    ),
    value: v.optional(v.pipe(v.string('Use a text.'), v.maxLength(VALUE_MAX, `Use at most ${VALUE_MAX} characters.`))),
    from: v.optional(
      v.pipe(
        v.string('Use a name.'),
        v.regex(/^[a-z_][a-z0-9_]{0,40}$/i, 'Use utm_…, a click id, page, referrer, channel or submission.'),
      ),
    ),
    hide: v.optional(truth),
    min: v.optional(limitSchema),
    max: v.optional(limitSchema),
    maxlength: v.optional(
      v.pipe(v.number('Use a number.'), v.integer('Use a whole number.'), v.minValue(1), v.maxValue(20_000)),
    ),
    ticked: v.optional(filled(200)),
    country: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'Use a country code such as "GB".'))),
  },
  'Use an object.',
);

export type FieldConfig = v.InferOutput<typeof fieldSchema>;
export type Text = v.InferOutput<typeof textSchema>;
