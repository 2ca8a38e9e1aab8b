/** From the press of the button to an outcome: check, send, show. */
import { isWebAddress } from '../../attributes.ts';
import { LeadFormEvent, LeadFormRedirectingEvent } from '../../events.ts';
import { type FormState, isEditable, type Problems, READY } from '../../form-state.ts';
import type { Host } from '../../host.ts';
import { collectAnswers, createId, encodeAnswers } from './answers.ts';
import { findProblems } from './checks.ts';
import { namesOther, settle } from './settle.ts';
import { submit } from './submit.ts';
import { focusField } from './summary.ts';
import { readVisit } from './visit.ts';

/** How long listeners may hold a redirect. */
const MAX_HOLD_MS = 2000;
/** How the loading of a definition ends. */
const ENDS = ['lead-form-ready', 'lead-form-failed'];

export async function start(host: Host): Promise<void> {
  const form = host.formElement;
  if (host.state.status === 'loading') waitForDefinition(host);
  if (!form || !isEditable(host.state)) return;
  host.remember();
  const problems = findProblems(host.callHook('fieldsToCheck', host.leaves) ?? host.leaves, form, host);
  if (Object.keys(problems)[0]) return showProblems(host, problems);
  if (host.callHook('nextStep')) host.state = READY;
  else await send(host, encodeAnswers(collectAnswers(form, host)));
}

const waiting = new WeakSet<Host>();

/** The publisher's own markup can be sent before its definition is loaded. Without one, the browser posts it. */
function waitForDefinition(host: Host): void {
  if (waiting.has(host)) return;
  waiting.add(host);
  const goOn = ({ type }: Event) => {
    waiting.delete(host);
    for (const end of ENDS) host.removeEventListener(end, goOn);
    const own = host.querySelector<HTMLFormElement>('form[action]');
    if (type === 'lead-form-ready') void start(host);
    // A control may be called "submit".
    else if (own) HTMLFormElement.prototype.submit.call(own);
  };
  for (const end of ENDS) host.addEventListener(end, goOn);
}

async function send(host: Host, body: URLSearchParams): Promise<void> {
  const { form, locale, ticket } = host.definition;
  const answers = `${body}`;
  const known = host.last?.answers === answers ? host.last.id : host.callHook('lastId', answers);
  const id = known || createId();
  const event = new LeadFormEvent('lead-form-submitting', { form, submission: id }, true);
  if (!host.dispatchEvent(event)) return;
  host.last = { id, answers };
  host.remember();

  const extra: Record<string, string> = {
    submission: id,
    ...readVisit(host.addresses),
    channel: host.setting('channel'),
    link: host.setting('link'),
    locale,
    ticket,
  };
  for (const [name, value] of Object.entries(extra)) if (value) body.set(name, value);
  host.show({ status: 'submitting', waiting: false }, 'submitting');
  await host.callHook('prepare');
  host.callHook('collect', body);
  const url = `${host.origin}/v1/forms/${encodeURIComponent(form)}/leads`;
  const outcome = await submit(url, body, () => host.show({ status: 'submitting', waiting: true }, 'retrying'));
  // The page has shown another form meanwhile: this lead's event is fired, and nothing else changes.
  if (host.definition.form !== form) {
    if (outcome.status === 'submitted')
      host.dispatchEvent(new LeadFormEvent('lead-form-submitted', { form, ...outcome.answer }));
    return;
  }
  if (namesOther(outcome, host.leaves)) await host.reload();
  const state = settle(outcome, host.leaves, host.say('refused_form'));
  if (state.status === 'ready') return showProblems(host, state.problems);
  // This id is used up, and so is one that an earlier page has sent.
  if (state.status === 'failed' && state.why === 'conflict') host.last = { id: '', answers: '' };
  if (state.status !== 'submitted') host.fail(state, id);
  else {
    host.show(state);
    await finish(host, state);
  }
  if (state.status === 'failed' && state.why === 'offline')
    addEventListener('online', () => sendKept(host, state, answers), { once: true });
  await host.updateComplete;
  host.renderRoot.querySelector<HTMLElement>('#done')?.focus();
}

/** Back online: sends the same answers, unless the visitor has changed them or tried again meanwhile. */
function sendKept(host: Host, state: FormState, answers: string): void {
  const form = host.formElement;
  if (host.isConnected && host.state === state && form && `${encodeAnswers(collectAnswers(form, host))}` === answers)
    void start(host);
}

async function finish(host: Host, { answer }: Extract<FormState, { status: 'submitted' }>): Promise<void> {
  const { form, success } = host.definition;
  // The thanks take the form's height, up to a screen, so that nothing below moves.
  host.style.minHeight ||= `${Math.min(host.offsetHeight, innerHeight)}px`;
  host.last = undefined;
  host.values = {};
  host.callHook('dropDraft');
  host.dispatchEvent(new LeadFormEvent('lead-form-submitted', { form, ...answer }));
  const url = host.setting('redirect') || success.redirect;
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
  // The visitor has gone on meanwhile.
  if (host.problems !== problems) return;
  const name = host.leaves.find((field) => problems[field.name])?.name ?? 'form';
  focusField(host, name);
}

/** While an answer is typed, its problem goes as soon as it is solved. A new problem shows once the field is left. */
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
