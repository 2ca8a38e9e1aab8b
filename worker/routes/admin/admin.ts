import { Hono } from 'hono';
import { callAccount } from '../../account/client.ts';
import type { AppEnv } from '../app-env.ts';
import { problem } from '../problem.ts';
import { adminAccounts } from './accounts.ts';
import { requireAdmin } from './auth.ts';
import { adminDoctor } from './checks/doctor.ts';
import { adminDrift } from './checks/drift.ts';
import { adminForms } from './forms.ts';
import { adminLeads } from './leads.ts';
import { streamCsv } from './leads-csv.ts';
import { adminPeople } from './people.ts';
import { adminPreview } from './preview.ts';
import { compact, leadQuerySchema, readAccount, readQuery, statsQuerySchema, toLeadQuery } from './query.ts';
import { adminRetry } from './retry.ts';
import { adminTest } from './test-send.ts';

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
  .route('/', adminPeople)

  .get('/leads.csv', async (c) => {
    const account = readAccount(c, c.req.query('enterprise'));
    if (!account.ok) return account.error;
    const query = readQuery(c, leadQuerySchema);
    if (!query.ok) return query.error;
    const csv = streamCsv((ask) => callAccount(c.env, account.value, ask), toLeadQuery(query.value));
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
    const stats = await callAccount(c.env, account.value, (object) => object.stats(compact(query.value) as never));
    return stats.ok ? c.json({ rows: stats.value }) : problem(c, 'unavailable', { retryAfter: 5 });
  });
