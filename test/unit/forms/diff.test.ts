import { describe, expect, test } from 'vitest';
import { diffDocuments } from '../../../worker/forms/configuration/diff.ts';
import { adoptFields, findDrift } from '../../../worker/forms/configuration/drift.ts';

describe('the difference between two configurations', () => {
  test('names texts by language, and fields by their names', () => {
    const before = { title: { en: 'Hello' }, fields: [{ name: 'form[email]', label: 'Mail' }, { name: 'form[old]' }] };
    const after = { title: { en: 'Hello', de: 'Hallo' }, fields: [{ name: 'form[email]', label: 'E-mail' }] };
    expect(diffDocuments(before, after)).toEqual([
      { what: 'title.de', after: 'Hallo' },
      { what: 'form[old]', before: '{"name":"form[old]"}' },
      { what: 'form[email] label', before: 'Mail', after: 'E-mail' },
    ]);
  });

  test('is one line when fields only moved', () => {
    const fields = [{ name: 'form[a]' }, { name: 'form[b]' }];
    expect(diffDocuments({ fields }, { fields: fields.toReversed() })).toEqual([
      { what: 'order of fields', before: 'form[a], form[b]', after: 'form[b], form[a]' },
    ]);
  });

  test('is empty when nothing differs', () => {
    expect(diffDocuments({ a: [1], b: { c: 'd' } }, { b: { c: 'd' }, a: [1] })).toEqual([]);
  });
});

describe('drift', () => {
  const config = { enterprise: 'acme', campaignId: 1, formId: 2, origins: [] };

  test('is what is configured but not listed, and what is listed but not configured', () => {
    const fields = [{ name: 'form[email]' }, { name: 'form[gone]' }];
    expect(findDrift({ ...config, fields }, ['form[email]', 'form[company]', 'form[submit]'])).toEqual({
      fits: false,
      listed: true,
      missing: ['form[gone]'],
      added: ['form[company]'],
    });
  });

  test('does not count a consent that only the form asks for', () => {
    const fields = [{ name: 'form[email]' }, { name: 'form[ours]', type: 'consent' as const }];
    expect(findDrift({ ...config, fields }, ['form[email]', 'form[submit]']).fits).toBe(true);
  });

  test('is adopted: removed fields are dropped with the conditions that name them, new fields come last', () => {
    const fields = [
      { name: 'form[gone]' },
      { name: 'form[email]', label: 'Mail', showIf: { field: 'form[gone]', is: ['*'] } },
      { name: 'form[ours]', type: 'consent' as const },
    ];
    const listed = ['form[email]', 'form[telephone][countryCode]', 'form[telephone][telephone]', 'form[submit]'];
    const adopted = adoptFields(fields, findDrift({ ...config, fields }, listed), listed);
    expect(adopted).toEqual([
      { name: 'form[email]', label: 'Mail' },
      { name: 'form[ours]', type: 'consent' },
      { name: 'form[telephone]' },
    ]);
    expect(findDrift({ ...config, fields: adopted }, listed).fits).toBe(true);
  });
});
