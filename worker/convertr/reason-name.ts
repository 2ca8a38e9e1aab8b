/** What Convertr complained about, without its words, which may quote an answer. */
import { toCode } from './refusal.ts';

export interface LeadFault {
  /** Convertr's name of the field, `form` for the whole lead, null for a verdict. */
  name: string | null;
  /** A code of a refusal, or the name of the check that failed. Undefined where the words may quote an answer. */
  code: string | undefined;
}

/** @param answers the values that a code must not contain. */
export function readFaults(
  reasons: readonly string[],
  verdict: string | null,
  answers: Record<string, string | string[]> | null,
): LeadFault[] {
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

/** The names of Convertr's checks are plain words. A reason with anything else may contain an answer. */
function toCheckName(reason: string, answers: readonly string[]): string | undefined {
  const quotesAnswer = answers.some((value) => value.length > 1 && reason.toLowerCase().includes(value.toLowerCase()));
  return /^[\p{L} ,:()_-]{1,120}$/u.test(reason) && !quotesAnswer ? reason : undefined;
}

const FIELD_NAME = /^form(\[[\w-]{0,64}\]){1,4}$/;

/** The one name that a lead counts under in reports: of a field or a check, if there is one. */
export function toReasonName(faults: readonly LeadFault[]): string | undefined {
  const named = faults.filter(({ code }) => code !== undefined);
  const { name, code } = named.find((fault) => fault.name !== 'form') ?? named[0] ?? {};
  if (name === null || name === undefined || name === 'form') return name === 'form' ? `form: ${code}` : code;
  return FIELD_NAME.test(name) ? `${name}: ${code}` : undefined;
}
