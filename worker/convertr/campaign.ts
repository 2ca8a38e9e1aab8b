import * as v from 'valibot';
import type { Answer } from './answer.ts';
import type { ConvertrForm, FieldsOutcome, LinksOutcome } from './outcome.ts';

const id = v.pipe(v.union([v.number(), v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number))]), v.integer());

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const flag = v.fallback(v.boolean(), false);
/** A name is documented for this call, an object for another one. */
const fieldSchema = v.union([name, v.object({ key: name, hidden: flag, required: flag })]);
/** The maximum for a text for people, because a value in storage may have at most 2 MB. */
const label = v.fallback(
  v.pipe(
    v.string(),
    v.transform((text) => text.slice(0, 200)),
  ),
  '',
);
/** Nobody would fill in a form with more. */
const FIELDS_MAX = 500;
/** The same holds for a campaign with more forms or links. */
const FORMS_MAX = 200;
const LINKS_MAX = 2000;

const formsSchema = v.pipe(
  v.array(v.object({ formId: id, formName: label, fields: v.pipe(v.array(fieldSchema), v.maxLength(FIELDS_MAX)) })),
  v.maxLength(FORMS_MAX),
);

/** The link's destination is left out, because nothing here uses it. */
const linksSchema = v.pipe(v.array(v.object({ id, name: label, channel: label })), v.maxLength(LINKS_MAX));

export function toFieldsOutcome({ status, json }: Answer): FieldsOutcome {
  if (status >= 400) return { kind: 'rejected', status };
  const parsed = v.safeParse(formsSchema, json);
  return status === 200 && parsed.success
    ? { kind: 'fields', forms: parsed.output.map(toForm) }
    : { kind: 'unexpected', status };
}

function toForm({ fields, ...form }: v.InferOutput<typeof formsSchema>[number]): ConvertrForm {
  const named = fields.map((field) =>
    typeof field === 'string' ? { key: field, hidden: false, required: false } : field,
  );
  const hidden = named.filter((field) => field.hidden).map(({ key }) => key);
  const required = named.filter((field) => field.required).map(({ key }) => key);
  return {
    ...form,
    fields: named.map(({ key }) => key),
    ...(hidden.length > 0 && { hidden }),
    ...(required.length > 0 && { required }),
  };
}

export function toLinksOutcome({ status, json }: Answer): LinksOutcome {
  if (status >= 400) return { kind: 'rejected', status };
  const parsed = v.safeParse(linksSchema, json);
  return status === 200 && parsed.success ? { kind: 'links', links: parsed.output } : { kind: 'unexpected', status };
}
