import * as fc from 'fast-check';
import { beforeEach, describe, test } from 'vitest';
import { stubConvertr } from '../support/convertr.ts';
import { encode, expectSound, FORM, name, text, vars } from '../support/fuzz.ts';
import { ADMIN_TOKEN, ask, ORIGIN, saveForm } from '../support/leadwire.ts';

beforeEach(() => {
  stubConvertr();
});

describe('the Worker does not fail', { timeout: 60_000 }, () => {
  test('with 4,000 random admin calls, with and without the token', async () => {
    const form = await saveForm(FORM);
    const segment = fc.oneof(
      fc.constantFrom(
        ...['forms', 'accounts', 'leads', 'stats', 'leads.csv', 'find', 'erase', 'preview', form, 'acme', 'globex'],
      ),
      fc.constantFrom(...['doctor', 'drift', 'adopt', 'test', 'mfa', 'campaigns', '1234', 'retry', 'discard']),
      fc.constantFrom(crypto.randomUUID(), '__proto__', 'constructor', '%00', '%ff', '..', '-1', '9'.repeat(40)),
    );
    const path = fc.oneof(
      {
        weight: 6,
        arbitrary: fc
          .array(segment, { minLength: 1, maxLength: 4 })
          .map((segments) => `/v1/admin/${segments.join('/')}`),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom('/console/session', '/console/assets/..%2f..%2fx.js'),
      },
    );
    const key = fc.constantFrom(
      ...[
        'enterprise',
        'form',
        'status',
        'verdict',
        'channel',
        'day',
        'cursor',
        'limit',
        'from',
        'to',
        'by',
        'and',
        'locale',
      ],
    );
    const asked = fc.oneof(
      fc.constantFrom('acme', form, 'queued', 'Direct', '2026-02-31', '5', 'day', 'channel'),
      text,
    );
    const body = fc.oneof(
      fc.json(),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc
        .dictionary(
          fc.constantFrom(
            'answers',
            'form',
            'filter',
            'expect',
            'email',
            'code',
            'resend',
            'token',
            '__proto__',
            'fields',
          ),
          fc.oneof(fc.jsonValue(), text, fc.dictionary(name, fc.oneof(text, fc.array(text, { maxLength: 3 })))),
        )
        .map((value) => JSON.stringify(value)),
    );
    const authorization = fc.constantFrom(`Bearer ${ADMIN_TOKEN}`, `Bearer ${ADMIN_TOKEN}`, 'Bearer x', '');
    const verb = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'HEAD', 'OPTIONS');
    const query = fc.array(fc.tuple(key, asked), { maxLength: 5 });
    const check = fc.asyncProperty(path, query, verb, authorization, body, async (to, list, method, token, content) => {
      const headers = { ...(token && { Authorization: token }), Origin: ORIGIN };
      const init = { method, headers, body: /^P/.test(method) ? content : null };
      await expectSound(await ask(`${to}?${encode(list)}`, init, vars));
    });
    await fc.assert(check, { numRuns: 4000 });
  });
});
