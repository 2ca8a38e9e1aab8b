import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import guide from '../../../docs/forms.md?raw';
import { CLICK_ID_NAMES } from '../../../worker/forms/attribution/click-ids.ts';
import { parseFormConfig } from '../../../worker/forms/configuration/config.ts';
import { FIELD_TYPES, fieldSchema } from '../../../worker/forms/configuration/config-field.ts';
import { FROM_NAMES } from '../../../worker/forms/configuration/field-source.ts';

const examples = [...guide.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']) => json);

describe('the guide to configurations', () => {
  test.each(examples)('shows examples that are accepted: %#', (json) => {
    expect(parseFormConfig(JSON.parse(json))).toMatchObject({ ok: true });
  });

  test.each([
    ...Object.keys(fieldSchema.entries),
    ...FIELD_TYPES,
    ...FROM_NAMES,
    ...CLICK_ID_NAMES,
    ...['enterprise', 'campaignId', 'formId', 'origins', 'title', 'submitLabel', 'success.message', 'success.redirect'],
    ...[
      'fields',
      'steps',
      'channels',
      'locale',
      'closedMessage',
      'closedForm',
      'touch',
      'turnstile',
      'phone',
      'phoneCountryCode',
    ],
    ...['minGapSeconds', 'onUnknown'],
  ])('names %s', (key) => {
    expect(guide).toContain(`\`${key}\``);
  });

  test('has every key of the schema', () => {
    const everything = JSON.parse(examples.at(-1) ?? '{}') as Record<string, unknown>;
    const unknown = parseFormConfig({ ...everything, extra: 1 });
    expect(unknown).toMatchObject({ ok: false, error: [{ path: 'extra' }] });
    expect(Object.keys(everything)).toHaveLength(19);
    expect(v.is(fieldSchema, { name: 'form[a]' })).toBe(true);
  });
});
