import { Hono } from 'hono';
import { callAccount } from '../../account/client.ts';
import { omitUndefined } from '../../forms/omit-undefined.ts';
import type { AppEnv } from '../app-env.ts';
import { callAccountOrThrow } from '../call-account.ts';
import { adminAccounts } from './accounts.ts';
import { requireAdmin } from './auth.ts';
import { adminDoctor } from './checks/doctor.ts';
import { adminDrift } from './checks/drift.ts';
import { adminForms } from './forms/forms.ts';
import { adminPlainHtml } from './forms/plain-html.ts';
import { adminPreview } from './forms/preview.ts';
import { adminTest } from './forms/test-send.ts';
import { adminWebhookTest } from './forms/test-webhook.ts';
import { adminLeads } from './leads.ts';
import { streamCsv } from './leads-csv.ts';
import { adminPeople } from './people.ts';
import { csvQuerySchema, query, statsQuerySchema } from './query.ts';
import { adminReconcile } from './reconcile.ts';
import { adminRetry } from './retry.ts';
import { toStatsRow } from './stats-row.ts';
import { withAccount } from './with-account.ts';

/** Convertr's documentation says so for all figures of its API. */
const UNCONFIRMED = 'Verdicts are unconfirmed until the campaign is signed off at Convertr, and may change.';

/** `/v1/admin`: everything behind the token. */
export const admin = new Hono<AppEnv>()
  .use(requireAdmin)
  .route('/forms', adminForms)
  .route('/forms', adminDrift)
  .route('/forms', adminDoctor)
  .route('/forms', adminTest)
  .route('/forms', adminWebhookTest)
  .route('/forms', adminPlainHtml)
  .route('/preview', adminPreview)
  .route('/accounts', adminAccounts)
  .route('/leads', adminLeads)
  .route('/retry', adminRetry)
  .route('/reconcile', adminReconcile)
  .route('/', adminPeople)

  .get('/leads.csv', withAccount, query(csvQuerySchema), (c) => {
    const account = c.get('account');
    const filter = c.req.valid('query');
    const csv = streamCsv(
      (paging) => callAccount(c.env, account, (object) => object.leads({ ...filter, ...paging })),
      filter.visits === true,
    );
    return c.body(csv, 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="leads-${account.enterprise}.csv"`,
    });
  })

  .get('/stats', withAccount, query(statsQuerySchema), async (c) => {
    const { by: keys, and, ...period } = c.req.valid('query');
    const [by, second = and] = keys;
    const asked = omitUndefined({ ...period, by, and: second });
    const rows = await callAccountOrThrow(c, c.get('account'), (object) => object.stats(asked));
    return c.json({ rows: rows.map(toStatsRow), note: UNCONFIRMED });
  });
