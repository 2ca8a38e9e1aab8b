/** What admin routes may be asked for in a query. */
import type { Context } from 'hono';
import * as v from 'valibot';
import type { LeadQuery } from '../../account-api.ts';
import { parseFormId } from '../../forms/configuration/form-id.ts';
import type { AccountSettings } from '../../settings/accounts.ts';
import type { AppEnv } from '../app-env.ts';
import { problem } from '../problem.ts';

const formId = v.pipe(
  v.string(),
  v.check((text) => parseFormId(text) !== undefined),
);
const dayText = v.pipe(v.string(), v.isoDate());

export const filterSchema = v.object({
  form: v.optional(formId),
  status: v.optional(
    v.picklist(['queued', 'sending', 'delivered', 'refused', 'held', 'unknown', 'quarantined', 'discarded']),
  ),
  verdict: v.optional(v.picklist(['pending', 'valid', 'invalid'])),
  channel: v.optional(v.pipe(v.string(), v.maxLength(64))),
  day: v.optional(dayText),
});

export const leadQuerySchema = v.object({
  ...filterSchema.entries,
  cursor: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/))),
  limit: v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number), v.minValue(1), v.maxValue(200))),
});

const statsKey = v.picklist(['form', 'channel', 'status', 'verdict', 'day']);

export const statsQuerySchema = v.object({
  from: v.optional(dayText),
  to: v.optional(dayText),
  by: statsKey,
  and: v.optional(statsKey),
});

/** Blank parameters are absent ones. */
export function readQuery<S extends v.GenericSchema>(
  c: Context<AppEnv>,
  schema: S,
): { ok: true; value: v.InferOutput<S> } | { ok: false; error: Response } {
  const given = Object.fromEntries(Object.entries(c.req.query()).filter(([, value]) => value !== ''));
  const parsed = v.safeParse(schema, given);
  if (parsed.success) return { ok: true, value: parsed.output };
  const names = [...new Set(parsed.issues.map((issue) => v.getDotPath(issue) ?? 'query'))].join(', ');
  return { ok: false, error: problem(c, 'malformed', { detail: `Check these parameters: ${names}.` }) };
}

export function readAccount(
  c: Context<AppEnv>,
  enterprise: string | undefined,
): { ok: true; value: AccountSettings } | { ok: false; error: Response } {
  if (!enterprise) return { ok: false, error: problem(c, 'malformed', { detail: 'Name the account: "enterprise".' }) };
  const account = c.get('settings').accounts.get(enterprise);
  return account
    ? { ok: true, value: account }
    : { ok: false, error: problem(c, 'not_found', { detail: 'CONVERTR_ACCOUNTS has no such account.' }) };
}

/** Leaves undefined keys out, as exact optional properties want it. */
export const compact = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as never;

export const toLeadQuery = (value: v.InferOutput<typeof leadQuerySchema>): LeadQuery => compact(value) as LeadQuery;
