import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LeadOutcome } from '../../../worker/convertr/outcome.ts';
import { Model } from './support/model.ts';

/** Each with whether Convertr has stored the lead. Those that occur twice are twice as likely. */
const OUTCOMES: [LeadOutcome, boolean][] = [
  [{ kind: 'delivered', leadId: 1 }, true],
  [{ kind: 'delivered', leadId: 1 }, true],
  [{ kind: 'unknown' }, true],
  [{ kind: 'unknown' }, false],
  [{ kind: 'unknown', status: 504 }, true],
  [{ kind: 'unavailable', status: 503 }, false],
  [{ kind: 'rate_limited', retryAfterMs: 10_000 }, false],
  [{ kind: 'rate_limited' }, false],
  [{ kind: 'unauthorized' }, false],
  [{ kind: 'mfa_required', mfaToken: 'm' }, false],
  [{ kind: 'password_expired' }, false],
  [{ kind: 'refused', refusal: { extraFields: true, form: [], fields: {} } }, false],
  [{ kind: 'refused', refusal: { extraFields: false, form: [], fields: {} } }, false],
  [{ kind: 'closed', reason: 'fulfilled' }, false],
  [{ kind: 'link_not_found' }, false],
  [{ kind: 'rejected', status: 404 }, false],
  [{ kind: 'unexpected', status: 201 }, true],
  [{ kind: 'closed', reason: 'redirected' }, true],
];
const PASSES = [10, 900, 5000, 30_000, 150_000, 301_000, 600_000, 3_600_000];

const KINDS = 22;

/** One number is one step: what happens, and the choice within it. */
function play(model: Model, step: number): void {
  const choice = Math.floor(step / KINDS);
  switch (step % KINDS) {
    case 0:
    case 1:
      model.submit(choice % 4 === 0 ? 'hold' : 'resend', choice % 5 === 0);
      break;
    case 2:
      model.crash(choice % 2 === 0);
      break;
    case 3:
      model.retry(choice);
      model.poll(choice, choice % 2 === 0 ? { kind: 'valid' } : { kind: 'invalid', reasons: [] });
      break;
    case 4:
    case 5:
    case 6:
      model.pass(PASSES[choice % PASSES.length] ?? 0);
      break;
    case 7:
    case 8:
    case 9:
    case 10:
      model.send(choice % 3 === 0);
      break;
    case 11:
      model.thank(choice);
      break;
    case 12:
      model.press(choice >> 1, choice % 2 === 0);
      break;
    case 13:
      model.discard(choice);
      break;
    case 14:
      model.erase(choice);
      break;
    case 15:
      model.stop(choice, choice % 3 === 0);
      break;
    case 16:
      model.release(choice % 2 === 0);
      break;
    default: {
      const [outcome, stored] = OUTCOMES[choice % OUTCOMES.length] as [LeadOutcome, boolean];
      model.answer(choice, outcome, stored);
      break;
    }
  }
}

const RUNS = 100_000;

test(`in ${RUNS.toLocaleString('en')} schedules of answers, crashes, clocks, operators and visitors no lead is lost, no dead one is acknowledged, none is sent after its delivery, or resent twice, and the budget is kept`, () => {
  let delivered = 0;
  let listed = 0;
  fc.assert(
    fc.property(fc.array(fc.nat(KINDS * 16 * 17 - 1), { minLength: 10, maxLength: 60, size: 'max' }), (steps) => {
      const model = new Model();
      model.submit('resend');
      for (const step of steps) {
        play(model, step);
        model.check();
      }
      model.crash(true);
      model.check();
      model.settle();
      model.check();
      for (const { status } of model.rows) {
        if (status === 'delivered') delivered += 1;
        else listed += 1;
      }
    }),
    { numRuns: RUNS },
  );
  // The schedules are worth something: all kinds of ends occur.
  expect(delivered).toBeGreaterThan(RUNS);
  expect(listed).toBeGreaterThan(RUNS / 10);
}, 120_000);
