/** Gets a form's definition from the script itself if that contains it, or else from the Worker. */
import type { Definition } from '../../worker/protocol/wire.ts';
import type { LeadForm } from '../lead-form.ts';
import { bare } from './bare.ts';
import { getShared } from './shared.ts';

const RETRY_MS = 1000;

/** The definition that came with the script, if its language is right, or the note that this page gets none. */
export function findInlined(
  worker: string,
  form: string,
  locale: string,
  isLenient = false,
): Definition | 'forbidden' | undefined {
  const inlined = bare(getShared().definitions[`${worker} ${form}`]);
  // A script may have been fetched for another page, by a proxy or by a page that sends no `Referer`. Then only the
  // Worker can decide about this one. In a sandbox, `location` has a different origin than the browser sends.
  if (inlined?.origin !== self.origin && !isLenient) return undefined;
  if (!inlined || 'forbidden' in inlined) return inlined && 'forbidden';
  return !locale || inlined?.locale.slice(0, 2) === locale.slice(0, 2) ? inlined : undefined;
}

/** @returns the definition, or the form's state without one. */
export async function loadDefinition(
  origin: string,
  form: string,
  locale: string,
  anew: boolean,
): Promise<Definition | 'unavailable' | 'forbidden'> {
  const query = locale && `?locale=${encodeURIComponent(locale)}`;
  const options = { credentials: 'omit', cache: anew ? 'no-cache' : 'default' } as const;
  const ask = () => fetch(`${origin}/v1/forms/${encodeURIComponent(form)}${query}`, bare(options));
  try {
    const response = await ask().catch(async () => {
      // Phones lose their connection for moments.
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      return ask();
    });
    if (response.ok) {
      const definition: Definition = bare(await response.json());
      // A proxy may answer in the Worker's place.
      return Array.isArray(definition?.fields) ? definition : 'unavailable';
    }
    return response.status === 403 ? 'forbidden' : 'unavailable';
  } catch {
    return findInlined(origin, form, '', true) ?? 'unavailable';
  }
}

/** Names of the lazy features that the form needs before it can render. */
export function neededFeatures(definition: Definition, host: LeadForm): string[] {
  const hasOwnMarkup = host.querySelector('form:not([part])') !== null;
  const needed: Record<string, boolean> = {
    prefill: host.prefill === 'on',
    analytics: host.analytics === 'datalayer',
    'visit-storage': host.storage === 'on',
    'light-dom': host.renderMode === 'light',
    debug: host.debug,
    'own-markup': hasOwnMarkup,
  };
  return [
    // The publisher's own markup has no steps.
    ...(definition.features ?? []).filter((name) => !(hasOwnMarkup && name === 'steps')),
    ...Object.keys(needed).filter((name) => needed[name]),
  ];
}
