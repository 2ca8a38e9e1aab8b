import { setTimeout as sleep } from 'node:timers/promises';
import { FORM, type Leadwire } from './leadwire.ts';
import { isAcknowledged, type Report, settle, waitUntilSent } from './scenarios.ts';
import { type Crowd, startCrowd } from './visitors.ts';

/** Visitors that come in groups while the object is broken. */
const GROUP = 40;
const AT_ONCE = 8;
/** An overflow object tries again within half a minute. */
const HAND_OVER_WITHIN_MS = 180_000;

/** The account's object throws on every call, while leads come in and the process is killed. */
export async function runBroken(leadwire: Leadwire, seconds: number) {
  await leadwire.breakObject();
  const end = Date.now() + seconds * 1000;
  const groups: Crowd[] = [];
  const killed = killTwice(leadwire, seconds * 1000);
  while (Date.now() < end) {
    const group = startCrowd(leadwire.workerUrl, FORM, GROUP, AT_ONCE);
    groups.push(group);
    await group.done;
  }
  await killed;
  const keptBeside = groups.flatMap(({ visitors }) => visitors).length;
  const waiting = await leadwire.waitingBeside();
  await leadwire.mendObject();
  const mended = Date.now();
  // These reach the object while it adopts the others.
  const last = startCrowd(leadwire.workerUrl, FORM, GROUP, AT_ONCE);
  await last.done;
  const crowd = join([...groups, last]);
  const missing = await waitUntilHandedOver(leadwire, crowd);
  const handedOverMs = Date.now() - mended;
  await waitUntilSent(leadwire);
  const ids = (await leadwire.ledger()).map(({ submission }) => submission);
  const report: Report = {
    'leads acknowledged': crowd.visitors.filter(isAcknowledged).length,
    'of them while the object threw': keptBeside,
    'waiting in overflow objects when it was mended': waiting,
    'tries that this took': crowd.visitors.reduce((sum, { tries }) => sum + tries, 0),
    'seconds from mended to handed over': Math.round(handedOverMs / 1000),
    'acknowledged, but not in the ledger': missing,
    'in the ledger twice': ids.length - new Set(ids).size,
    ...(await settle(leadwire, crowd)),
  };
  return { crowd, report };
}

async function killTwice(leadwire: Leadwire, withinMs: number): Promise<void> {
  for (let kill = 0; kill < 2; kill++) {
    await sleep(withinMs / 3);
    await leadwire.kill();
  }
}

const join = (crowds: Crowd[]): Crowd => ({
  visitors: crowds.flatMap(({ visitors }) => visitors),
  problems: crowds.flatMap(({ problems }) => problems),
  done: Promise.resolve(),
});

/** @returns how many never arrived. */
async function waitUntilHandedOver(leadwire: Leadwire, { visitors }: Crowd): Promise<number> {
  const deadline = Date.now() + HAND_OVER_WITHIN_MS;
  for (;;) {
    const stored = new Set((await leadwire.ledger()).map(({ submission }) => submission));
    const missing = visitors.filter((each) => isAcknowledged(each) && !stored.has(each.submission)).length;
    if (missing === 0 || Date.now() > deadline) return missing;
    await sleep(1000);
  }
}
