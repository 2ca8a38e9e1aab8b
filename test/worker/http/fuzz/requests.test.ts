import * as fc from 'fast-check';
import { beforeEach, describe, test } from 'vitest';
import { stubConvertr } from '../support/convertr.ts';
import { encode, expectSound, FORM, text, vars } from '../support/fuzz.ts';
import { ADMIN_TOKEN, ANSWERS, ask, ORIGIN, PAGE, saveForm } from '../support/leadwire.ts';

beforeEach(() => {
  stubConvertr();
});

describe('the Worker does not fail', { timeout: 60_000 }, () => {
  test('with 4,000 random headers', async () => {
    const form = await saveForm(FORM);
    const header = fc.constantFrom(
      ...[
        'Accept',
        'Accept-Language',
        'Content-Type',
        'Content-Length',
        'Content-Encoding',
        'Origin',
        'Referer',
        'Host',
      ],
      ...['CF-Connecting-IP', 'If-None-Match', 'Cookie', 'Authorization', 'User-Agent', 'X-Forwarded-For', 'Range'],
      ...['Access-Control-Request-Method', 'Sec-Fetch-Site', 'Transfer-Encoding', 'Expect', 'X-HTTP-Method-Override'],
    );
    const content = fc.oneof(
      fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)), maxLength: 80 }),
      fc.constantFrom('null', PAGE, ORIGIN, '-1', '0x10', '99999999999', '*', 'W/"x"', 'de;q=x,en;q=9', '::1', '::::'),
      fc.constantFrom(
        'x'.repeat(9000),
        ','.repeat(2000),
        'Bearer ',
        `Bearer ${ADMIN_TOKEN.slice(1)}`,
        'a;'.repeat(900),
      ),
    );
    const headers = fc.array(fc.tuple(header, content), { maxLength: 6 });
    const path = fc.constantFrom('', '/leads', `/leads/${crypto.randomUUID()}`, 'HOSTED', 'WIDGET', 'ADMIN');
    const check = fc.asyncProperty(
      headers,
      path,
      fc.constantFrom('GET', 'POST', 'OPTIONS', 'HEAD'),
      async (list, to, method) => {
        const known = new Map([
          ['HOSTED', `/f/${form}`],
          ['WIDGET', `/widget.js?form=${form}`],
          ['ADMIN', '/v1/admin/forms'],
        ]).get(to);
        const given = new Headers();
        for (const [key, each] of list) given.append(key, each);
        const init = { method, headers: given, body: method === 'POST' ? encode(Object.entries(ANSWERS)) : null };
        await expectSound(await ask(known ?? `/v1/forms/${form}${to}`, init, vars));
      },
    );
    await fc.assert(check, { numRuns: 4000 });
  });

  test('with 5,000 random paths', async () => {
    const form = await saveForm(FORM);
    const segment = fc.oneof(
      fc.constantFrom(
        'v1',
        'forms',
        'leads',
        'f',
        'thanks',
        'widget.js',
        'widget.json',
        'healthz',
        form,
        '..',
        '%2e%2e',
      ),
      fc.constantFrom('%00', '%ff', '%', '%zz', '', '__proto__', 'constructor', ':formId', '*', 'x'.repeat(3000)),
      fc.string({ unit: 'binary', maxLength: 12 }).map((each) => encodeURIComponent(each.toWellFormed())),
    );
    const query = fc.array(fc.tuple(fc.constantFrom('locale', 'form', 'embed', 'channel', 'link', '__proto__'), text), {
      maxLength: 3,
    });
    const method = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD');
    const check = fc.asyncProperty(
      fc.array(segment, { maxLength: 5 }),
      query,
      method,
      async (segments, asked, verb) => {
        const path = `/${segments.join('/').replace(/^\/+/, '')}?${encode(asked)}`;
        await expectSound(await ask(path, { method: verb }, vars));
      },
    );
    await fc.assert(check, { numRuns: 5000 });
  });
});
