import { beforeEach, describe, expect, test, vi } from 'vitest';
import { stubConvertr } from './support/convertr.ts';
import { ADMIN_TOKEN, admin, ask, env, ORIGIN, saveForm, submit } from './support/leadwire.ts';

const SITE = 'https://www.example.com';
/** What the landing page's host answers; an error when there is none. */
let site: (() => Response) | undefined;

beforeEach(() => {
  stubConvertr();
  const convertr = globalThis.fetch;
  site = undefined;
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    if (!String(input instanceof Request ? input.url : input).startsWith(SITE)) return convertr(input, init);
    if (!site) throw new Error('internal error; reference = 1');
    return site();
  });
});

interface Line {
  check: string;
  ok: boolean;
  detail: string;
  hint?: true;
}
async function check(config: Record<string, unknown> = {}): Promise<Line[]> {
  const form = await saveForm({ origins: [SITE], ...config });
  const answer = await admin(`forms/${form}/doctor`);
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { lines: Line[] }).lines;
}
const find = (lines: Line[], name: string) => lines.find((line) => line.check.startsWith(name));

describe('the doctor', () => {
  test('checks login, MFA, campaign, fields, links, origins, CSP and the last lead', async () => {
    site = () => new Response('A page');
    const lines = await check({ channels: { Email: 25, Social: 99 } });
    expect(lines.filter(({ ok }) => !ok)).toEqual([
      { check: 'Link of Social', ok: false, detail: 'The campaign has no link 99. Choose another.' },
    ]);
    for (const name of ['Login', 'MFA', 'Campaign', 'Fields', 'Links', `Site ${SITE}`, 'CSP', 'Last lead'])
      expect(find(lines, name), name).toBeDefined();
    expect(find(lines, 'CSP')?.detail).toContain(`script-src ${ORIGIN}; connect-src ${ORIGIN}`);
  });

  test('accepts a configuration that leaves fields out, but not one that names unknown fields', async () => {
    site = () => new Response('A page');
    const some = find(await check({ fields: [{ name: 'form[email]', label: 'Mail' }] }), 'Fields');
    expect(some).toMatchObject({ ok: true, detail: expect.stringContaining('form[firstName], form[lastName]') });
    const others = find(await check({ fields: [{ name: 'form[email]' }, { name: 'form[shoeSize]' }] }), 'Fields');
    expect(others).toMatchObject({ ok: false, detail: expect.stringContaining('−form[shoeSize]') });
  });

  test.each([
    ['a page that does not answer', undefined, /Check the spelling/],
    ['a page that fails', () => new Response('', { status: 503 }), /Answers with 503/],
    [
      'a page that has moved',
      () => new Response(null, { status: 301, headers: { location: 'https://example.com/' } }),
      /redirects to https:\/\/example\.com/,
    ],
  ])('explains what to do about %s', async (_, answer, advice) => {
    site = answer;
    expect(find(await check(), 'Site')).toMatchObject({ ok: false, detail: expect.stringMatching(advice) });
  });

  test('asks at most six sites at once, because the platform opens no more', async () => {
    const sites = Array.from({ length: 9 }, (_, n) => `https://www${n}.example.com`);
    const convertr = globalThis.fetch;
    const waiting: (() => void)[] = [];
    let most = 0;
    vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) => {
      if (!sites.includes(String(input))) return convertr(input, init);
      expect(init?.cache).toBe('no-store');
      return new Promise((resolve) => {
        waiting.push(() => resolve(new Response('A page')));
        most = Math.max(most, waiting.length);
        // All that may be open are open by then.
        setTimeout(() => waiting.shift()?.(), 20);
      });
    });
    const lines = await check({ origins: sites });
    expect(lines.filter(({ check }) => check.startsWith('Site'))).toHaveLength(9);
    expect(most).toBe(6);
  });

  test('names the directives that a page’s policy lacks, including Turnstile’s', async () => {
    site = () => new Response('', { headers: { 'content-security-policy': "default-src 'self'" } });
    const lines = await check({ turnstile: '0x4AAAAAAAAAAAAA' });
    expect(find(lines, 'CSP')).toMatchObject({ ok: false, detail: expect.stringContaining(`connect-src ${ORIGIN}`) });
    expect(find(lines, 'CSP')?.detail).toContain('challenges.cloudflare.com');
    expect(find(lines, 'Turnstile')).toMatchObject({ ok: false, detail: expect.stringContaining('TURNSTILE_SECRET') });
  });

  test('shows what a quarantined last lead needs, and accepts one that was discarded', async () => {
    site = () => new Response('A page');
    const form = await saveForm({ origins: [SITE] });
    const sent = await submit(form, {
      headers: { Origin: SITE },
      answers: {
        'form[firstName]': 'Ada',
        'form[lastName]': 'Byron',
        'form[email]': 'ada@example.com',
        hp_ref_code: 'x',
      },
    });
    const { submission } = (await sent.json()) as { submission: string };
    const look = async (name = 'Last lead', id = form) =>
      find(((await (await admin(`forms/${id}/doctor`)).json()) as { lines: Line[] }).lines, name);
    expect(await look('Leads')).toMatchObject({ ok: false, detail: expect.stringMatching(/^One lead of this form/) });
    expect(await look('Leads', await saveForm({ origins: [SITE] }))).toBeUndefined();
    expect(await look()).toMatchObject({ ok: false, detail: expect.stringContaining('If a person sent it') });
    await admin(`leads/acme/${submission}/discard`, { method: 'POST' });
    expect(await look()).toMatchObject({ ok: true });
  });

  describe('looks at where leads are stored', () => {
    const look = async (place: Record<string, string>, origin = ORIGIN) => {
      const { acme, ...others } = JSON.parse(env.CONVERTR_ACCOUNTS ?? '');
      const CONVERTR_ACCOUNTS = JSON.stringify({ ...others, acme: { ...acme, ...place } });
      const form = await saveForm({ origins: [SITE] });
      const headers = { Authorization: `Bearer ${ADMIN_TOKEN}` };
      // Locally there are no jurisdictions.
      const ACCOUNTS = { ...env.ACCOUNTS, jurisdiction: () => env.ACCOUNTS } as never;
      const vars = 'jurisdiction' in place ? { CONVERTR_ACCOUNTS, ACCOUNTS } : { CONVERTR_ACCOUNTS };
      const answer = await ask(`${origin}/v1/admin/forms/${form}/doctor`, { headers }, vars);
      return (await answer.json()) as { healthy: boolean; lines: Line[] };
    };

    test.each([
      ['a location hint', { locationHint: 'weur' }, 'weur'],
      ['a jurisdiction', { jurisdiction: 'eu' }, 'eu'],
    ])('and is content with %s', async (_, place, word) => {
      site = () => new Response('A page');
      const line = find((await look(place)).lines, 'Place');
      expect(line).toEqual({ check: 'Place', ok: true, detail: expect.stringContaining(` ${word}`) });
    });

    test('and warns if neither is set, although nothing has to be done', async () => {
      site = () => new Response('A page');
      const { healthy, lines } = await look({});
      const detail = expect.stringMatching(/CONVERTR_LOCATION_HINT or CONVERTR_JURISDICTION/);
      expect(find(lines, 'Place')).toEqual({ check: 'Place', ok: true, hint: true, detail });
      expect(healthy).toBe(true);
    });

    test('but not on a developer’s own machine', async () => {
      site = () => new Response('A page');
      expect(find((await look({}, 'http://localhost:8787')).lines, 'Place')).toBeUndefined();
    });
  });
});
