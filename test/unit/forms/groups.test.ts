import { expect, test } from 'vitest';
import { toSlots } from '../../../worker/forms/fields/groups.ts';

test('names are grouped into questions, in Convertr’s order', () => {
  const slots = toSlots([
    'form[email]',
    'form[telephone][countryCode]',
    'form[lookup][addressLine1]',
    'form[submit]',
    'form[telephone][telephone]',
    'form[other][name]',
    'form[lookup][postcode]',
  ]);
  expect(slots).toEqual([
    { name: 'form[email]', kind: 'single', members: ['form[email]'] },
    { name: 'form[telephone]', kind: 'phone', members: ['form[telephone][countryCode]', 'form[telephone][telephone]'] },
    { name: 'form[lookup]', kind: 'address', members: ['form[lookup][addressLine1]', 'form[lookup][postcode]'] },
    { name: 'form[other][name]', kind: 'single', members: ['form[other][name]'] },
  ]);
});

test.each([
  ['each with a parent of its own', (n: number) => `form[a${n}][b]`],
  ['all of one address', (n: number) => `form[address][line${n}]`],
])('5,000 names, %s, are looked at a few times each', (_, toName) => {
  const names = Array.from({ length: 5000 }, (_, n) => toName(n));
  let looks = 0;
  const watched = new Proxy(names, {
    get(list, key, receiver) {
      if (typeof key === 'string' && /^\d+$/.test(key)) looks += 1;
      return Reflect.get(list, key, receiver);
    },
  });
  const slots = toSlots(watched);
  expect(slots.flatMap(({ members }) => members)).toEqual(names);
  expect(looks).toBeLessThanOrEqual(4 * names.length);
});
