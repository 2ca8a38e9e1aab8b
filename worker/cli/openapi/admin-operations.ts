import * as v from 'valibot';
import { configSchema } from '../../forms/configuration/config.ts';
import { mfaSchema } from '../../routes/admin/accounts.ts';
import { testSchema } from '../../routes/admin/forms/test-send.ts';
import { retrySchema } from '../../routes/admin/leads.ts';
import { personSchema } from '../../routes/admin/people.ts';
import { csvQuerySchema, leadQuerySchema, statsQuerySchema } from '../../routes/admin/query.ts';
import { reconcileSchema } from '../../routes/admin/reconcile.ts';
import { bulkSchema } from '../../routes/admin/retry.ts';
import type { Operation } from './operation.ts';

const text = { type: 'string' };
const json = (schema: v.GenericSchema) => ({ json: schema });
/** A query that `withAccount` reads, too. */
const ofAccount = <Entries extends v.ObjectEntries>({ entries }: { entries: Entries }) =>
  v.object({ enterprise: v.string(), ...entries });
/** A form of ours whose configuration, account and fields can be read. */
const STORED = ['form_not_found', 'invalid_configuration'] as const;
const LEAD = ['malformed', 'not_found', 'wrong_state'] as const;

/** Everything behind `ADMIN_TOKEN`. Paths are relative to `/v1/admin`. */
export const adminOperations: Operation[] = [
  { method: 'get', path: '/forms', summary: 'All forms', answers: { 200: 'forms' } },
  {
    method: 'get',
    path: '/forms/{formId}',
    summary: 'A configuration as it was written',
    hasEtag: true,
    answers: { 200: 'configuration' },
    problems: ['form_not_found'],
  },
  {
    method: 'put',
    path: '/forms/{formId}',
    summary: 'Save a configuration',
    conditions: ['If-Match', 'If-None-Match'],
    hasEtag: true,
    body: json(configSchema),
    answers: { 200: 'saved', 201: 'saved' },
    problems: ['malformed', 'too_large', 'invalid_configuration', 'precondition_failed'],
  },
  {
    method: 'delete',
    path: '/forms/{formId}',
    summary: 'Delete a form. Its leads stay, and are still sent',
    conditions: ['If-Match'],
    answers: { 204: null },
    problems: ['malformed', 'form_not_found', 'precondition_failed'],
  },
  {
    method: 'get',
    path: '/forms/{formId}/html',
    summary: 'The form as markup for a page of your own',
    query: { locale: text, channel: text },
    answers: { 200: 'plainHtml' },
    problems: STORED,
  },
  {
    method: 'get',
    path: '/forms/{formId}/drift',
    summary: 'The configuration against Convertr’s fields; `fresh` asks Convertr now',
    query: { fresh: text },
    answers: { 200: 'drift' },
    problems: STORED,
  },
  {
    method: 'post',
    path: '/forms/{formId}/drift',
    summary: 'Adopt Convertr’s fields into the configuration',
    answers: { 200: 'drift' },
    problems: [...STORED, 'not_found'],
  },
  {
    method: 'get',
    path: '/forms/{formId}/doctor',
    summary: 'What would keep the form from working',
    answers: { 200: 'doctor' },
    problems: STORED,
  },
  {
    method: 'post',
    path: '/forms/{formId}/test',
    summary: 'Send one sample lead, step by step',
    body: { json: testSchema, optional: true },
    answers: { 200: 'test' },
    problems: [...STORED, 'malformed', 'too_large'],
  },
  {
    method: 'post',
    path: '/forms/{formId}/webhooks/test',
    summary: 'Send a signed message to each receiver of the form',
    answers: { 200: 'webhookTest' },
    problems: STORED,
  },
  {
    method: 'post',
    path: '/preview',
    summary: 'A configuration as the page would draw it, with its faults. Saves nothing',
    query: { locale: text },
    body: json(configSchema),
    answers: { 200: 'preview' },
    problems: ['malformed', 'too_large'],
  },
  { method: 'get', path: '/accounts', summary: 'All accounts', answers: { 200: 'accounts' } },
  {
    method: 'get',
    path: '/accounts/{enterprise}',
    summary: 'Login, pause, budget and counts of an account',
    answers: { 200: 'account' },
    problems: ['not_found'],
  },
  {
    method: 'post',
    path: '/accounts/{enterprise}/login',
    summary: 'Log in to Convertr now',
    answers: { 200: 'accepted' },
    problems: ['not_found', 'wrong_state'],
  },
  {
    method: 'post',
    path: '/accounts/{enterprise}/mfa',
    summary: 'The code from Convertr’s text message, or a request for another',
    body: json(mfaSchema),
    answers: { 200: 'accepted' },
    problems: ['malformed', 'too_large', 'not_found', 'wrong_state', 'code_refused'],
  },
  {
    method: 'get',
    path: '/accounts/{enterprise}/campaigns/{campaignId}',
    summary: 'Convertr’s forms and links of a campaign, fresh; `known` asks Convertr only after a while',
    query: { known: text },
    answers: { 200: 'campaign' },
    problems: ['not_found'],
  },
  {
    method: 'get',
    path: '/leads',
    summary: 'Leads by what they are and when they came',
    query: ofAccount(leadQuerySchema),
    answers: { 200: 'leads' },
    problems: ['malformed', 'not_found'],
  },
  {
    method: 'get',
    path: '/leads.csv',
    summary: 'The same as a table, without answers. `visits=1` adds click ids, campaign parameters and report value',
    query: ofAccount(csvQuerySchema),
    answers: { 200: { type: 'text/csv' } },
    problems: ['malformed', 'not_found'],
  },
  {
    method: 'get',
    path: '/leads/{enterprise}/{submission}',
    summary: 'One lead. `answers=hidden` leaves out what is personal',
    query: { answers: { enum: ['hidden'] }, form: text },
    answers: { 200: 'lead' },
    problems: ['malformed', 'not_found'],
  },
  {
    method: 'post',
    path: '/leads/{enterprise}/{submission}/retry',
    summary: 'Send a lead again, with corrected answers if need be',
    query: { form: text },
    body: { json: retrySchema, optional: true },
    answers: { 200: 'changed' },
    problems: [...LEAD, 'too_large'],
  },
  {
    method: 'post',
    path: '/leads/{enterprise}/{submission}/verdict',
    summary: 'Ask Convertr for its verdict now',
    query: { form: text },
    answers: { 200: 'changed' },
    problems: LEAD,
  },
  {
    method: 'post',
    path: '/leads/{enterprise}/{submission}/discard',
    summary: 'Discard a lead',
    query: { form: text },
    answers: { 200: 'changed' },
    problems: LEAD,
  },
  {
    method: 'post',
    path: '/leads/{enterprise}/{submission}/webhooks/{message}',
    summary: 'Send one message to its receiver again',
    query: { form: text },
    answers: { 200: 'changed' },
    problems: LEAD,
  },
  {
    method: 'post',
    path: '/retry',
    summary: 'Count what a filter finds; with `expect`, send it again',
    body: json(bulkSchema),
    answers: { 200: 'bulk' },
    problems: ['malformed', 'too_large', 'not_found', 'wrong_state'],
  },
  {
    method: 'post',
    path: '/reconcile',
    summary: 'Take over the verdicts of a list of Convertr’s; `dryRun` only says what would change',
    body: json(reconcileSchema),
    answers: { 200: 'reconciled' },
    problems: ['malformed', 'too_large', 'not_found'],
  },
  {
    method: 'post',
    path: '/find',
    summary: 'The leads in which an email address was given',
    body: json(personSchema),
    answers: { 200: 'found' },
    problems: ['malformed', 'too_large'],
  },
  {
    method: 'post',
    path: '/erase',
    summary: 'Erase a person’s answers, in all accounts',
    body: json(personSchema),
    answers: { 200: 'erased' },
    problems: ['malformed', 'too_large'],
  },
  {
    method: 'get',
    path: '/stats',
    summary: 'A report: leads by one key, or by two',
    query: ofAccount(statsQuerySchema),
    answers: { 200: 'stats' },
    problems: ['malformed', 'not_found'],
  },
];
