/** From the press of the button to an outcome: check, send, show. One per element. */
import { collect, createId, encode, findProblems, fingerprint } from './answers.ts';
import { landing, readTouch } from './attribution.ts';
import { keepDraft } from './draft.ts';
import {
  LeadFormFailedEvent,
  LeadFormInvalidEvent,
  LeadFormRedirectingEvent,
  LeadFormSubmittedEvent,
  LeadFormSubmittingEvent,
} from './events.ts';
import { type FormState, isEditable, type Problems, settle } from './form-state.ts';
import type { LeadForm } from './lead-form.ts';
import { submit } from './submit.ts';

/** Listeners may hold a redirect no longer than this. */
const LONGEST_HOLD_MS = 2000;

export class Submission {
  /** The last try: the same answers go again under the same id. */
  sent: { id?: string | undefined; sent?: string | undefined } | undefined;
  readonly #host: LeadForm;

  constructor(host: LeadForm) {
    this.#host = host;
  }

  /** The form cannot be used at all. */
  fail(status: 'unavailable' | 'forbidden'): void {
    const host = this.#host;
    host.state = { status };
    if (status === 'forbidden') console.warn(`[lead-form] ${host.say(status, { origin: location.origin })}`);
    host.dispatchEvent(new LeadFormFailedEvent('lead-form-failed', { form: host.form ?? '', reason: status }));
  }

  async start(): Promise<void> {
    const host = this.#host;
    const form = host.formElement;
    if (!form || !isEditable(host.state)) return;
    host.remember();
    const scope = host.extensions.find((extension) => extension.scope)?.scope?.(host.leaves) ?? host.leaves;
    const problems = findProblems(scope, form, host);
    if (Object.keys(problems).length > 0) return this.showProblems(problems);
    if (host.extensions.some((extension) => extension.advance?.())) {
      host.state = { status: 'ready', tried: false, problems: {} };
      return;
    }
    await this.#send(encode(collect(form, host)));
  }

  async #send(body: URLSearchParams): Promise<void> {
    const host = this.#host;
    const { form, locale, ticket } = host.definition;
    const sent = fingerprint(`${body}`);
    const id = this.sent?.sent === sent && this.sent.id ? this.sent.id : createId();
    const event = new LeadFormSubmittingEvent('lead-form-submitting', { form, submission: id }, true);
    if (!host.dispatchEvent(event)) return;
    this.sent = { id, sent };
    host.remember();

    const extra: Record<string, string | null> = {
      submission: id,
      ...readTouch(),
      landing: landing.page,
      landingReferrer: landing.referrer,
      channel: host.getAttribute('channel'),
      link: host.getAttribute('link'),
      locale,
      ticket,
    };
    for (const [name, value] of Object.entries(extra)) if (value) body.set(name, value);
    for (const extension of host.extensions) extension.collect?.(body);
    this.#show({ status: 'submitting', waiting: false }, 'submitting');
    const url = `${host.origin}/v1/forms/${encodeURIComponent(form)}/leads`;
    const outcome = await submit(url, body, () => this.#show({ status: 'submitting', waiting: true }, 'retrying'));
    const state = settle(outcome, host.leaves, host.say('refused_form'));
    if (state.status === 'ready') return this.showProblems(state.problems);
    if (state.status === 'failed' && state.why === 'conflict') this.sent = undefined;
    this.#show(state);
    if (state.status === 'submitted') await this.#finish(state);
    else host.dispatchEvent(new LeadFormFailedEvent('lead-form-failed', { form, reason: outcome.kind, submission: id }));
    await this.#focus('#done');
  }

  async #finish({ answer }: Extract<FormState, { status: 'submitted' }>): Promise<void> {
    const host = this.#host;
    const { form, success } = host.definition;
    this.sent = undefined;
    host.values = {};
    keepDraft(form, undefined, []);
    host.dispatchEvent(new LeadFormSubmittedEvent('lead-form-submitted', { form, ...answer }));
    const url = host.getAttribute('redirect') || success.redirect;
    if (!url || !/^https?:$/.test(URL.parse(url, location.href)?.protocol ?? '')) return;
    const detail = { form, submission: answer.submission, url: new URL(url, location.href).href };
    const event = new LeadFormRedirectingEvent('lead-form-redirecting', detail, true);
    if (!host.dispatchEvent(event)) return;
    const hold = new Promise((resolve) => setTimeout(resolve, LONGEST_HOLD_MS));
    await Promise.race([Promise.allSettled(event.waiting), hold]);
    location.assign(detail.url);
  }

  async showProblems(problems: Problems): Promise<void> {
    const host = this.#host;
    host.state = { status: 'ready', tried: true, problems };
    host.dispatchEvent(
      new LeadFormInvalidEvent('lead-form-invalid', { form: host.definition.form, fields: Object.keys(problems) }),
    );
    await host.updateComplete;
    const name = host.leaves.find((field) => problems[field.name])?.name ?? 'form';
    this.focusField(name);
  }

  focusField(name: string): void {
    const host = this.#host;
    for (const extension of host.extensions) extension.reveal?.(name);
    void host.updateComplete.then(() => {
      const own = host.extensions.find((extension) => extension.control)?.control?.(name);
      (own ?? host.root.querySelector<HTMLElement>(`#${host.idOf(name)}`))?.focus();
    });
  }

  /** A field was left: after a first try it is checked again. */
  leave(target: EventTarget | null): void {
    const host = this.#host;
    const form = host.formElement;
    if (!(target instanceof HTMLElement) || !form) return;
    if (target instanceof HTMLInputElement && target.value && /email|given|family|text/.test(target.autocomplete + target.type))
      void host.help();
    if (host.state.status !== 'ready' || !host.state.tried) return;
    const field = host.leaves.find(({ name }) => target.closest(`#${host.idOf(name)}`));
    if (!field) return;
    const { [field.name]: _, ...others } = host.state.problems;
    host.state = { ...host.state, problems: { ...others, ...findProblems([field], form, host) } };
  }

  /** A link of the summary goes to its field, also where the page's router listens to clicks. */
  follow(event: Event): void {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    const field = this.#host.leaves.find(({ name }) => link?.getAttribute('href') === `#${this.#host.idOf(name)}`);
    if (!field) return;
    event.preventDefault();
    this.focusField(field.name);
  }

  #show(state: FormState, key = ''): void {
    this.#host.state = state;
    this.#host.announce(this.#host.say(key));
  }

  async #focus(selector: string): Promise<void> {
    await this.#host.updateComplete;
    this.#host.root.querySelector<HTMLElement>(selector)?.focus();
  }
}
