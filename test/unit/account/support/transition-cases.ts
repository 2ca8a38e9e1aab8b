import { firstState, transition } from '../../../../worker/account/delivery/state-machine.ts';
import type { LeadEvent, MachineRow, Transition } from '../../../../worker/account/delivery/transition.ts';
import type { Row } from '../../../../worker/account/store/lead-row.ts';
import { toAccountReport } from '../../../../worker/account/upstream/report-outcome.ts';
import type { ClosedReason, LeadOutcome, Refusal } from '../../../../worker/convertr/outcome.ts';
import { createRow } from './row.ts';

export const NOW = 1_800_000_000_000;

/** Something that happens to a lead, and what the state machine makes of it, in the words of the table. */
export interface Case {
  event: string;
  /** The names of the conditions that hold. */
  conditions: string[];
  from: string;
  /** Undefined when it cannot happen. */
  result: { to: string; why: string; nextSend: string; whatElse: string[] } | undefined;
}

type Fact = { row: MachineRow; event: LeadEvent };
const outcomeOf = ({ event }: Fact): Partial<LeadOutcome> & { refusal?: Refusal; message?: string | undefined } =>
  event.kind === 'answered' ? event.outcome : {};

/** The table's column "if". */
export const CONDITIONS: Record<string, (fact: Fact) => boolean> = {
  'an outcome was unknown before': ({ row }) => row.unknowns > 0 || row.possible_duplicate === 1,
  'extra fields, for the first time': (fact) =>
    outcomeOf(fact).refusal?.extraFields === true && !fact.row.flags.includes('extra_fields'),
  'it has a link': ({ row }) => row.link_id !== null && !row.flags.includes('link_not_found'),
  'it is a 404': (fact) =>
    fact.event.kind === 'answered' && 'status' in fact.event.outcome && fact.event.outcome.status === 404,
  'with a message': (fact) => outcomeOf(fact).message !== undefined,
  'for the second time': ({ row }) => row.unknowns > 0,
  'the form says `hold`': ({ row }) => row.unknowns === 0 && row.on_unknown === 'hold',
  'a redirect, and the form says `hold`': ({ row, event }) =>
    event.kind === 'answered' &&
    event.outcome.kind === 'closed' &&
    event.outcome.reason === 'redirected' &&
    row.on_unknown === 'hold',
  'its verdict was another': ({ row, event }) =>
    event.kind === 'polled' && row.verdict !== 'pending' && row.verdict !== event.outcome.kind,
  'its verdict is another': ({ row, event }) => event.kind === 'reconciled' && row.verdict !== event.outcome.kind,
  'a field that the list lacked, for the first time': (fact) =>
    outcomeOf(fact).refusal?.unlisted === 'sendable' && !fact.row.flags.includes('missing_fields'),
  'a field that the list lacked': (fact) => outcomeOf(fact).refusal?.unlisted !== undefined,
  'its campaign is closed': ({ row }) => row.reason === 'campaign_closed',
  'its campaign is closed, or an id is wrong': ({ row }) =>
    row.reason === 'campaign_closed' || row.reason === 'wrong_id',
  'an id is wrong': ({ row }) => row.reason === 'wrong_id',
  'its answer was unexpected': ({ row }) => row.reason === 'unexpected_answer',
};

const CLOSED_REASONS: ClosedReason[] = ['not_started', 'fulfilled', 'inactive', 'paused', 'ended', 'redirected'];
const REFUSAL: Refusal = { extraFields: false, form: ['No.'], fields: {} };
const OUTCOMES: LeadOutcome[] = [
  { kind: 'delivered', leadId: 1 },
  { kind: 'refused', refusal: REFUSAL },
  { kind: 'refused', refusal: { ...REFUSAL, extraFields: true } },
  { kind: 'refused', refusal: { ...REFUSAL, unlisted: 'sendable' } },
  { kind: 'refused', refusal: { ...REFUSAL, unlisted: 'unanswered' } },
  ...CLOSED_REASONS.map((reason): LeadOutcome => ({ kind: 'closed', reason })),
  { kind: 'closed', reason: 'ended', message: 'No.' },
  { kind: 'link_not_found' },
  { kind: 'rejected', status: 422 },
  { kind: 'rejected', status: 422, message: 'No.' },
  { kind: 'rejected', status: 404, message: 'Not Found' },
  { kind: 'unauthorized' },
  { kind: 'mfa_required', mfaToken: 'm' },
  { kind: 'password_expired' },
  { kind: 'rate_limited', retryAfterMs: 42_000 },
  { kind: 'unavailable', status: 503 },
  { kind: 'unknown' },
  { kind: 'unknown', status: 504 },
  { kind: 'unexpected', status: 302 },
];

