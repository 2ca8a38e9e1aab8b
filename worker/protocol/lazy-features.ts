/** What the Worker has to know of lazy parts, to send them along with a definition. */
import type { Definition } from './wire.ts';

/** Kinds that the core draws by itself, and the one with a part of its own. */
const SIMPLE = /^(text|email|tel|consent|checkbox|phone)$/;

/** How the build ends a lazy part: by its only export. */
export const PART_END = /export\s*\{\s*([\w$]+) as default\s*\};?\s*$/;

/** Names of the lazy parts that a form's fields need before it can be drawn. */
export function fieldParts({ fields, turnstile }: Pick<Definition, 'fields' | 'turnstile'>): string[] {
  const needed: Record<string, boolean> = {
    phone: fields.some(({ type }) => type === 'phone'),
    'field-kinds': fields.some(({ type }) => !SIMPLE.test(type)),
    steps: fields.some(({ step }) => (step ?? 1) > 1),
    turnstile: Boolean(turnstile),
  };
  return Object.keys(needed).filter((name) => needed[name]);
}
