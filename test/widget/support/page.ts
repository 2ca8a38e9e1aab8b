/** The page around a test: the built script, a Worker in the page, and a visitor's actions. */
import type { LeadForm } from '../../../widget/lead-form.ts';
import type { Definition } from '../../../worker/protocol/wire.ts';
import { definition } from './definitions.ts';

/** What the Worker answers to one submission; `lost` is a broken connection, `pending` one that hangs. */
export type Answer = 'lost' | 'pending' | { status: number; body?: unknown; headers?: Record<string, string> };

export interface SentLead {
  url: string;
  body: URLSearchParams;
  init: RequestInit;
}

export const worker = {
  definitions: new Map<string, Definition | number>(),
  /** Answers to come, in order; then every lead is delivered. */
  answers: [] as Answer[],
  leads: [] as SentLead[],
  asked: [] as string[],
};

const realFetch = window.fetch.bind(window);

window.fetch = async (input, init = {}) => {
  const url = new URL(`${input instanceof Request ? input.url : input}`, location.href);
  const [, form, leads] = /^\/v1\/forms\/([^/]+)(\/leads)?$/.exec(url.pathname) ?? [];
  if (!form) return realFetch(input, init);
  if (leads) return receive(url.href, init);
  worker.asked.push(url.href);
  const found = worker.definitions.get(form) ?? 404;
  return typeof found === 'number' ? json({ status: found }, found) : json(found, 200);
};

function receive(url: string, init: RequestInit): Response | Promise<Response> {
  const body = new URLSearchParams(`${init.body}`);
  worker.leads.push({ url, body, init });
  const answer = worker.answers.shift();
  if (answer === 'lost') throw new TypeError('Failed to fetch');
  if (answer === 'pending') return new Promise(() => {});
  if (answer) return json(answer.body ?? {}, answer.status, answer.headers);
  return json(
    { submission: body.get('submission'), status: 'delivered', leadId: 7, channel: 'Direct', linkId: 25 },
    201,
  );
}

const json = (body: unknown, status: number, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });

/** The next request is answered like this, later ones by the Worker. @returns what undoes it. */
export function answerFirst(answer: () => Promise<Response>): () => void {
  const { fetch } = window;
  let isAsked = false;
  window.fetch = (...request) => {
    if (isAsked) return fetch(...request);
    isAsked = true;
    return answer();
  };
  return () => {
    window.fetch = fetch;
  };
}

/** Adds the built script to the page, as a publisher's tag does. */
export async function addScript(
  attributes: Record<string, string> = {},
  place: Node = document.body,
): Promise<HTMLScriptElement> {
  const { file } = await (await realFetch('/dist/widget.json')).json();
  const script = document.createElement('script');
  script.src = file;
  for (const [name, value] of Object.entries(attributes)) script.setAttribute(name, value);
  const loaded = new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = reject;
  });
  place.appendChild(script);
  await loaded;
  return script;
}

/** Tests share a page: each begins with an empty one. */
export function clearPage(): void {
  for (const element of document.querySelectorAll('lead-form, .scratch, body > script, body > details')) {
    element.remove();
    // A feature that is still loading would keep this test's draft for the next one.
    if (element.matches('lead-form')) Object.assign(element, { remember() {} });
  }
  worker.answers = [];
  worker.leads = [];
  worker.asked = [];
  sessionStorage.clear();
}

/** A drawn form. */
export async function mount(
  given: Partial<Definition> = {},
  attributes: Record<string, string> = {},
  children = '',
): Promise<LeadForm> {
  const drawn = definition(given);
  worker.definitions.set(drawn.form, drawn);
  if (!customElements.get('lead-form')) await addScript();
  const element = document.createElement('lead-form');
  element.setAttribute('form', drawn.form);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  // Test markup of our own, never anything from outside.
  element.innerHTML = children;
  document.body.append(element);
  await until(() => element.state.status !== 'loading');
  await element.updateComplete;
  return element;
}

export async function until(isTrue: () => unknown, what = 'condition'): Promise<void> {
  for (const start = performance.now(); !isTrue(); await new Promise((resolve) => setTimeout(resolve, 10)))
    if (performance.now() - start > 5000) throw new Error(`Waited in vain for: ${what} ${isTrue}`);
}

/** Until the effects of leaving a field are drawn. */
export async function settle(element: LeadForm): Promise<void> {
  await element.prepared;
  await new Promise((resolve) => setTimeout(resolve, 20));
  await element.updateComplete;
}

export function find<Element extends HTMLElement = HTMLElement>(element: LeadForm, selector: string): Element {
  const found = element.renderRoot.querySelector<Element>(selector) ?? element.querySelector<Element>(selector);
  if (!found) throw new Error(`Nothing fits ${selector}`);
  return found;
}

export const control = <Control extends HTMLElement = HTMLInputElement>(element: LeadForm, name: string): Control =>
  find<Control>(element, `[name="form[${name}]"]`);

/** Types, chooses and ticks, with the events that a browser fires. */
export function fill(element: LeadForm, answers: Record<string, string | boolean>): void {
  for (const [name, value] of Object.entries(answers)) {
    const input = find<HTMLInputElement>(element, `[name="${name}"]`);
    if (typeof value === 'boolean') input.checked = value;
    else input.value = value;
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  }
}

/** As the browser does it; a page in the background gets no focus events. */
export async function leave(input: HTMLElement): Promise<void> {
  const root = input.getRootNode();
  const form = (root instanceof ShadowRoot ? root.host : input).closest('lead-form');
  await form?.prepared;
  input.dispatchEvent(new FocusEvent('focusout', { bubbles: true, composed: true }));
}

export const press = (element: LeadForm): void => find(element, '[part="submit"], [type="submit"]').click();

export const textOf = (element: LeadForm): string => (element.renderRoot.textContent ?? '').replace(/\s+/g, ' ').trim();

/** Collects an event's details. */
export function listen(target: EventTarget, type: string): unknown[] {
  const seen: unknown[] = [];
  target.addEventListener(type, (event) => seen.push('detail' in event ? event.detail : event));
  return seen;
}