/** Every event, by its name in the table. */
const EVENTS: [string, LeadEvent][] = [
  ...OUTCOMES.map((outcome): [string, LeadEvent] => [outcome.kind, { kind: 'answered', outcome }]),
  ['sent', { kind: 'sent' }],
  ['process_died', { kind: 'process_died' }],
  ['unreadable', { kind: 'unreadable' }],
  ['answers_gone', { kind: 'answers_gone' }],
  ['poll: valid', { kind: 'polled', outcome: { kind: 'valid' } }],
  ['poll: invalid', { kind: 'polled', outcome: { kind: 'invalid', reasons: ['No.'] } }],
  ['reconciled: valid', { kind: 'reconciled', outcome: { kind: 'valid' } }],
  ['reconciled: invalid', { kind: 'reconciled', outcome: { kind: 'invalid', reasons: ['No.'] } }],
  ['poll: other', { kind: 'polled', outcome: { kind: 'pending' } }],
  ['poll: other', { kind: 'polled', outcome: { kind: 'rate_limited' } }],
  ...[false, true].flatMap((isCorrected): [string, LeadEvent][] => [
    ['retried', { kind: 'retried', isCorrected, isProbe: false }],
    ['retried: probe', { kind: 'retried', isCorrected, isProbe: true }],
  ]),
  ['corrected', { kind: 'corrected' }],
  ['discarded', { kind: 'discarded' }],
  ['erased', { kind: 'erased' }],
  ['expired', { kind: 'expired' }],
  ...CLOSED_REASONS.map((reason): [string, LeadEvent] => ['campaign_closed', { kind: 'campaign_closed', reason }]),
  ['campaign_probed', { kind: 'campaign_probed' }],
  ['id_unknown', { kind: 'id_unknown' }],
  ['id_corrected', { kind: 'id_corrected' }],
  ['campaign_opened', { kind: 'campaign_opened' }],
];

/** All values of the columns that the rules look at. */
const COLUMNS: { [Name in keyof MachineRow]?: MachineRow[Name][] } = {
  status: ['queued', 'sending', 'delivered', 'refused', 'held', 'unknown', 'quarantined', 'discarded'],
  reason: [null, 'campaign_closed', 'wrong_id', 'campaign_probe', 'unexpected_answer'],
  verdict: [null, 'pending', 'valid'],
  unknowns: [0, 1],
  on_unknown: ['resend', 'hold'],
  flags: ['[]', '["extra_fields"]', '["missing_fields"]', '["link_not_found"]'],
  possible_duplicate: [0, 1],
  link_id: [null, 25],
  replied: [null, 'queued'],
};

/** Every event against every kind of row. */
export function* everyCase(): Generator<Case> {
  for (const isSuspicious of [false, true]) {
    const { status, reason, lane, due } = firstState(isSuspicious, NOW);
    const conditions = isSuspicious ? ['it looks like a bot’s'] : [];
    const to = reason ? `${status}: ${reason}` : status;
    const nextSend = toNextSend({ lane, due });
    yield { event: 'received', conditions, from: '–', result: { to, why: 'received', nextSend, whatElse: [] } };
  }
  for (const row of everyRow()) {
    for (const [name, event] of EVENTS) {
      const conditions = Object.keys(CONDITIONS).filter((condition) => CONDITIONS[condition]?.({ row, event }));
      const step = transition(row, event, NOW, 0);
      yield { event: name, conditions, from: row.status, result: step && toResult(step, event) };
    }
  }
}

function everyRow(): MachineRow[] {
  return Object.entries(COLUMNS).reduce<MachineRow[]>(
    (rows, [name, values]) => rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value }))),
    [createRow({})],
  );
}

function toResult({ change, why, effects }: Transition, event: LeadEvent): Case['result'] {
  const done = effects.map((effect) => (effect.kind === 'flag' ? `flag ${effect.flag}` : effect.kind));
  if (change.possible_duplicate) done.push('possible_duplicate');
  if (change.sealed === null && change.reasons === null) done.push('delete_answers');
  const isVerdict = event.kind === 'polled' || event.kind === 'reconciled';
  if (change.verdict && isVerdict) done.push(`verdict ${change.verdict}`);
  if (event.kind === 'answered') done.push(...toReport(event.outcome));
  const to = change.status === undefined ? 'the same' : [change.status, change.reason].filter(Boolean).join(': ');
  const state = isVerdict ? 'delivered' : to;
  return { to: state, why: why.replace(/\d+$/, '…'), nextSend: toNextSend(change), whatElse: done.sort() };
}

function toReport(outcome: LeadOutcome): string[] {
  const { signal, tokenRefused, mfaToken, passwordExpired } = toAccountReport('lead', outcome, NOW);
  if (tokenRefused) return ['unauthorized'];
  if (mfaToken !== undefined) return ['mfa_required'];
  if (passwordExpired) return ['password_expired'];
  return signal ? [signal.kind] : [];
}

const SENDS: Record<number, string> = {
  0: 'at once',
  5000: 'after a backoff',
  42000: 'when Convertr says',
  600000: 'in 10 minutes',
};

function toNextSend({ lane, due }: Partial<Pick<Row, 'lane' | 'due'>>): string {
  if (lane === undefined || lane === null || due === undefined || due === null) return '–';
  const words = SENDS[due - NOW] ?? `after ${due - NOW} ms`;
  return lane === 0 ? `${words}, as new` : words;
}
