/** From a form's id to a form that can be filled in: definition, lazy parts, first state. */
import { html, nothing, render } from 'lit/html.js';
import { LeadFormEvent } from '../events.ts';
import { fail } from '../failing.ts';
import type { Extension } from '../feature.ts';
import { drawField } from '../fields/field.ts';
import { drawInput } from '../fields/text.ts';
import { READY } from '../form-state.ts';
import type { LeadForm } from '../lead-form.ts';
import { watchAddress } from '../page-addresses.ts';
import { css } from '../styles/form.styles.ts';
import { openGroups } from '../values.ts';
import { hasDraft } from './draft-key.ts';
import { findInlined, loadDefinition, neededParts } from './load-definition.ts';
import { loadPart } from './load-feature.ts';

/** By then the form is on the screen. */
const AFTER_PAINT_MS = 100;

export async function load(host: LeadForm): Promise<void> {
  const form = host.setting('form');
  // A framework may put the element in first, and set its attributes then.
  if (!form) return void setTimeout(() => host.hasAttribute('form') || advise(host, 'form', ''));
  const turn = ++host.loads;
  const isOver = () => turn !== host.loads;
  const locale =
    host.setting('locale') || (host.closest('[lang]') ?? document.documentElement).getAttribute('lang') || '';
  // Nothing is waited for that is there already: the form is drawn at once, without a loading state before it.
  const loaded = findInlined(form, locale) ?? (await loadDefinition(host.origin, form, locale));
  if (isOver()) return;
  if (typeof loaded === 'string') {
    fail(host, { status: loaded });
    if (!navigator.onLine) addEventListener('online', () => host.isConnected && load(host), { once: true });
    // The other parts need a definition; this one says why there is none.
    if (host.hasAttribute('debug')) await usePart(host, 'debug').catch(() => undefined);
    return;
  }
  // Another form begins empty, its inputs drawn anew; another language keeps what was typed.
  if (host.definition && host.definition.form !== form) {
    host.values = {};
    host.inputs = {};
    // What came when the visitor first entered an earlier form stays; its draft is its own.
    host.extensions = host.extensions.filter(({ press }) => press);
    host.state = { status: 'loading' };
    await host.updateComplete;
  }
  host.definition = loaded;
  try {
    for (const { name, value } of openGroups(loaded.fields)) if (value) host.values[name] ??= [value];
    const names = neededParts(loaded, host);
    if (document.readyState === 'complete' && hasDraft(form)) names.push('typing');
    const loadedParts = names[0] ? await Promise.all(names.map((name) => usePart(host, name))) : [];
    if (isOver()) return;
    const parts = loadedParts.flatMap((part) => part ?? []);
    const stay = ({ press, remember }: Extension) => press || (remember && !parts.some(isKeeping));
    host.extensions = [...parts, ...host.extensions.filter(stay)];
  } catch {
    if (!isOver()) fail(host, { status: 'unavailable' });
    return;
  }
  host.state = loaded.closed ? { status: 'closed' } : READY;
  await host.updateComplete;
  host.dispatchEvent(new LeadFormEvent('lead-form-ready', { form }));
  // The tab's storage, asked for the first time, keeps a slow phone waiting for longer than half a form takes: while a
  // page loads, it is asked once the form is on the screen. Not after a frame: one that nobody sees may never come.
  setTimeout(() => {
    watchAddress();
    if (!isOver() && !host.extensions.some(isKeeping) && hasDraft(form)) void helpTyping(host);
  }, AFTER_PAINT_MS);
}

const isKeeping = ({ remember }: Extension): boolean => remember !== undefined;

/** Drafts and typing help come with the first input, or with a draft; the form works without. */
export async function helpTyping(host: LeadForm): Promise<void> {
  const extension = await usePart(host, 'typing').catch(() => undefined);
  if (extension && !host.extensions.some(isKeeping)) {
    host.extensions = [...host.extensions, extension];
    // What an earlier visit left is drawn before the form is read: blank inputs would overwrite it.
    host.requestUpdate();
    await host.updateComplete;
  }
  host.remember();
}

/** Loads a lazy part for this form. The caller adds what it gets to the form's extensions. */
export async function usePart(host: LeadForm, name: string): Promise<Extension | undefined> {
  const part = await loadPart(name, host.scriptUrl);
  const { root } = host;
  const isShadow = root instanceof ShadowRoot;
  // Drawn without a shadow root of its own, the form may still stand inside another's.
  const around = isShadow ? root : host.getRootNode();
  const add = (sheet: string) => addSheet(around instanceof ShadowRoot ? around : document, sheet);
  const extension = await part(host, { html, nothing, render, drawField, drawInput, css, addSheet: add });
  if (extension?.css) add(isShadow ? extension.css : `lead-form[render=light]{${extension.css}}`);
  return extension;
}

/** One sheet per text for all forms of a page. Not subject to a CSP's `style-src`. */
const sheets: Record<string, CSSStyleSheet> = {};

function addSheet(root: DocumentOrShadowRoot, css: string): void {
  if (!sheets[css]) {
    sheets[css] = new CSSStyleSheet();
    sheets[css].replaceSync(css);
  }
  if (!root.adoptedStyleSheets.includes(sheets[css])) root.adoptedStyleSheets.push(sheets[css]);
}

/** An attribute's value cannot be used: a lazy part says what can. */
export async function advise(host: LeadForm, name: string, value: string): Promise<void> {
  const advice = await usePart(host, 'attribute-advice').catch(() => undefined);
  advice?.advise?.(name, value);
}
