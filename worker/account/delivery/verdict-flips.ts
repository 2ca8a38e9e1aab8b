import type { AccountContext } from '../context.ts';

const KEY = 'flips';
/** This many for one form in a day are not single corrections: somebody has changed a rule. */
const MANY = 10;

interface Flips {
  /** `YYYY-MM-DD`, UTC. */
  day: string;
  /** How often Convertr changed a verdict that day, by form. */
  forms: Record<string, number>;
}

const toDay = (now: number): string => new Date(now).toISOString().slice(0, 10);

/** Counts the verdicts that Convertr changed, and raises an alert when one form has many. */
export class VerdictFlips {
  readonly #context: AccountContext;

  constructor(context: AccountContext) {
    this.#context = context;
  }

  count(form: string, now: number): void {
    const forms = { ...this.#today(now).forms };
    forms[form] = (forms[form] ?? 0) + 1;
    this.#context.keyValues.set(KEY, { day: toDay(now), forms });
    if (forms[form] >= MANY) this.#context.alerts.report('verdicts_changed', true, now, form);
  }

  /** A new day ends the alerts of the day before. */
  #today(now: number): Flips {
    const known = this.#context.keyValues.get<Flips>(KEY) ?? { day: '', forms: {} };
    if (known.day === toDay(now)) return known;
    for (const [form, count] of Object.entries(known.forms))
      if (count >= MANY) this.#context.alerts.report('verdicts_changed', false, now, form);
    return { day: toDay(now), forms: {} };
  }
}
