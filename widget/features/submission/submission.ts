/** From the submit button to an outcome: check, send, show. */
import { fillRedirect } from '../../../worker/protocol/redirect.ts';
import { isWebAddress } from '../../attributes.ts';
import { LeadFormEvent, LeadFormRedirectingEvent } from '../../events.ts';
import type { CoreApi } from '../../feature.ts';
import { type FormState, isEditable, type Problems, READY } from '../../form-state.ts';
import type { Host } from '../../host.ts';
import { collectAnswers, encodeAnswers, leadsUrl } from '../../submission.ts';
import { findProblems } from './checks.ts';
import { namesOther, settle } from './settle.ts';
import { submit } from './submit.ts';
import { focusField } from './summary.ts';

/** How long listeners may delay a redirect. */
const MAX_HOLD_MS = 2000;
/** Added to each second of a wait, at most. */
const SPREAD_MS = 250;
/** The result of loading a definition. */
const ENDS = ['lead-form-ready', 'lead-form-failed'];

export async function start(host: Host, core: CoreApi): Promise<void> {
  const form = host.formElement;
  if (host.state.status === 'loading') waitForDefinition(host, core);
  if (!form) return;
  // A file that the publisher's own form needs has failed to load since the submit.
  if (host.state.status === 'unavailable') return core.postNatively();
  if (!isEditable(host.state)) return;
  host.remember();
  const problems = findProblems(host.callHook('fieldsToCheck', host.leaves) ?? host.leaves, form, host);
  if (Object.keys(problems)[0]) return showProblems(host, problems);
  if (host.callHook('nextStep')) host.state = READY;
  else await send(host, core);
}

const waiting = new WeakSet<Host>();

/**
 * The publisher's own markup can be submitted before its definition is loaded. Without a definition, the browser posts
 * it.
 */
function waitForDefinition(host: Host, core: CoreApi): void {
  if (waiting.has(host)) return;
  waiting.add(host);
  const goOn = ({ type }: Event) => {
    waiting.delete(host);
    for (const end of ENDS) host.removeEventListener(end, goOn);
    void (type === 'lead-form-ready' ? start(host, core) : core.postNatively());
  };
  for (const end of ENDS) host.addEventListener(end, goOn);
}

async function send(host: Host, core: CoreApi): Promise<void> {
  const body = await core.createSubmission();
  if (!body) return;
  const { form, closedMessage } = host.definition;
  const { id, answers } = host.last ?? { id: '', answers: '' };
  const [outcome, retryAfter] = await submit(leadsUrl(host), body, () =>
    host.show({ status: 'submitting', waiting: true }, 'retrying'),
  );
  // The page shows another form by now, so this lead's event is fired, and nothing else changes.
  if (host.definition.form !== form) {
    if (outcome.status === 'submitted')
      host.dispatchEvent(new LeadFormEvent('lead-form-submitted', { form, ...outcome.answer }));
    return;
  }
  if (namesOther(outcome, host.leaves)) await host.reload();
  if (outcome.status === 'closed' && outcome.next) {
    const typed = host.values;
    await host.reload(outcome.next);
    if (host.definition.form !== form) return carryOver(host, typed, closedMessage);
  }
  if (outcome.status === 'blocked') return core.postNatively();
  const state = settle(outcome, host.leaves, host.say('refused_form'));
  if (state.status === 'ready') return showProblems(host, state.problems);
  // This id is used up, and so is one that an earlier page sent.
  if (state.status === 'failed' && state.why === 'conflict') host.last = { id: '', answers: '' };
  if (state.status !== 'submitted') host.fail(state, id);
  else {
    host.show(state);
    await finish(host, state);
  }
  if (state.status === 'failed') {
    const again = () => sendKept(host, core, state, answers);
    if (state.why === 'offline') addEventListener('online', again, { once: true });
    // Visitors who were refused at the same time must not retry at the same time.
    else if (retryAfter) setTimeout(again, retryAfter * (1000 + Math.random() * SPREAD_MS));
  }
  await host.updateComplete;
  host.renderRoot.querySelector<HTMLElement>('#done')?.focus();
}

/** Another form has replaced one that has closed. The visitor has not agreed to its texts. */
async function carryOver(host: Host, typed: Host['values'], why: string): Promise<void> {
  const fields = host.definition.fields.filter(({ type }) => !/^(consent|checkbox)$/.test(type));
  const isKept = ([name]: [string, unknown]) => fields.some((field) => name.startsWith(field.name));
  host.values = Object.fromEntries(Object.entries(typed).filter(isKept));
  host.last = undefined;
  await showProblems(host, { form: why });
}

/** Sends the same answers when possible, unless the visitor has changed them or tried again by then. */
function sendKept(host: Host, core: CoreApi, state: FormState, answers: string): void {
  const form = host.formElement;
  if (host.isConnected && host.state === state && form && `${encodeAnswers(collectAnswers(form, host))}` === answers)
    void start(host, core);
}

async function finish(host: Host, { answer }: Extract<FormState, { status: 'submitted' }>): Promise<void> {
  const { form, success } = host.definition;
  // The thank-you message keeps the form's height, up to a screen, so that nothing below moves.
  if (!Number.parseFloat(host.style.minHeight)) host.style.minHeight = `${Math.min(host.offsetHeight, innerHeight)}px`;
  host.last = undefined;
  host.values = {};
  host.callHook('dropDraft');
  host.dispatchEvent(new LeadFormEvent('lead-form-submitted', { form, ...answer }));
  const url = fillRedirect(host.setting('redirect') || success.redirect || '', answer);
  if (!url || !isWebAddress(url)) return;
  const detail = { form, submission: answer.submission, url: new URL(url, location.href).href };
  const event = new LeadFormRedirectingEvent('lead-form-redirecting', detail, true);
  if (!host.dispatchEvent(event)) return;
  const hold = new Promise((resolve) => setTimeout(resolve, MAX_HOLD_MS));
  await Promise.race([Promise.allSettled(event.waiting), hold]);
  location.assign(detail.url);
}

async function showProblems(host: Host, problems: Problems): Promise<void> {
  host.state = { status: 'ready', tried: true, problems };
  host.dispatchEvent(
    new LeadFormEvent('lead-form-invalid', { form: host.definition.form, fields: Object.keys(problems) }),
  );
  await host.updateComplete;
  // The visitor has moved on.
  if (host.problems !== problems) return;
  const name = host.leaves.find((field) => problems[field.name])?.name ?? 'form';
  focusField(host, name);
}

/**
 * While the visitor types, an error disappears as soon as it is corrected. A new error appears when the visitor leaves
 * the field.
 */
export function recheck(host: Host, target: HTMLElement, isLeft: boolean): void {
  const { state, formElement: form } = host;
  if (!form || state.status !== 'ready' || !state.tried) return;
  const field =
    host.leaves.find(({ name }) => target.closest(`#${host.idOf(name)}`)) ?? host.callHook('fieldOf', target);
  if (!field || (!isLeft && !state.problems[field.name])) return;
  const { [field.name]: _, ...others } = state.problems;
  const found = findProblems([field], form, host);
  if (isLeft || !found[field.name]) host.state = { ...state, problems: { ...others, ...found } };
}
