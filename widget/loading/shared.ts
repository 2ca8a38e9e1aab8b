/** The page's global `leadwire`, which all copies of the script share, with the data that they contained. */
import type { Definition } from '../../worker/protocol/wire.ts';
import type { FeatureFactory } from '../feature.ts';

interface Shared {
  /** By the Worker's origin and form, `https://leads.example.com report`. Pages of a forbidden origin get that origin instead. */
  definitions: Record<string, Definition | { forbidden: true; origin: string } | undefined>;
  /** Lazy features by file name. Each file adds itself here. */
  features: Record<string, FeatureFactory | undefined>;
}

declare global {
  var leadwire: Partial<Shared> | undefined;
}

export function getShared(): Shared {
  // An element or frame with this name would be found in its place, but is not a plain object.
  const found = Object(globalThis.leadwire);
  const shared: Partial<Shared> = Object.getPrototypeOf(found) === Object.prototype ? found : {};
  globalThis.leadwire = shared;
  shared.definitions ??= { __proto__: null } as unknown as Shared['definitions'];
  shared.features ??= { __proto__: null } as unknown as Shared['features'];
  return shared as Shared;
}
