import { Hono } from 'hono';
import * as v from 'valibot';
import { askAccount } from '../../account/place.ts';
import type { EraseResult } from '../../api.ts';
import type { AppEnv } from '../app-env.ts';
import { problem } from '../problem.ts';
import { adminAccounts } from './accounts.ts';
import { requireAdmin } from './auth.ts';
import { adminDoctor } from './doctor.ts';
import { adminDrift } from './drift.ts';
import { adminForms } from './forms.ts';
import { readJson } from './json.ts';
import { adminLeads } from './leads.ts';
import { streamCsv } from './leads-csv.ts';
import { adminPreview } from './preview.ts';
import { compact, leadQuerySchema, readAccount, readQuery, statsQuerySchema, toLeadQuery } from './query.ts';
import { adminRetry } from './retry.ts';
import { adminTest } from './test-send.ts';

const eraseSchema = v.strictObject({
  email: v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(320), v.includes('@')),
});

/** `/v1/admin`: everything behind the token. */
export const admin = new Hono<AppEnv>()
  .use(requireAdmin)
  .route('/forms', adminForms)
  .route('/forms', adminDrift)
  .route('/forms', adminDoctor)
  .route('/forms', adminTest)
  .route('/preview', adminPreview)
  .route('/accounts', adminAccounts)
  .route('/leads', adminLeads)
  .route('/retry', adminRetry)

  .get('/leads.csv', async (c) => {
    const account = readAccount(c, c.req.query('enterprise'));
    if (!account.ok) return account.error;
    const query = readQuery(c, leadQuerySchema);
    if (!query.ok) return query.error;
    const csv = streamCsv((ask) => askAccount(c.env, account.value, ask), toLeadQuery(query.value));
    return c.body(csv, 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="leads-${account.value.enterprise}.csv"`,
    });
  })

  .get('/stats', async (c) => {
    const account = readAccount(c, c.req.query('enterprise'));
    if (!account.ok) return account.error;
    const query = readQuery(c, statsQuerySchema);
    if (!query.ok) return query.error;
    const stats = await askAccount(c.env, account.value, (object) => object.stats(compact(query.value) as never));
    return stats.ok ? c.json({ rows: stats.value }) : problem(c, 'unavailable', { retryAfter: 5 });
  })

  // Over all accounts: nobody who asks to be forgotten knows where the leads went.
  .post('/erase', async (c) => {
    const body = await readJson(c);
    if (!body.ok) return body.error;
    const parsed = v.safeParse(eraseSchema, body.value);
    if (!parsed.success) return problem(c, 'malformed', { detail: 'Send {"email":"…"}.' });
    const accounts: EraseResult[] = [];
    const failed: string[] = [];
    for (const account of c.get('settings').accounts.values()) {
      const result = await askAccount(c.env, account, (object) => object.erase(parsed.output.email));
      if (result.ok) accounts.push(result.value);
      else failed.push(account.enterprise);
    }
    // Half an erasure must not look like one: doing it again is safe.
    if (failed.length > 0) {
      return problem(c, 'unavailable', {
        detail: 'Some accounts could not be asked. Do it again.',
        accounts,
        failed,
        retryAfter: 5,
      });
    }
    return c.json({ accounts });
  });
