import { setTimeout as sleep } from 'node:timers/promises';
import { FORM, type Leadwire, type Row } from './leadwire.ts';
import { type Crowd, startCrowd, type Visitor } from './visitors.ts';

export interface Report {
  [name: string]: string | number;
}

/** Convertr's limits, and so the budget, hold over a rolling window of this length. */
const WINDOW_MS = 300_000;

/** Random refusals, lost answers, revoked tokens, and a Worker that is killed repeatedly. */
export async function runChaos(leadwire: Leadwire, leads: number, kills: number) {
  const started = Date.now();
  await leadwire.control('faults', [{ on: 'leads', kind: 'drop_after', rate: 0.03 }]);
  Object.assign(leadwire.gateway.rates, { 429: 0.2, 503: 0.1 });
  const crowd = startCrowd(leadwire.workerUrl, FORM, leads, 6);
  const acknowledged = crowd.done.then(() => Date.now());
  const revokeAfter = [Math.floor(kills / 3), Math.floor((kills * 2) / 3)];
  for (let kill = 0; kill < kills; kill++) {
    await sleep(500 + Math.random() * 3000);
    if (revokeAfter.includes(kill)) await leadwire.control('revoke', {});
    await leadwire.kill();
  }
  const acknowledgedMs = (await acknowledged) - started;
  const waitingAfterKills = (await leadwire.figures()).counts.queued ?? 0;
  // With a few leads left the faults end, so that the run does not wait for the last unlucky one.
  await waitUntilSent(leadwire, leads / 20);
  const { faults } = (await leadwire.control('state')) as { faults: { struck: number }[] };
  leadwire.gateway.rates = { 429: 0, 503: 0 };
  await leadwire.control('faults', []);
  await waitUntilSent(leadwire);
  const before = await settle(leadwire, crowd);
  const report: Report = {
    'leads acknowledged': crowd.visitors.filter(isAcknowledged).length,
    'tries that this took': crowd.visitors.reduce((sum, { tries }) => sum + tries, 0),
    'times killed': leadwire.kills,
    'answered 429 / 503 instead': `${leadwire.gateway.refused[429]} / ${leadwire.gateway.refused[503]}`,
    'stored, but the answer lost': faults[0]?.struck ?? 0,
    'seconds until all were acknowledged': Math.round(acknowledgedMs / 1000),
    'still queued after the last kill': waitingAfterKills,
    ...before,
    'seconds in all': Math.round((Date.now() - started) / 1000),
  };
  return { crowd, report };
}

/** Convertr cannot be reached while leads come in. */
export async function runOutage(leadwire: Leadwire, leads: number) {
  const { gateway } = leadwire;
  const budget = (await leadwire.figures()).budget.requests;
  gateway.isDown = true;
  const crowd = startCrowd(leadwire.workerUrl, FORM, leads, 16);
  const started = Date.now();
  await crowd.done;
  const acceptedMs = Date.now() - started;
  const down = await leadwire.figures();
  gateway.isDown = false;
  const recovered = Date.now();
  const alreadyPassed = gateway.passed.length;
  await waitUntilSent(leadwire);
  const passed = gateway.passed.slice(alreadyPassed);
  const first = passed[0] ?? recovered;
  const drainMs = Math.max((passed.at(-1) ?? recovered) - first, 1);
  const share = toShareOfBudget(passed, budget.limit);
  const settled = await settle(leadwire, crowd);
  const report: Report = {
    'leads accepted while Convertr was down': crowd.visitors.filter(isAcknowledged).length,
    'seconds that this took': Math.round(acceptedMs / 1000),
    'unknown when it came back': down.counts.unknown ?? 0,
    'seconds until the first went out': Math.round((first - recovered) / 1000),
    'seconds to drain': Math.round(drainMs / 1000),
    'leads a second': Math.round((passed.length / drainMs) * 1000),
    'seconds that it takes with the whole budget': Math.round((passed.length / budget.limit) * (WINDOW_MS / 1000)),
    'share of the budget used, over whole windows': share ?? 'too short to say',
    '429 from the limits': gateway.limited.length,
    ...settled,
  };
  return { crowd, report };
}

/**
 * How much of the budget was used for leads. Only whole windows count: a first burst, with all of a window's budget, would
 * flatter the figure. Undefined when it took less than one.
 */
function toShareOfBudget(passed: readonly number[], limit: number): number | undefined {
  const [first = 0] = passed;
  const windows = Math.floor(((passed.at(-1) ?? first) - first) / WINDOW_MS);
  if (windows === 0) return undefined;
  const within = passed.filter((at) => at < first + windows * WINDOW_MS).length;
  return Math.round((within / (windows * limit)) * 1000) / 1000;
}

/**
 * Until no more than `left` leads are queued or being sent. Leads with an unknown outcome wait ten minutes, and are
 * left.
 */
export async function waitUntilSent(leadwire: Leadwire, left = 0): Promise<void> {
  const deadline = Date.now() + 30 * 60_000;
  while (Date.now() < deadline) {
    const { counts } = await leadwire.figures();
    if ((counts.queued ?? 0) + (counts.sending ?? 0) <= left) return;
    await sleep(1000);
  }
}

/** Checks the promise, then does what a person would do with what is listed: sends it again. */
export async function settle(leadwire: Leadwire, crowd: Crowd): Promise<Report> {
  const [unknown, held] = [await leadwire.rows('unknown'), await leadwire.rows('held')];
  const listed = new Set([...unknown, ...held].map(({ submission }) => submission));
  const lost = await findMissing(leadwire, crowd, listed);
  for (const { submission } of [...unknown, ...held]) await leadwire.admin(`leads/acme/${submission}/retry`, {});
  await waitUntilSent(leadwire);
  const missing = await findMissing(leadwire, crowd, new Set());
  const stored = (await leadwire.control('leads')) as { answers: Record<string, string> }[];
  const byEmail = Map.groupBy(stored, ({ answers }) => answers['form[email]'] ?? '');
  const own = crowd.visitors.map(({ email }) => byEmail.get(email)?.length ?? 0);
  const twice = crowd.visitors.filter((_, index) => (own[index] ?? 0) > 1);
  const rows = await Promise.all(
    twice.map(({ submission }) => leadwire.admin<Row>(`leads/acme/${submission}?answers=hidden`)),
  );
  const { possibleDuplicates, counts } = await leadwire.figures();
  return {
    'listed as unknown or held': listed.size,
    'acknowledged, but neither stored nor listed': lost.length,
    'stored at Convertr once those were sent again': own.filter((count) => count > 0).length,
    'acknowledged and missing': missing.length,
    'stored twice or more': twice.length,
    'stored twice, but not marked': rows.filter(({ possibleDuplicate }) => !possibleDuplicate).length,
    'marked as possible duplicates': possibleDuplicates,
    'not delivered at the end': Object.entries(counts).reduce(
      (sum, [status, count]) => (status === 'delivered' ? sum : sum + count),
      0,
    ),
  };
}

async function findMissing(leadwire: Leadwire, { visitors }: Crowd, listed: Set<string>): Promise<Visitor[]> {
  const stored = (await leadwire.control('leads')) as { answers: Record<string, string> }[];
  const emails = new Set(stored.map(({ answers }) => answers['form[email]']));
  return visitors.filter((each) => isAcknowledged(each) && !emails.has(each.email) && !listed.has(each.submission));
}

export const isAcknowledged = ({ acknowledged }: Visitor): boolean => acknowledged !== undefined;
