import { describe, expect, test } from 'vitest';
import { answering, HTML, ORIGIN } from './support/convertr.ts';

describe('a lead’s result', () => {
  test('is read at version 2.1', async () => {
    const { client, calls } = answering(202);
    await client.leadResult('tok-1', 4711);
    expect(calls[0]?.url).toBe(`${ORIGIN}/api/v2.1/publisher/12/lead-result/4711`);
    expect(calls[0]?.headers).toEqual({ Authorization: 'Bearer tok-1' });
    expect(calls[0]?.redirect).toBe('manual');
  });

  test.each([
    ['undecided', 202, 'The lead has not been processed yet.', { kind: 'pending' }],
    ['undecided without words', 202, null, { kind: 'pending' }],
    ['valid: nothing', 200, null, { kind: 'valid' }],
    ['valid: empty', 200, '', { kind: 'valid' }],
    ['valid: blank', 200, ' \n', { kind: 'valid' }],
    ['valid: an empty JSON text', 200, '""', { kind: 'valid' }],
    [
      'invalid: reasons and jobs',
      200,
      {
        qaReasons: 'No values',
        failedJobs: ['No values found for field - industry (industry)'],
        leadData: { email: 'a@b.co' },
      },
      { kind: 'invalid', reasons: ['No values found for field - industry (industry)'] },
    ],
    [
      'invalid: reasons alone',
      200,
      { qaReasons: 'Duplicate', failedJobs: [] },
      { kind: 'invalid', reasons: ['Duplicate'] },
    ],
    ['invalid: jobs alone', 200, { failedJobs: ['A', 'B'] }, { kind: 'invalid', reasons: ['A', 'B'] }],
    ['invalid: a JSON text', 200, '"Duplicate e-mail"', { kind: 'invalid', reasons: ['Duplicate e-mail'] }],
    ['invalid: plain text', 200, 'Duplicate e-mail\n', { kind: 'invalid', reasons: ['Duplicate e-mail'] }],
    ['an object without reasons', 200, {}, { kind: 'unexpected', status: 200 }],
    ['reasons that are blank', 200, { qaReasons: ' ', failedJobs: [5] }, { kind: 'unexpected', status: 200 }],
    ['null', 200, 'null', { kind: 'unexpected', status: 200 }],
    ['a list', 200, ['A'], { kind: 'unexpected', status: 200 }],
    ['a number', 200, '5', { kind: 'unexpected', status: 200 }],
    ['another success', 204, null, { kind: 'unexpected', status: 204 }],
    ['a redirect', 302, null, { kind: 'unexpected', status: 302 }],
    ['an unknown lead', 404, { message: 'Not Found' }, { kind: 'rejected', status: 404 }],
    ['403', 403, { message: 'Campaign is fulfilled' }, { kind: 'rejected', status: 403 }],
    ['401', 401, null, { kind: 'unauthorized' }],
    ['429', 429, null, { kind: 'rate_limited' }],
    ['503', 503, HTML, { kind: 'unavailable', status: 503 }],
    ['500', 500, HTML, { kind: 'unknown', status: 500 }],
  ])('%s', async (_, status, body, outcome) => {
    expect(await answering(status as number, body).client.leadResult('t', 4711)).toEqual(outcome);
  });
});

describe('a campaign', () => {
  test('lists its forms', async () => {
    const forms = [{ formId: 23, formName: 'Report', fields: ['form[email]', 'form[submit]'] }];
    const { client, calls } = answering(200, forms);
    expect(await client.fields('t', 1234)).toEqual({ kind: 'fields', forms });
    expect(calls[0]?.url).toBe(`${ORIGIN}/api/v2.4/publisher/fields/1234`);
  });

  test('lists its links, without their destinations', async () => {
    const link = { id: 25, name: 'Newsletter', channel: 'Email' };
    const { client, calls } = answering(200, [{ ...link, destination: 'https://example.com' }, { id: '26' }]);
    expect(await client.links('t', 1234)).toEqual({
      kind: 'links',
      links: [link, { id: 26, name: '', channel: '' }],
    });
    expect(calls[0]?.url).toBe(`${ORIGIN}/api/v2.4/publisher/links/1234`);
  });

  test.each([
    ['no list', 200, {}, { kind: 'unexpected', status: 200 }],
    ['HTML', 200, HTML, { kind: 'unexpected', status: 200 }],
    ['a list of something else', 200, [5], { kind: 'unexpected', status: 200 }],
    ['another success', 201, [], { kind: 'unexpected', status: 201 }],
    ['404', 404, { message: 'Not Found' }, { kind: 'rejected', status: 404 }],
    ['401', 401, null, { kind: 'unauthorized' }],
    ['503', 503, HTML, { kind: 'unavailable', status: 503 }],
  ])('meets %s', async (_, status, body, outcome) => {
    const { client } = answering(status, body);
    expect(await client.fields('t', 1)).toEqual(outcome);
    expect(await client.links('t', 1)).toEqual(outcome);
  });
});
