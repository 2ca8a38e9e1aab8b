import type { LeadDetail } from '../../account-api.ts';
import { toCode } from '../../convertr/refusal.ts';

interface LeadFault {
  /** Convertr's name of the field, `form` for the whole lead, null for a verdict. */
  name: string | null;
  /** A code of a refusal, or the name of the check that failed. */
  code: string;
}

/** What Convertr complained about, without its words: those may quote an answer. */
export function toFaults({ reasons, verdict, answers }: LeadDetail): LeadFault[] {
  const values = Object.values(answers ?? {}).flat();
  const faults = reasons.map((reason): LeadFault => {
    const [, name, text = ''] = /^(form\[[^:]*\]): (.*)$/s.exec(reason) ?? [];
    if (name) return { name, code: toCode(text) };
    return verdict === 'invalid'
      ? { name: null, code: toCheckName(reason, values) }
      : { name: 'form', code: 'refused' };
  });
  return faults.filter(
    ({ name, code }, at) => faults.findIndex((each) => each.name === name && each.code === code) === at,
  );
}

/** The names of Convertr's checks are plain words. A reason with anything else may be made of an answer. */
function toCheckName(reason: string, answers: readonly string[]): string {
  const quotesAnswer = answers.some((value) => value.length > 1 && reason.toLowerCase().includes(value.toLowerCase()));
  return /^[\p{L} ,:()_-]{1,120}$/u.test(reason) && !quotesAnswer ? reason : 'A reason that may quote an answer';
}
