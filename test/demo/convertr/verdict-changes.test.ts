import { expect, test } from 'vitest';
import type { SettingsChange } from '../../../demo/convertr/state/settings.ts';
import { ADA, startSimulator } from './support.ts';

async function startWithLead(answers: Record<string, string> = ADA) {
  const sim = await startSimulator();
  await sim.set('settings', { resultBody: 'object' });
  const token = await sim.token();
  const { data: id } = await (await sim.lead(token, answers)).json();
  const result = async (version = 'v2.1') =>
    (await sim.get(`/api/${version}/publisher/12/lead-result/${id}`, token)).text();
  const verdict = async () => (await sim.leads())[0]?.verdict;
  return { sim, id, result, verdict, decide: () => sim.set('clock', { advanceMs: 2000 }) };
}

const SAME_NAMES = { ...ADA, 'form[lastName]': 'Ada' };

test('turns a lead over and back, any number of times', async () => {
  const { sim, id, result, verdict, decide } = await startWithLead();
  await decide();
  for (let turn = 0; turn < 2; turn += 1) {
    await sim.set('verdicts', { leads: [id] });
    expect(await verdict()).toBe('invalid');
    expect(JSON.parse(await result())).toMatchObject({ failedJobs: ['Unable to Contact'] });
    await sim.set('verdicts', { leads: [id] });
    expect(await verdict()).toBe('valid');
    expect(['', '""']).toContain(await result());
  }
});

test('sets a verdict with reasons before or after the quality jobs have run', async () => {
  const { sim, id, result, verdict } = await startWithLead();
  await sim.set('verdicts', { leads: [id], verdict: 'invalid', reasons: ['Wrong country', 'Unsubscribed'] });
  expect(JSON.parse(await result())).toMatchObject({
    qaReasons: 'Wrong country, Unsubscribed',
    failedJobs: ['Wrong country', 'Unsubscribed'],
  });
  await sim.set('verdicts', { leads: [id], verdict: 'pending' });
  expect(await result()).toBe('The lead has not been processed yet.');
  expect(await verdict()).toBe('pending');
});

test('names the failed jobs again when a lead that they refused turns invalid once more', async () => {
  const { sim, id, result, decide } = await startWithLead(SAME_NAMES);
  await decide();
  const first = await result();
  await sim.set('verdicts', { leads: [id], verdict: 'valid' });
  await sim.set('verdicts', { leads: [id] });
  expect(await result()).toBe(first);
});

test('can keep a change from the lead result', async () => {
  const { sim, id, result, verdict, decide } = await startWithLead();
  await decide();
  await sim.set('settings', { resultShowsFlips: false });
  await sim.set('verdicts', { leads: [id] });
  expect(await verdict()).toBe('invalid');
  expect(['', '""']).toContain(await result());
});

test('changes nothing when one of the leads is unknown, or has no verdict to flip', async () => {
  const { sim, id, verdict, decide } = await startWithLead();
  await expect(sim.set('verdicts', { leads: [id] })).rejects.toThrow('not decided');
  await decide();
  await expect(sim.set('verdicts', { leads: [id, 1] })).rejects.toThrow('unknown');
  expect(await verdict()).toBe('valid');
});

test.each<[SettingsChange, unknown]>([
  [{ resultBody: 'string' }, 'First name and last name are the same - firstName (firstName)'],
  [{ resultBody: 'reasons_only' }, { qaReasons: 'First name and last name are the same - firstName (firstName)' }],
  [
    { resultBody: 'blank_reasons' },
    {
      qaReasons: '',
      failedJobs: ['First name and last name are the same - firstName (firstName)'],
      leadData: { firstName: 'Ada', lastName: 'Ada', email: 'ada@example.com' },
    },
  ],
])('gives its reasons as configured: %o', async (settings, expected) => {
  const { sim, result, decide } = await startWithLead(SAME_NAMES);
  await decide();
  await sim.set('settings', settings);
  expect(JSON.parse(await result())).toEqual(expected);
});

test('answers with a page instead of a result if configured', async () => {
  const { sim, result, decide } = await startWithLead();
  await sim.set('settings', { resultBody: 'html' });
  expect(await result()).toMatch(/^<html>/);
  await decide();
  expect(await result()).toMatch(/^<html>/);
});

test.each(['v2.0', 'v2.1', 'v2.4', 'v2.10'])('returns the result of a lead under %s', async (version) => {
  const { result } = await startWithLead();
  expect(await result(version)).toBe('The lead has not been processed yet.');
});

test.each(['v1.1', 'v2', 'v2.x', 'v22.1', 'v3.0'])('has no lead result under %s', async (version) => {
  const { result } = await startWithLead();
  expect(JSON.parse(await result(version))).toEqual({ code: 404, message: 'Not Found' });
});
