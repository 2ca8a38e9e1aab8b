import { expect, test } from 'vitest';
import { readParameters } from '../../../worker/protocol/spelling/campaign-parameters.ts';

const PAGE = 'https://landing.example.com/offer';
const BOTH = { utm_source: 'google', utm_medium: 'cpc' };

test.each([
  ['in the query', '?utm_source=google&utm_medium=cpc'],
  ['in capitals', '?UTM_SOURCE=google&UTM_MEDIUM=cpc'],
  ['in mixed case', '?Utm_Source=google&utm_Medium=cpc'],
  ['behind the hash', '#utm_source=google&utm_medium=cpc'],
  ['behind the hash with a question mark', '#?utm_source=google&utm_medium=cpc'],
  ['behind a route', '#/offer?utm_source=google&utm_medium=cpc'],
  ['behind a route with a bang', '#!/offer?utm_source=google&utm_medium=cpc'],
  ['behind a route without a question mark', '#/offer&utm_source=google&utm_medium=cpc'],
  ['behind a heading', '#form&utm_source=google&utm_medium=cpc'],
  ['on both sides of the hash', '?utm_source=google#utm_medium=cpc'],
  ['with escaped ampersands', '?a=1&amp;utm_source=google&amp;utm_medium=cpc'],
  ['with ampersands escaped twice', '?a=1&amp;amp;utm_source=google&amp;amp;utm_medium=cpc'],
  ['with percent-escaped entities', '?utm_source=google&amp%3Butm_medium=cpc'],
  ['behind a second question mark', '?id=5?utm_source=google&utm_medium=cpc'],
  ['behind a second question mark each', '?utm_source=google?utm_medium=cpc'],
  ['behind the hash with a bang', '#!utm_source=google&utm_medium=cpc'],
  ['behind the hash with a stroke', '#/utm_source=google&utm_medium=cpc'],
  ['behind a stroke in the query', '?/utm_source=google&utm_medium=cpc'],
  ['with semicolons', '?a=1;utm_source=google;utm_medium=cpc'],
  ['with numeric entities', '?a=1&#038;utm_source=google&#x26;utm_medium=cpc'],
  ['behind an escaped ampersand', '?utm_source=google%26utm_medium=cpc'],
  ['behind an escaped entity', '?utm_source=google%26amp%3Butm_medium%3Dcpc'],
  ['behind an escaped question mark', '?utm_source=google%3Futm_medium%3Dcpc'],
  ['behind a comma', '?utm_source=google,utm_medium=cpc'],
  ['with hyphens', '?utm-source=google&utm-medium=cpc'],
  ['in camel case', '?utmSource=google&utmMedium=cpc'],
  ['with names escaped twice', '?utm%255Fsource=google&utm%255Fmedium=cpc'],
  ['with a slash behind', '?utm_source=google/&utm_medium=cpc/'],
  ['without a question mark', '&utm_source=google&utm_medium=cpc'],
  ['with the query escaped whole', '?utm_source%3Dgoogle%26utm_medium%3Dcpc'],
  ['with that escaped twice', '?utm_source%253Dgoogle%2526utm_medium%253Dcpc'],
  ['with blanks around', '?utm_source=+google+&utm_medium%20=%20cpc'],
  ['with something invisible', '?utm_source=goo%E2%80%8Bgle&utm_medium=%EF%BB%BFcpc'],
  ['with blank ones before', '?utm_source=&utm_source=google&utm_medium=+&utm_medium=cpc'],
  ['with later ones', '?utm_source=google&utm_medium=cpc&utm_source=bing#utm_medium=email'],
  ['beside others', '?email=ada@example.com&utm_source=google&utm_medium=cpc&x=y'],
  ['beside an address', '?next=https://other.example/?utm_source=other&utm_source=google&utm_medium=cpc'],
])('%s', (_, tail) => {
  expect(readParameters(PAGE + tail)).toEqual(BOTH);
});

test.each([
  ['none', '', {}],
  ['a heading', '#form', {}],
  ['names of no campaign', '?email=a&utm=b&source=c', {}],
  ['click ids in any case', '?GCLID=Ab&ScCid=x&fbClid=y', { gclid: 'Ab', sccid: 'x', fbclid: 'y' }],
  ['values with their case', '?utm_campaign=Spring%20Sale+2027', { utm_campaign: 'Spring Sale 2027' }],
  ['values in another charset', '?utm_campaign=Fr%FChling', { utm_campaign: 'Frühling' }],
  ['values escaped twice', '?utm_campaign=Spring%2520Fr%25C3%25BChling', { utm_campaign: 'Spring Frühling' }],
  ['a per cent sign before a number', '?utm_campaign=50%25+of+20', { utm_campaign: '50% of 20' }],
  ['a value with slashes', '?utm_content=top/left/', { utm_content: 'top/left/' }],
  ['an escaped address with tags of its own', '?next=%2Fa%3Futm_source%3Dx', {}],
  ['a broken escape', '?utm_source=%E0%A4%A&utm_medium=email', { utm_source: 'à¤%A', utm_medium: 'email' }],
  ['a value that is an address', '?utm_content=https://a.example/?b', { utm_content: 'https://a.example/?b' }],
  ['at most 500 characters', `?gclid=${'x'.repeat(600)}`, { gclid: 'x'.repeat(500) }],
  ['a name of every object', '?constructor=a&__proto__=b&utm_source=c', { utm_source: 'c' }],
])('%s', (_, tail, parameters) => {
  expect(readParameters(PAGE + tail)).toEqual(parameters);
});

test('an address without an origin will do', () => {
  expect(readParameters('?utm_source=google#/x?utm_medium=cpc')).toEqual(BOTH);
});
