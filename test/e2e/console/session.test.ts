import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findAxeViolations, launchChromium } from '../../support/chromium.ts';
import { openDesk, press, signIn, waitForText } from '../../support/console.ts';
import { type Leadwire, startLeadwire } from '../../support/leadwire.ts';

let leadwire: Leadwire;
let origin: string;

const acme = {
  publisherId: 12,
  username: 'publisher@example.com',
  password: 'correct-horse',
  origin: 'http://127.0.0.1:1',
};
/** Not on this machine, so real; and nowhere, so that nothing is really sent. */
const umbrella = {
  publisherId: 1,
  username: 'x@example.com',
  password: 'not-a-real-one',
  origin: 'https://convertr.invalid',
};

beforeAll(async () => {
  leadwire = await startLeadwire({ vars: { CONVERTR_ACCOUNTS: JSON.stringify({ acme, umbrella }) } });
  origin = leadwire.workerUrl;
});

afterAll(() => leadwire?.stop());

const post = (token: string, headers: Record<string, string> = { origin }) =>
  fetch(`${origin}/console/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ token }),
  });

async function getCookie(): Promise<string> {
  const [cookie = ''] = (await post(leadwire.adminToken)).headers.getSetCookie();
  return cookie.split(';')[0] ?? '';
}

describe('the session', () => {
  test('starts with the admin token only, in a cookie that no script and no other site can use', async () => {
    expect((await post('not-the-token')).status).toBe(401);
    const signedIn = await post(leadwire.adminToken);
    expect(signedIn.status).toBe(200);
    expect(signedIn.headers.get('set-cookie')).toMatch(
      /^__Host-leadwire=.*Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(signedIn.headers.get('set-cookie')).not.toContain(leadwire.adminToken);
  });

  test('cannot be started from another site', async () => {
    expect((await post(leadwire.adminToken, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await post(leadwire.adminToken, {})).status).toBe(403);
  });

  test('may read with the cookie, and change things from the console’s own pages only', async () => {
    const cookie = await getCookie();
    const forms = `${origin}/v1/admin/forms`;
    expect((await fetch(forms, { headers: { cookie } })).status).toBe(200);
    const change = (headers: Record<string, string>) =>
      fetch(`${forms}/acme-report`, { method: 'DELETE', headers: { cookie, ...headers } });
    expect((await change({})).status).toBe(403);
    expect((await change({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await change({ origin, 'sec-fetch-site': 'same-site' })).status).toBe(403);
    expect((await change({ origin, 'sec-fetch-site': 'same-origin' })).status).toBe(204);
  });

  test.each([
    ['a changed expiry', (cookie: string) => cookie.replace(/=[0-9a-z]/, '=z')],
    ['a changed signature', (cookie: string) => cookie.replace(/.$/, (char) => (char === '0' ? '1' : '0'))],
    ['none', () => ''],
  ])('is refused with %s', async (_, forge) => {
    const cookie = forge(await getCookie());
    expect((await fetch(`${origin}/v1/admin/forms`, { headers: { cookie } })).status).toBe(401);
    expect(await (await fetch(`${origin}/console/session`, { headers: { cookie } })).json()).toEqual({
      signedIn: false,
    });
  });

  test('ends by signing out', async () => {
    const out = await fetch(`${origin}/console/session`, { method: 'DELETE', headers: { origin } });
    expect(out.status).toBe(204);
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0');
  });

  test('allows only a few tries', async () => {
    const guess = async () => (await post('guess', { origin, 'cf-connecting-ip': '198.51.100.7' })).status;
    expect(await Promise.all(Array.from({ length: 40 }, guess))).toContain(429);
    // The guesses do not delay others who sign in.
    expect((await post(leadwire.adminToken)).status).toBe(200);
  });
});

describe('the page', () => {
  test('has a policy without exceptions, and is never framed', async () => {
    const page = await fetch(`${origin}/console`);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(await page.text()).not.toMatch(/<script(?![^>]*src=)/);
  });
});

describe('the ledger as CSV', () => {
  test('has nothing that a spreadsheet runs, and no personal data', async () => {
    const body = new URLSearchParams({
      'form[firstName]': 'Ada',
      'form[lastName]': 'Byron',
      'form[email]': 'ada@example.com',
      channel: '=HYPERLINK("https://evil.example")',
    });
    await leadwire.saveForm('csv');
    const sent = await fetch(`${origin}/v1/forms/csv/leads`, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body,
    });
    expect(sent.ok).toBe(true);
    const csv = await (await leadwire.admin('leads.csv?enterprise=acme')).text();
    expect(csv).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
    expect(csv).not.toContain('ada@example.com');
  });
});

describe('a test lead for a real account', () => {
  test('is stored and discarded, unless the operator confirms that it may become real', async () => {
    const fields = [{ name: 'form[email]' }];
    await leadwire.saveForm('real', { enterprise: 'umbrella', campaignId: 1, formId: 2, fields });
    const answer = await leadwire.admin('forms/real/test', { method: 'POST' });
    const { isReal, needsConfirmation, steps, submission } = (await answer.json()) as {
      isReal: boolean;
      needsConfirmation: boolean;
      steps: { step: string; ok: boolean }[];
      submission: string;
    };
    expect({ isReal, needsConfirmation }).toEqual({ isReal: true, needsConfirmation: true });
    expect(steps.map(({ step, ok }) => [step, ok])).toEqual([
      ['checked', true],
      ['stored', true],
      ['link', true],
    ]);
    const lead = await (await leadwire.admin(`leads/umbrella/${submission}?answers=hidden`)).json();
    expect(lead).toMatchObject({ status: 'discarded', attempts: 0, answers: null, hasAnswers: true });
  });

  test('is announced on the page, and a real one needs a confirmation', async () => {
    const fields = [{ name: 'form[email]' }];
    await leadwire.saveForm('real-page', { enterprise: 'umbrella', campaignId: 1, formId: 2, fields });
    const browser = await launchChromium();
    try {
      const { page, open } = await openDesk(browser, leadwire);
      await signIn(page, leadwire);
      await open('/forms/real-page/snippet');
      await press(page, 'Send test');
      const steps = await waitForText(page, 'lw-test-send', /Stored and discarded. Nothing was sent to Convertr/);
      expect(steps).not.toMatch(/Delivered|Verdict/);
      await press(page, 'Send it and create a real lead');
      await waitForText(page, 'dialog', /Convertr has no sandbox/);
      expect(await findAxeViolations(page)).toEqual([]);
      await press(page, 'Cancel');
      const { leads } = (await (await leadwire.admin('leads?enterprise=umbrella&form=real-page')).json()) as {
        leads: { status: string }[];
      };
      expect(leads.map(({ status }) => status)).toEqual(['discarded']);
      await press(page, 'Send it and create a real lead');
      await page.locator('dialog button[value="yes"]').click();
      await waitForText(page, 'lw-test-send .steps', /Delivered\s+Not yet. It waits in the queue/);
    } finally {
      await browser.close();
    }
  });
});
