import { normaliseText } from '../forms/fields/text.ts';
import { isShown, openGroups } from '../protocol/conditions.ts';
import type { FieldDefinition } from '../protocol/wire.ts';

/** The fields that were shown. Groups are expanded, so that each line is a separate field. */
export function listShown(form: readonly FieldDefinition[], given: (name: string) => string[]): FieldDefinition[] {
  const fields = form.map(normaliseConditions);
  const all = openGroups(fields);
  const names = [...fields, ...all].flatMap(({ showIf }) => (showIf ? [showIf.field, `${showIf.field}[]`] : []));
  const values = Object.fromEntries(names.map((name) => [name, given(name)]));
  const isVisible = (field: FieldDefinition) => isShown(field, values, all);
  return openGroups(fields.filter(isVisible)).filter(isVisible);
}

/** Answers are compared in their normalised form, so conditions are normalised too. */
function normaliseConditions(field: FieldDefinition): FieldDefinition {
  const { showIf, fields } = field;
  const lines = fields && { fields: fields.map(normaliseConditions) };
  const condition = showIf && { showIf: { ...showIf, is: showIf.is.map((value) => normaliseText(value)) } };
  return { ...field, ...lines, ...condition };
}
