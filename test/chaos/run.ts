/**
 * `npm run test:chaos`: the promise under kill -9, refusals, lost answers and an outage, on the real runtime.
 *
 *   npm run test:chaos                     2,000 leads, 10 kills, 1,000 leads while Convertr is down, and for two minutes
 *                                          as many as possible while the account's object does not start
 *   npm run test:chaos -- --leads 300 --kills 3 --down 100 --broken 20         the same in about three minutes
 *   npm run test:chaos -- --leads 0 --down 6000 --broken 0 --requests 2700     against Convertr's real limits: a quarter of an hour
 *   npm run test:chaos -- --faults                     every fault of the simulator, and how soon leads leave after it
 *
 * Unless `--requests` says otherwise, account and simulator have limits that are not reached, so that this ends in
 * minutes; rows with an unknown outcome, which wait ten minutes, are sent again as a person would, once they are
 * counted.
 */
import { parseArgs } from 'node:util';
import { runBroken } from './broken-object.ts';
import { runFaults } from './faults.ts';
import { PASSWORD, startLeadwire, USERNAME } from './leadwire.ts';
import { scan } from './scan.ts';
import { type Report, runChaos, runOutage } from './scenarios.ts';
import { CANARIES } from './visitors.ts';

const number = (fallback: string) => ({ type: 'string', default: fallback }) as const;
const { values } = parseArgs({
  options: {
    leads: number('2000'),
    kills: number('10'),
    down: number('1000'),
    broken: number('120'),
    requests: number('0'),
    faults: { type: 'boolean', default: false },
  },
});
const leads = Number(values.leads);
const kills = Number(values.kills);
const down = Number(values.down);
const broken = Number(values.broken);
const requests = Number(values.requests);

if (values.faults) {
  const faults = await runFaults();
  console.log(faults.length === 0 ? '\nAll of it holds.' : `\nBroken: ${faults.join('; ')}.`);
  process.exit(faults.length === 0 ? 0 : 1);
}

const HIGH = 1_000_000;
const budget = requests > 0 ? { requests } : { requests: HIGH, results: HIGH, logins: 1000 };
const leadwire = await startLeadwire(budget);
const faults: string[] = [];
const problems: string[] = [];
try {
  if (requests === 0) {
    await leadwire.control('settings', { limits: { requests: HIGH, results: HIGH, logins: HIGH } });
  }
  if (leads > 0) {
    const { crowd, report } = await runChaos(leadwire, leads, kills);
    problems.push(...crowd.problems);
    print(`${leads} leads and ${kills} times kill -9`, report);
    expect(report['leads acknowledged'] === leads, 'every lead is acknowledged');
    expect(report['acknowledged, but neither stored nor listed'] === 0, 'none is lost');
    expect(report['acknowledged and missing'] === 0, 'none is missing once the listed ones were sent again');
    expect(report['stored twice, but not marked'] === 0, 'every duplicate is marked');
  }
  if (down > 0) {
    const { crowd, report } = await runOutage(leadwire, down);
    problems.push(...crowd.problems);
    print(`Convertr down for ${down} leads`, report);
    expect(report['leads accepted while Convertr was down'] === down, 'every lead is accepted');
    expect(report['acknowledged and missing'] === 0, 'every lead is delivered');
    expect(Number(report['unknown when it came back']) <= 8, 'the outage costs at most those in flight and three');
    expect(report['stored twice, but not marked'] === 0, 'every duplicate is marked');
    expect(report['429 from the limits'] === 0, 'Convertr’s limits are kept');
    const share = report['share of the budget used, over whole windows'];
    if (typeof share === 'number') expect(share >= 0.95, 'the backlog drains with 95 % of the budget or more');
  }
  if (broken > 0) {
    const { crowd, report } = await runBroken(leadwire, broken);
    problems.push(...crowd.problems);
    print(`The account’s object throws for ${broken} seconds, with 2 times kill -9`, report);
    expect(report['leads acknowledged'] === crowd.visitors.length, 'every lead is acknowledged');
    const beside = report['waiting in overflow objects when it was mended'];
    expect(beside === report['of them while the object threw'], 'all of them were kept beside the object');
    expect(report['acknowledged, but not in the ledger'] === 0, 'the ledger has all that was kept beside it');
    expect(report['in the ledger twice'] === 0, 'no lead is in the ledger twice');
    expect(report['acknowledged and missing'] === 0, 'every lead is delivered');
    expect(report['stored twice, but not marked'] === 0, 'every duplicate is marked');
  }
} finally {
  await leadwire.stop();
}
const words = [...CANARIES, PASSWORD, USERNAME];
const { files, bytes, findings } = scan(
  leadwire.stateDir,
  { 'what the Worker printed': leadwire.output(), 'problem documents': problems.join('\n') },
  words,
);
print('Names, addresses and passwords in clear', {
  'files looked at': files,
  megabytes: Math.round(bytes / 1e5) / 10,
  'problem documents looked at': problems.length,
  found: findings.length,
});
for (const { where, word } of findings) console.error(`  ${word} in ${where}`);
expect(findings.length === 0, 'nothing personal is readable');
if (faults.length === 0) leadwire.remove();
else console.error(`\nKept: ${leadwire.stateDir}`);
console.log(faults.length === 0 ? '\nAll of it holds.' : `\nBroken: ${faults.join('; ')}.`);
process.exitCode = faults.length === 0 ? 0 : 1;

function expect(holds: boolean, what: string): void {
  if (!holds) faults.push(`not true that ${what}`);
}

function print(title: string, report: Report): void {
  console.log(`\n${title}`);
  for (const [name, value] of Object.entries(report)) console.log(`  ${name.padEnd(48)}${String(value).padStart(12)}`);
}
