import { beforeEach, expect, test } from 'vitest';
import { stubConvertr } from '../support/convertr.ts';
import { ask, ORIGIN, saveForm, submit } from '../support/leadwire.ts';

beforeEach(() => {
  stubConvertr();
});

const THANKS = 'https://landing.example.com/{submission}?id={leadId}&again={submission}';
const html = { Accept: 'text/html', Origin: ORIGIN };

test('the redirect after a plain post carries submission and lead id', async () => {
  const form = await saveForm({ success: { redirect: THANKS } });
  const submission = crypto.randomUUID();
  const location = (await submit(form, { submission, headers: html })).headers.get('location') ?? '';
  expect(location).toMatch(new RegExp(`^https://landing.example.com/${submission}\\?id=\\d+&again=${submission}$`));
});

test('an unknown lead id is blank', async () => {
  const form = await saveForm({ success: { redirect: THANKS } });
  const submission = crypto.randomUUID();
  const vars = {
    ACCOUNTS: {
      idFromName: () => 'id',
      get: () => ({
        campaign: async () => undefined,
        submit: async () => ({ kind: 'queued', channel: 'Direct', replayed: false }),
      }),
    } as never,
  };
  const answer = await submit(form, { submission, headers: html, vars });
  expect(answer.headers.get('location')).toBe(`https://landing.example.com/${submission}?id=&again=${submission}`);
});

test('in a frame, the link on the thanks carries them, and nothing from the address breaks out of it', async () => {
  const form = await saveForm({
    success: { redirect: 'https://landing.example.com/thanks?s={submission}&l={leadId}' },
  });
  const query = new URLSearchParams({ embed: '1', submission: '"><script>', leadId: '7' });
  const page = await (await ask(`/f/${form}/thanks?${query}`)).text();
  expect(page).toContain('https://landing.example.com/thanks?s=%22%3E%3Cscript%3E&amp;l=7');
});
