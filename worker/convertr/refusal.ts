import type { Refusal } from './outcome.ts';

/** Symfony's standard messages, and the code for each. Any other message is `refused`. */
const MEANINGS: [pattern: RegExp, code: RefusalCode][] = [
  [/should not be (blank|null)|is required/i, 'required'],
  [/valid e-?mail/i, 'email'],
  [/selected choice|valid choice/i, 'choice'],
  [/too long/i, 'too_long'],
];

export type RefusalCode = 'required' | 'email' | 'choice' | 'too_long' | 'refused';

/** A refusal without Convertr's words, which may quote answers. The name `form` is for the whole form. */
export function toRefusedFields({ form, fields }: Refusal): { name: string; code: RefusalCode }[] {
  const named = Object.entries(fields).map(([name, texts]) => ({ name, code: toCode(texts[0] ?? '') }));
  return form.length > 0 || named.length === 0 ? [...named, { name: 'form', code: 'refused' as const }] : named;
}

/** The code for one of Convertr's messages. */
export const toCode = (text: string): RefusalCode => MEANINGS.find(([pattern]) => pattern.test(text))?.[1] ?? 'refused';
