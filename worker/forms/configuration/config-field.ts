import * as v from 'valibot';
import { toPattern } from '../../protocol/text-rules.ts';
import { byLocale, filled, richTextSchema, textSchema } from './config-text.ts';
import { FROM, FROM_HINT } from './field-source.ts';

const VALUE_MAX = 2000;
const OPTIONS_MAX = 500;
const PATTERN_MAX = 500;

/** `form[…]`, nested as deep as Convertr's names are. A multiple choice ends in `[]`. */
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

const lengthSchema = v.pipe(
  v.number('Use a number.'),
  v.integer('Use a whole number.'),
  v.minValue(1),
  v.maxValue(20_000),
);

/** Day, month and year once each, with one mark between them or none. */
const DATE_FORMAT = /^(?=.*YYYY)(?=.*MM)(?=.*DD)(?:YYYY|MM|DD)([/.-]?)(?:YYYY|MM|DD)\1(?:YYYY|MM|DD)$/;

const refusedSchema = v.pipe(
  v.string('Use a text.'),
  v.regex(
    /^(free|disposable|(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9])$/,
    'Use "free", "disposable", or a domain in lower case and ASCII, such as "example.com" or "*.example.com".',
  ),
);

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
    from: v.optional(v.pipe(v.string('Use a name.'), v.regex(FROM, FROM_HINT))),
    report: v.optional(truth),
    hide: v.optional(truth),
    sensitive: v.optional(truth),
    min: v.optional(limitSchema),
    max: v.optional(limitSchema),
    minlength: v.optional(lengthSchema),
    maxlength: v.optional(lengthSchema),
    pattern: v.optional(
      v.pipe(
        v.string('Use a text.'),
        v.maxLength(PATTERN_MAX, `Use at most ${PATTERN_MAX} characters.`),
        v.check((pattern) => toPattern(pattern) !== undefined, 'Use a valid regular expression.'),
      ),
    ),
    patternMessage: v.optional(textSchema),
    format: v.optional(v.pipe(v.string('Use a text.'), v.regex(DATE_FORMAT, 'Use a format such as "DD/MM/YYYY".'))),
    refuse: v.optional(
      v.pipe(
        v.array(refusedSchema, 'Use a list.'),
        v.minLength(1, 'Name at least one.'),
        v.maxLength(OPTIONS_MAX, `Name at most ${OPTIONS_MAX}.`),
      ),
    ),
    refuseMessage: v.optional(textSchema),
    ticked: v.optional(filled(200)),
    country: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'Use a country code such as "GB".'))),
  },
  'Use an object.',
);

export type FieldConfig = v.InferOutput<typeof fieldSchema>;
