import { describe, expect, test } from 'vitest';
import { deriveKeys } from '../../../../worker/settings/keys.ts';
import { ANSWERS, account, env, fireAlarm, inside, kill, newId, setUp, submit } from '../support/account.ts';

setUp();

const CLEAN = 'zoe@xn--bcher-kva.example';

/** The hash of versions before: of the address as it was typed. */
async function hashAsBefore(email: string): Promise<string> {
  const raw = Uint8Array.from(atob(env.LEAD_KEY ?? ''), (char) => char.charCodeAt(0));
  const [key] = await deriveKeys([raw], 'email');
  if (!key) throw new Error('There is no key.');
  const data = new TextEncoder().encode(email.normalize('NFC').trim().toLowerCase());
  return btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.sign('HMAC', key, data))));
}

/** A lead as the version before has stored it. */
async function storeAsBefore(email: string): Promise<string> {
  const submission = newId();
  await submit({ submission, answers: { ...ANSWERS, 'form[email]': email } });
  const hash = await hashAsBefore(email);
  await inside((sql) => {
    sql.exec("DELETE FROM meta WHERE key = 'emails_respelled'");
    sql.exec('UPDATE emails SET hash = ? WHERE lead = (SELECT id FROM leads WHERE submission = ?)', hash, submission);
  });
  await kill();
  return submission;
}

const found = async (email: string) => (await account().leadsOf(email)).leads.map(({ submission }) => submission);

describe.each(['zoe\u200b@bücher.example', 'Zoe <ZOE@bücher.example>', 'zoe@xn--bcher-kva.example.'])(
  'a lead of a version before, with %j',
  (typed) => {
    test.each([CLEAN, 'mailto:Zoe@Bücher.Example', 'ｚｏｅ＠bücher.example', typed])(
      'is found by %j',
      async (email) => {
        const submission = await storeAsBefore(typed);
        expect(await found(email)).toEqual([submission]);
        expect(await found('zoe@example.com')).toEqual([]);
      },
    );

    test('is erased by the clean address, and then found by none', async () => {
      await storeAsBefore(typed);
      expect(await account().erase(CLEAN)).toMatchObject({ found: 1, erased: 1 });
      await kill();
      expect([...(await found(CLEAN)), ...(await found(typed))]).toEqual([]);
    });

    test('is found by its old spelling when its answers were deleted', async () => {
      const submission = await storeAsBefore(typed);
      await inside((sql) => sql.exec('UPDATE leads SET answers_id = NULL'));
      expect(await found(typed)).toEqual([submission]);
    });

    test('is found by the clean address when its answers are deleted after the migration', async () => {
      const submission = await storeAsBefore(typed);
      await inside((_, state) => state.storage.setAlarm(Date.now()));
      await fireAlarm();
      await inside((sql) => sql.exec('UPDATE leads SET answers_id = NULL'));
      expect(await found(CLEAN)).toEqual([submission]);
    });
  },
);

test.each([CLEAN, 'zoe@bücher.example', '“zoe@bücher.example”', ' Zoe <zoe@Bücher.example>,'])(
  'a lead of today is found by %j',
  async (email) => {
    const submission = newId();
    await submit({ submission, answers: { ...ANSWERS, 'form[email]': CLEAN } });
    expect(await found(email)).toEqual([submission]);
  },
);
