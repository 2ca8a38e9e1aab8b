import { expect, test } from 'vitest';
import { ANSWERS, account, fireAlarm, inside, kill, lead, newId, setUp, submit } from '../support/account.ts';
import { inTurn, REFUSED } from '../support/convertr.ts';

const context = setUp();

/** Takes the database back to the version before the table `answers`, with everything in the leads' own rows. */
async function makeOld(): Promise<void> {
  await inside((sql) => {
    sql.exec(`
      UPDATE leads SET sealed = (SELECT sealed FROM answers WHERE id = answers_id),
        reasons = (SELECT sealed FROM answers WHERE id = reasons_id);
      DROP TABLE answers;
      ALTER TABLE leads DROP COLUMN answers_id;
      ALTER TABLE leads DROP COLUMN reasons_id;
      ALTER TABLE leads DROP COLUMN counted_channel;
      ALTER TABLE leads DROP COLUMN source_id;
      ALTER TABLE leads DROP COLUMN source_text;
      ALTER TABLE leads DROP COLUMN reason_id;
      ALTER TABLE history DROP COLUMN by_whom;
      DROP TABLE sources;
      DROP TABLE source_counters;
      DROP TABLE reason_names;
      DROP TABLE webhook_targets;
      DROP TABLE webhooks;
      DROP TABLE webhook_tries;
      DROP TABLE form_revisions;
      DELETE FROM versions WHERE version >= 5;
      DELETE FROM meta WHERE key = 'answers_moved';
    `);
  });
  await kill();
}

const inRows = () =>
  inside(
    (sql) =>
      sql.exec<{ n: number }>('SELECT COUNT(*) AS n FROM leads WHERE sealed IS NOT NULL OR reasons IS NOT NULL').one()
        .n,
  );

test('a ledger of the version before opens, and its answers move while it works', async () => {
  context.convertr.behaviour.leads = inTurn(() => REFUSED({ email: { errors: ['Bad.'] } }));
  const [refused, delivered] = [newId(), newId()];
  await submit({ submission: refused });
  await submit({ submission: delivered });
  await makeOld();
  const before = await lead(refused);
  expect(before).toMatchObject({ answers: ANSWERS, status: 'refused' });
  expect(before.reasons).toHaveLength(1);
  expect(await inRows()).toBe(2);
  await inside((_, state) => state.storage.setAlarm(Date.now()));
  await fireAlarm();
  expect(await inRows()).toBe(0);
  expect(await lead(refused)).toMatchObject({ answers: ANSWERS, reasons: before.reasons });
  expect(await lead(delivered)).toMatchObject({ answers: ANSWERS });
  expect(await account().retry(refused)).toMatchObject({ kind: 'changed' });
});

test('answers that have not moved yet are erased and corrected as others are', async () => {
  context.convertr.behaviour.leads = inTurn(() => REFUSED({ email: { errors: ['Bad.'] } }));
  const [refused, delivered] = [newId(), newId()];
  await submit({ submission: refused });
  await submit({ submission: delivered, answers: { ...ANSWERS, 'form[email]': 'other@example.com' } });
  await makeOld();
  expect(await account().erase('other@example.com')).toMatchObject({ erased: 1 });
  await account().retry(refused, { 'form[lastName]': 'New' });
  expect((await lead(refused)).answers).toMatchObject({ 'form[lastName]': 'New' });
  expect((await lead(delivered)).answers).toBeNull();
  expect(await inRows()).toBe(0);
});
