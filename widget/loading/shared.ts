/** What all copies of the script on a page share, and what came along with them: the page's global `leadwire`. */
import type { Definition } from '../../worker/protocol/wire.ts';
import type { FeatureFactory } from '../feature.ts';

interface Shared {
  /** By form. Pages of an origin that may not use it get that instead. */
  definitions: Record<string, Definition | { forbidden: true; origin: string } | undefined>;
  /** Lazy features by file name. Each file adds itself here. */
  features: Record<string, FeatureFactory | undefined>;
}

declare global {
  var leadwire: Partial<Shared> | undefined;
}

export function getShared(): Shared {
  // An element or frame of this name would be found in its place. None of them is a plain object.
  const found = Object(globalThis.leadwire);
  const shared: Partial<Shared> = Object.getPrototypeOf(found) === Object.prototype ? found : {};
  globalThis.leadwire = shared;
  shared.definitions ??= { __proto__: null } as unknown as Shared['definitions'];
  shared.features ??= { __proto__: null } as unknown as Shared['features'];
  return shared as Shared;
}
