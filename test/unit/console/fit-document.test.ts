import { describe, expect, test } from 'vitest';
import { fitDocument } from '../../../worker/console/forms/fit-document.ts';

const link = (id: number) => ({ id, name: `link ${id}`, channel: 'Email' });
const field = (name: string, required = false) => ({ name, type: 'text' as const, label: name, required });
const drift = { fits: false, listed: true };

describe('a copy of a form', () => {
  test('keeps texts and languages, and says nothing where the campaigns have the same fields', () => {
    const document = {
      campaignId: 77,
      title: { en: 'Report', de: 'Bericht' },
      origins: ['https://www.example.com'],
      fields: [{ name: 'form[email]', label: { en: 'Email', de: 'E-Mail' } }],
    };
    const copy = fitDocument(
      document,
      { drift: { ...drift, missing: [], added: [] }, inferred: [field('form[email]')] },
      { links: [] },
    );
    expect(copy).toEqual({ document, differences: [] });
  });

  test('leaves out what the campaign lacks, with the conditions and links that depended on it', () => {
    const showIf = { field: 'form[size]', is: ['Large'] };
    const document = {
      fields: [{ name: 'form[size]' }, { name: 'form[website]', showIf }],
      channels: { Email: 25, Referral: 41 },
    };
    const copy = fitDocument(
      document,
      { drift: { ...drift, missing: ['form[size]'], added: [] }, inferred: [field('form[website]')] },
      { links: [link(41)] },
    );
    expect(copy.document).toEqual({ fields: [{ name: 'form[website]' }], channels: { Referral: 41 } });
    expect(copy.differences).toEqual([
      'Left out, because the campaign has no such field: form[size].',
      'Always shown, because the field that it depended on is left out: form[website].',
      'Without its tracking link, which belongs to the other campaign: Email.',
    ]);
  });

  test('leaves out a consent of Convertr’s that has no text of its own', () => {
    const document = { fields: [{ name: 'form[email]' }, { name: 'form[optin][terms]' }] };
    const preview = { drift: { ...drift, missing: [], added: [] }, inferred: [field('form[email]')] };
    const copy = fitDocument(document, preview, { links: [] });
    expect(copy.document).toEqual({ fields: [{ name: 'form[email]' }] });
    expect(copy.differences).toEqual(['Left out, because the campaign has no such field: form[optin][terms].']);
  });

  test('names the fields that it does not know yet, and the consents that the campaign does not ask for', () => {
    const text = ['I accept the ', { text: 'policy', href: 'https://www.example.com/privacy' }, '.'];
    const document = { fields: [{ name: 'form[consent]', type: 'consent' as const, text }] };
    const added = ['form[company]', 'form[title]'];
    const inferred = [field('form[company]', true), field('form[title]')];
    const copy = fitDocument(document, { drift: { ...drift, missing: [], added }, inferred }, { links: [] });
    expect(copy.document).toEqual(document);
    expect(copy.differences).toEqual([
      'Shown and stored, but not sent, because the campaign has no such field: form[consent].',
      'New and required, without settings yet: form[company].',
      'New and optional, without settings yet: form[title].',
    ]);
  });
});
