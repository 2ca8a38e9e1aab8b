import { describe, expect, test } from 'vitest';
import type { FormConfig } from '../../../worker/forms/configuration/config.ts';
import { parseFormConfig } from '../../../worker/forms/configuration/config.ts';
import { type ResolveInput, resolveForm } from '../../../worker/forms/form.ts';

const LISTED = ['form[firstName]', 'form[lastName]', 'form[email]', 'form[company]', 'form[submit]'];

function config(more: Record<string, unknown> = {}): FormConfig {
  const parsed = parseFormConfig({ enterprise: 'acme', campaignId: 1, formId: 2, origins: [], ...more });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

/** A form of these fields; Convertr lists LISTED unless `more` says otherwise. */
function resolve(fields: unknown[] | undefined, more: Partial<ResolveInput> = {}, rest: Record<string, unknown> = {}) {
  return resolveForm({ config: config({ fields, ...rest }), listed: LISTED, locale: 'en', ...more });
}

const names = (form: ReturnType<typeof resolve>) => form.fields.map(({ name }) => name);

describe('the order', () => {
  test('is Convertr’s without the submit button when nothing is configured', () => {
    const form = resolve(undefined);
    expect(names(form)).toEqual(['form[firstName]', 'form[lastName]', 'form[email]', 'form[company]']);
    expect(form.drift).toEqual({ missing: [], added: [] });
    expect(form.provisional).toBe(false);
  });

  test('is the configuration’s, then Convertr’s for the rest', () => {
    const form = resolve([{ name: 'form[company]' }, { name: 'form[email]' }]);
    expect(names(form)).toEqual(['form[company]', 'form[email]', 'form[firstName]', 'form[lastName]']);
  });
});

describe('a field', () => {
  test('is built from its name when nothing else is known', () => {
    expect(resolve(undefined).fields[2]).toEqual({
      name: 'form[email]',
      type: 'email',
      label: 'Email',
      required: true,
      requiredMessage: 'Enter your email address.',
      autocomplete: 'email',
      inputmode: 'email',
      maxlength: 500,
    });
  });

  test('is refined by its entry', () => {
    const entry = {
      name: 'form[email]',
      label: 'Work email',
      required: false,
      placeholder: 'you@work.example',
      help: 'Not your private one.',
      autocomplete: 'work email',
      width: 'half',
      maxlength: 80,
      value: 'a@b.co',
      showIf: { field: 'form[company]', is: '*' },
    };
    expect(resolve([entry]).fields[0]).toMatchObject({ ...entry, type: 'email', showIf: { is: ['*'] } });
  });

  test.each<[string, object, string | undefined]>([
    ['asks for what is known', {}, 'Enter your company name.'],
    ['asks alike under the same label', { label: 'Company' }, 'Enter your company name.'],
    ['that is chosen says so', { name: 'form[jobTitle]', options: ['CEO'] }, 'Choose your job title.'],
    ['with a label of its own has no error of its own', { label: 'Where do you work?' }, undefined],
    ['of an unknown name has none either', { name: 'form[shoeSize]' }, undefined],
  ])('without an answer %s', (_, entry, message) => {
    const listed = ['form[company]', 'form[jobTitle]', 'form[shoeSize]'];
    const [field] = resolve([{ name: 'form[company]', required: true, ...entry }], { listed }).fields;
    expect(field?.requiredMessage).toBe(message);
  });

  test('that is a list without options has several lines, and says what they are', () => {
    const [field] = resolve(undefined, { listed: ['form[interests][]'], locale: 'de' }).fields;
    expect(field).toMatchObject({ type: 'textarea', maxlength: 2000, help: 'Eine Angabe pro Zeile.' });
  });

  test('is sensitive where its entry says so, each line of a group too', () => {
    const sensitive = (entry: object, listed: string[]) => {
      const { fields } = resolve([{ name: 'form[email]' }, entry as never], { listed: ['form[email]', ...listed] });
      return fields.flatMap((field) => [field, ...(field.fields ?? [])]).map(({ sensitive: is }) => is);
    };
    const lines = ['form[lookup][addressLine1]', 'form[lookup][postcode]'];
    expect(sensitive({ name: 'form[salary]', sensitive: true }, ['form[salary]'])).toEqual([undefined, true]);
    expect(sensitive({ name: 'form[salary]', sensitive: false }, ['form[salary]'])).toEqual([undefined, undefined]);
    expect(sensitive({ name: 'form[lookup]', sensitive: true }, lines)).toEqual([undefined, true, true, true]);
    expect(sensitive({ name: 'form[lookup][postcode]', sensitive: true }, lines)).toEqual([
      ...[undefined, undefined, undefined],
      true,
    ]);
  });

  test('with options is a select, and its options keep Convertr’s values', () => {
    const options = ['Dr', { value: 'Ms', label: { en: 'Ms', de: 'Frau' } }, { value: 'x' }];
    const [field] = resolve([{ name: 'form[company]', options }], { locale: 'de' }).fields;
    expect(field).toMatchObject({
      type: 'select',
      options: [
        { value: 'Dr', label: 'Dr' },
        { value: 'Ms', label: 'Frau' },
        { value: 'x', label: 'x' },
      ],
    });
    expect(field).not.toHaveProperty('maxlength');
  });

  test('whose name ends in [] is a group of boxes', () => {
    const [field] = resolve([{ name: 'form[topics][]', options: ['A'] }], { listed: ['form[topics][]'] }).fields;
    expect(field?.type).toBe('checkboxes');
  });

  test('has no keyboard hint from its name when its type is another', () => {
    const [field] = resolve([{ name: 'form[email]', type: 'number' }]).fields;
    expect(field?.inputmode).toBe('decimal');
  });

  test('for contact types offers Convertr’s three', () => {
    const [field] = resolve(undefined, { listed: ['form[optin][contactTypes][]'], locale: 'de' }).fields;
    expect(field).toMatchObject({ type: 'checkboxes', label: 'Wie dürfen wir Sie kontaktieren?' });
    expect(field?.options).toEqual([
      { value: 'Email', label: 'E-Mail' },
      { value: 'SMS', label: 'SMS' },
      { value: 'Post', label: 'Post' },
    ]);
  });
});

describe('left out of the page', () => {
  test('is a field with "hide", which is no drift', () => {
    const form = resolve([{ name: 'form[company]', hide: true }]);
    expect(names(form)).not.toContain('form[company]');
    expect(form.hidden).toEqual([]);
    expect(form.drift.missing).toEqual([]);
    expect(form.drift.added).not.toContain('form[company]');
  });

  test('is a hidden field, but its value is kept for the lead', () => {
    const listed = [...LISTED, 'form[promotion]', 'form[subId]', 'form[empty]'];
    const form = resolve(
      [
        { name: 'form[promotion]', type: 'hidden', value: 'autumn' },
        { name: 'form[subId]', type: 'hidden', from: 'submission' },
        { name: 'form[empty]', type: 'hidden' },
      ],
      { listed },
    );
    expect(names(form)).toEqual(LISTED.slice(0, 4));
    expect(form.hidden).toEqual([
      { name: 'form[promotion]', value: 'autumn' },
      { name: 'form[subId]', from: 'submission' },
      { name: 'form[empty]' },
    ]);
  });

  test('is a hidden field that Convertr doesn’t list, and it is not sent', () => {
    const form = resolve([{ name: 'form[gone]', type: 'hidden', value: 'x' }]);
    expect(form.hidden).toEqual([]);
    expect(form.drift.missing).toEqual(['form[gone]']);
  });
});

describe('drift', () => {
  test('names what is configured but not listed, and leaves it out', () => {
    const form = resolve([{ name: 'form[gone]' }, { name: 'form[email]' }]);
    expect(form.drift.missing).toEqual(['form[gone]']);
    expect(names(form)).not.toContain('form[gone]');
  });

  test('names what is listed but not configured, and shows it', () => {
    const form = resolve([{ name: 'form[email]' }]);
    expect(form.drift.added).toEqual(['form[firstName]', 'form[lastName]', 'form[company]']);
  });

  test('compares Convertr’s names exactly', () => {
    expect(resolve([{ name: 'form[Email]' }]).drift.missing).toEqual(['form[Email]']);
  });
});

describe('a consent that Convertr doesn’t list', () => {
  test.each([
    ['by its type', { name: 'form[newsletter2]', type: 'consent', label: 'Yes' }],
    ['by its name', { name: 'form[optin][terms]', label: 'Yes' }],
  ])('is shown in its place and flagged: %s', (_, entry) => {
    const form = resolve([{ name: 'form[email]' }, entry, { name: 'form[company]' }]);
    expect(names(form).slice(0, 3)).toEqual(['form[email]', entry.name, 'form[company]']);
    expect(form.fields[1]).toMatchObject({ type: 'consent', label: 'Yes', ticked: '1' });
    expect(form.drift.missing).toEqual([entry.name]);
  });

  test('is left out when it is hidden', () => {
    const form = resolve([{ name: 'form[optin][terms]', type: 'consent', hide: true }]);
    expect(names(form)).not.toContain('form[optin][terms]');
  });
});

test('a consent’s text keeps its links, and its label is the same without them', () => {
  const text = ['I agree to the ', { text: 'terms', href: 'https://example.com/terms' }, '.'];
  const [field] = resolve([{ name: 'form[optin][terms]', text, type: 'consent', ticked: 'yes' }], {
    listed: ['form[optin][terms]'],
  }).fields;
  expect(field).toMatchObject({ text, label: 'I agree to the terms.', ticked: 'yes', required: true });
});

describe('a phone of two fields', () => {
  const PAIR = ['form[telephone][countryCode]', 'form[telephone][telephone]'];

  test('is one question with two inputs', () => {
    const [field, ...others] = resolve(undefined, { listed: PAIR, country: 'GB' }).fields;
    expect(others).toEqual([]);
    expect(field).toMatchObject({ name: 'form[telephone]', type: 'phone', label: 'Phone', country: 'GB' });
    expect(field?.fields?.map(({ name, type, autocomplete }) => [name, type, autocomplete])).toEqual([
      ['form[telephone][countryCode]', 'country', 'tel-country-code'],
      ['form[telephone][telephone]', 'tel', 'tel-national'],
    ]);
  });

  test('is refined under the prefix or under the number', () => {
    for (const name of ['form[telephone]', 'form[telephone][telephone]']) {
      const [field] = resolve([{ name, label: 'Mobile', required: true }], { listed: PAIR }).fields;
      expect(field).toMatchObject({ name: 'form[telephone]', label: 'Mobile', required: true });
      expect(field?.fields?.every(({ required }) => required)).toBe(true);
    }
  });

  test('asks only for the number when the code is fixed', () => {
    const code = { name: 'form[telephone][countryCode]', type: 'hidden', value: '+44' };
    const form = resolve([code], { listed: PAIR });
    expect(form.fields).toMatchObject([{ name: 'form[telephone][telephone]', type: 'phone' }]);
    expect(form.fields[0]).not.toHaveProperty('fields');
    expect(form.hidden).toEqual([{ name: 'form[telephone][countryCode]', value: '+44' }]);
  });
});

describe('an address', () => {
  const LINES = ['form[lookup][addressLine1]', 'form[lookup][addressLine2]', 'form[lookup][postcode]'];
  const inner = (form: ReturnType<typeof resolve>) => form.fields[0]?.fields?.map(({ name }) => name);

  test('is one group of its lines', () => {
    const form = resolve(undefined, { listed: [...LINES, 'form[email]'] });
    expect(names(form)).toEqual(['form[lookup]', 'form[email]']);
    expect(form.fields[0]).toMatchObject({ type: 'address', label: 'Address' });
    expect(inner(form)).toEqual(LINES);
  });

  test('that is required needs its first line and its postcode', () => {
    const [group] = resolve([{ name: 'form[lookup]', required: true }], { listed: LINES }).fields;
    expect(group?.fields?.map(({ required }) => required)).toEqual([true, false, true]);
  });

  test('can lose a single line', () => {
    const form = resolve([{ name: 'form[lookup][addressLine2]', hide: true }], { listed: LINES });
    expect(inner(form)).toEqual([LINES[0], LINES[2]]);
    expect(form.drift.missing).toEqual([]);
  });

  test('is left out as a whole', () => {
    expect(resolve([{ name: 'form[lookup]', hide: true }], { listed: LINES }).fields).toEqual([]);
  });

  test('uses a line’s own label', () => {
    const [group] = resolve([{ name: 'form[lookup][addressLine1]', label: 'Street' }], { listed: LINES }).fields;
    expect(group?.label).toBe('Address');
    expect(group?.fields?.[0]?.label).toBe('Street');
  });
});

describe('while Convertr’s list was never known', () => {
  test('the form is built from the configuration alone, provisionally and without drift', () => {
    const form = resolve([{ name: 'form[email]' }, { name: 'form[x]', type: 'hidden', value: '1' }], { listed: null });
    expect(form.provisional).toBe(true);
    expect(names(form)).toEqual(['form[email]']);
    expect(form.hidden).toEqual([{ name: 'form[x]', value: '1' }]);
    expect(form.drift).toEqual({ missing: [], added: [] });
  });

  test('the form has no fields when none is configured', () => {
    expect(resolve(undefined, { listed: null }).fields).toEqual([]);
  });
});

describe('texts', () => {
  const entry = { name: 'form[email]', label: { en: 'Work email', fr: 'E-mail professionnel' } };
  test.each([
    ['en', 'Work email', 'First name'],
    ['fr-CA', 'E-mail professionnel', 'Prénom'],
    ['de', 'Work email', 'Vorname'],
    ['fi', 'Work email', 'First name'],
    ['ja', 'Work email', '名'],
  ])('in %s', (locale, configured, inferred) => {
    const form = resolve([entry], { locale });
    expect([form.fields[0]?.label, form.fields[1]?.label]).toEqual([configured, inferred]);
  });
});

test('steps have as many headings as the highest step', () => {
  const fields = [{ name: 'form[email]' }, { name: 'form[company]', step: 3 }];
  const steps = [{ en: 'You', de: 'Sie' }, 'Work'];
  expect(resolve(fields, { locale: 'de' }, { steps }).steps).toEqual(['Sie', 'Work', '']);
  expect(resolve([{ name: 'form[email]', step: 1 }], {}, { steps }).steps).toBeUndefined();
});

test('phones are bracketed, with codes like +44, unless the configuration says otherwise', () => {
  expect(resolve(undefined).phone).toEqual({ style: 'bracketed', countryCode: '+44' });
  const phone = resolve(undefined, {}, { phone: 'split', phoneCountryCode: 'GB' }).phone;
  expect(phone).toEqual({ style: 'split', countryCode: 'GB' });
});

test('names of object properties are ordinary field names', () => {
  const listed = ['form[constructor]', 'form[__proto__]', 'form[toString]'];
  const form = resolve(undefined, { listed });
  expect(names(form)).toEqual(listed);
  expect(form.fields.every(({ type }) => type === 'text')).toBe(true);
});
