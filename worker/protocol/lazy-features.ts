/** Which lazy features a form's fields need: the Worker names and sends them, the widget loads those that did not come. */
import type { Definition } from './wire.ts';

/** Drawn by the widget's core, but for boxes and `phone`, which have features of their own. */
const SIMPLE = /^(text|email|tel|consent|checkbox|phone)$/;
/** Made of boxes or radio buttons. */
const BOXES = /^(consent|checkbox|checkboxes|multiselect|radio)$/;

/** Names of the lazy features without which the form cannot be drawn. */
export function featuresOfFields({
  fields,
  turnstile,
}: Pick<Definition, 'fields'> & { turnstile: string | undefined }): string[] {
  const needed: Record<string, boolean> = {
    checkbox: fields.some(({ type }) => BOXES.test(type)),
    phone: fields.some(({ type }) => type === 'phone'),
    'field-kinds': fields.some(({ type }) => !SIMPLE.test(type)),
    steps: fields.some(({ step }) => (step ?? 1) > 1),
    turnstile: Boolean(turnstile),
  };
  return Object.keys(needed).filter((name) => needed[name]);
}
