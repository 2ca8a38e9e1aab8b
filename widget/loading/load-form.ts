/** From a form's id to a form that can be filled in: definition, lazy features, first state. */
import { openGroups } from '../../worker/protocol/conditions.ts';
import { LeadFormEvent } from '../events.ts';
import type { Feature } from '../feature.ts';
import { READY } from '../form-state.ts';
import type { LeadForm } from '../lead-form.ts';
import { watchAddress } from '../page-addresses.ts';
import { hasDraft } from '../values.ts';
import { findInlined, loadDefinition, neededFeatures } from './load-definition.ts';
import { advise, inTime, useFeature } from './use-feature.ts';

/** By then the form is on the screen. */
export const AFTER_PAINT_MS = 100;
/** After this time the hosted page is offered. A form that loads later still renders. */
const PATIENCE_MS = 10_000;
/** Without these the form cannot render. It works without the others. */
const ESSENTIAL = /^(choices|dates|field-kinds|phone|own-markup|light-dom)$/;

/**
 * @param again `newer`: the current form has proved to be old, but stays if there is no newer one. `empty`: discards
 * what was typed.
 */
export async function load(
  host: LeadForm,
  again?: 'newer' | 'empty',
  form: string = host.setting('form'),
): Promise<void> {
  // A framework may set attributes after it has added the element to the page.
  if (!form) return void setTimeout(() => host.form || advise(host, 'form', ''));
  const turn = ++host.loads;
  const isOutdated = () => turn !== host.loads;
  setTimeout(() => {
    if (!isOutdated() && host.state.status === 'loading') host.fail({ status: 'unavailable' });
  }, PATIENCE_MS);
  const locale =
    host.setting('locale') || (host.closest('[lang]') ?? document.documentElement).getAttribute('lang') || '';
  // No `await` for a definition that is already there, so that the form renders immediately, without a loading state.
  const isNewer = again === 'newer';
  const loaded =
    (!isNewer && findInlined(host.origin, form, locale)) || (await loadDefinition(host.origin, form, locale, isNewer));
  if (isOutdated() || (isNewer && typeof loaded === 'string')) return;
  if (typeof loaded === 'string') {
    host.fail({ status: loaded });
    if (!navigator.onLine) addEventListener('online', () => host.isConnected && load(host), { once: true });
    // All other features need a definition. This one shows why there is none.
    const debug = host.debug && (await useFeature(host, 'debug').catch(() => undefined));
    if (debug) host.addController(debug);
    return;
  }
  if (again === 'empty' || (host.definition.form && host.definition.form !== loaded.form)) await startEmpty(host);
  // The publisher's own markup belongs to another form, whose campaign has ended.
  if (loaded.form !== host.setting('form')) host.querySelector('form:not([part])')?.remove();
  host.definition = loaded;
  try {
    for (const { name, value } of openGroups(loaded.fields)) if (value) host.values[name] ??= [value];
    const names = neededFeatures(loaded, host);
    if (document.readyState === 'complete' && hasDraft(loaded.form)) names.push('typing');
    // No `await` either if no feature is needed.
    const use = (name: string) => {
      const feature = useFeature(host, name);
      return ESSENTIAL.test(name) ? feature : inTime(feature).catch(() => undefined);
    };
    const features = names[0] ? await Promise.all(names.map(use)) : [];
    if (isOutdated()) return;
    replaceFeatures(
      host,
      features.filter((feature) => feature !== undefined),
    );
  } catch {
    if (!isOutdated()) host.fail({ status: 'unavailable' });
    return;
  }
  host.state = loaded.closed ? { status: 'closed' } : READY;
  await host.updateComplete;
  host.dispatchEvent(new LeadFormEvent('lead-form-ready', { form: loaded.form }));
  // On a slow phone the first access to the tab's storage takes longer than half a form, so while a page loads, it
  // waits until the form is on the screen. It does not wait for a frame, because a page in the background may never get
  // one.
  setTimeout(() => {
    watchAddress();
    if (!isOutdated() && !host.features.some(keepsDraft) && hasDraft(loaded.form)) void addTyping(host);
  }, AFTER_PAINT_MS);
}

/** Another form starts empty, with new inputs. Another language keeps what was typed. */
async function startEmpty(host: LeadForm): Promise<void> {
  // The draft belongs to the earlier form.
  for (const feature of host.features) if (!feature.press) host.removeController(feature);
  host.state = { status: 'loading' };
  await host.updateComplete;
  // Only now, because while the old form was there, its values could be read again.
  host.values = {};
  host.inputs = {};
}

const keepsDraft = ({ keepDraft }: Feature): boolean => keepDraft !== undefined;

/** Features that came when the visitor entered the form stay. The others are created again for the new definition. */
function replaceFeatures(host: LeadForm, features: Feature[]): void {
  const isKept = (feature: Feature) => feature.press || (keepsDraft(feature) && !features.some(keepsDraft));
  for (const feature of host.features) if (!isKept(feature)) host.removeController(feature);
  for (const feature of features) host.addController(feature);
}

/** Drafts and typing hints load at the first input, or with a draft. The form works without them. */
export async function addTyping(host: LeadForm): Promise<void> {
  const feature = await useFeature(host, 'typing').catch(() => undefined);
  if (feature && !host.features.some(keepsDraft)) {
    host.addController(feature);
    // A draft renders before the form is read, because blank inputs would overwrite it.
    host.requestUpdate();
    await host.updateComplete;
  }
  host.remember();
}
