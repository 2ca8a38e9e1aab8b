/** Gets a form's definition, from the script itself when it came along, and the parts that its fields need. */

import { fieldParts } from '../../worker/protocol/lazy-features.ts';
import type { Definition } from '../../worker/protocol/wire.ts';
import type { Part } from '../feature.ts';

/** On the page's global: shared by all copies of the script on the page. */
interface Shared {
  definitions: Record<string, Definition | undefined>;
  /** Lazy parts that came along with a script, by file name. */
  parts: Record<string, Part | undefined>;
}

declare global {
  var leadwire: Partial<Shared> | undefined;
}

export function getShared(): Shared {
  // A page's elements or frames of this name would be found in its place; none of them is a plain object.
  const found = Object(globalThis.leadwire);
  const shared: Partial<Shared> = Object.getPrototypeOf(found) === Object.prototype ? found : {};
  globalThis.leadwire = shared;
  shared.definitions ??= { __proto__: null } as unknown as Shared['definitions'];
  shared.parts ??= { __proto__: null } as unknown as Shared['parts'];
  return shared as Shared;
}

const ASK_AGAIN_MS = 1000;

type Loaded = Definition | 'unavailable' | 'forbidden';

/** The definition that came with the script, in the language that is wanted. */
export function findInlined(form: string, locale: string): Definition | undefined {
  const inlined = getShared().definitions[form];
  return !locale || inlined?.locale.slice(0, 2) === locale.slice(0, 2) ? inlined : undefined;
}

export async function loadDefinition(origin: string, form: string, locale: string): Promise<Loaded> {
  const query = locale && `?locale=${encodeURIComponent(locale)}`;
  const ask = () => fetch(`${origin}/v1/forms/${encodeURIComponent(form)}${query}`, { credentials: 'omit' });
  try {
    const response = await ask().catch(async () => {
      // Phones lose their network for a moment: once more before giving up.
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
      return ask();
    });
    if (response.ok) {
      const definition: Definition = await response.json();
      // Something between the page and the Worker may answer in its place.
      return Array.isArray(definition?.fields) ? definition : 'unavailable';
    }
    return response.status === 403 ? 'forbidden' : 'unavailable';
  } catch {
    return getShared().definitions[form] ?? 'unavailable';
  }
}

/** Names of the lazy parts that these fields and this element need before the form can be drawn. */
export function neededParts(definition: Definition, element: HTMLElement): string[] {
  const on = (name: string, value: string) => element.getAttribute(name) === value;
  const own = Boolean(element.querySelector('form:not([part])'));
  const needed: Record<string, boolean> = {
    prefill: on('prefill', 'on'),
    analytics: on('analytics', 'datalayer'),
    'visit-storage': on('storage', 'on'),
    'light-dom': on('render', 'light'),
    debug: element.hasAttribute('debug'),
    'own-markup': own,
  };
  // The publisher's own markup has the steps that it has.
  return [
    ...fieldParts(definition).filter((name) => !(own && name === 'steps')),
    ...Object.keys(needed).filter((name) => needed[name]),
  ];
}
