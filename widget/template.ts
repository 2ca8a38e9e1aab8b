/** Renders each state. The switch has no default, so a new state does not compile until it is handled. */
import { html, nothing } from 'lit';
import type { FieldDefinition } from '../worker/protocol/wire.ts';
import { drawField } from './fields/field.ts';
import type { Drawn } from './fields/field-kind.ts';
import { inLanguage } from './fields/in-language.ts';
import type { Host } from './host.ts';
import { postNatively } from './native-post.ts';

export function drawState(host: Host): Drawn {
  const { definition } = host;
  const { locale, dir } = definition;
  const { status } = host.state;
  switch (status) {
    case 'loading':
      return html`<slot
        ><p class="quiet" role="status" lang="en">${host.setting('form') ? host.say('loading') : nothing}</p></slot
      >`;
    case 'unavailable':
    case 'forbidden':
      return status === 'unavailable' && host.querySelector('form[action]') ? html`<slot></slot>` : drawWayOut(host);
    case 'closed':
      return html`<div role="status" tabindex="-1" id="done">
        <slot name="closed"><div part="notice" lang=${locale} dir=${dir}>${inLanguage(definition.langs?.closedMessage, host.callHook('richText', definition.closedText) ?? definition.closedMessage)}</div></slot>
      </div>`;
    case 'submitted':
      return host.callHook('thanks');
    case 'ready':
    case 'submitting':
    case 'failed':
      return drawForm(host);
  }
}

function drawWayOut(host: Host): Drawn {
  const { locale, dir } = host.definition;
  const hosted = `${host.origin}/f/${host.setting('form')}`;
  // A sandbox may not open links, so the visitor can copy the address.
  return html`<div part="notice" role="alert" tabindex="-1" id="done" lang=${locale} dir=${dir}>
    <p>${host.say('unavailable')}</p>
    <a href=${hosted + location.search} @click=${(event: Event) => carryOn(host, event)} target="_blank" rel="noopener">${host.say('open_hosted')}${origin === 'null' ? ` (${hosted})` : nothing}</a>
  </div>`;
}

/** The hosted page gets the answers that were refused here. */
function carryOn(host: Host, event: Event): void {
  if (!host.last) return;
  event.preventDefault();
  void postNatively(host, '_blank');
}

function drawForm(host: Host): Drawn {
  const { definition, state } = host;
  const ownTitle = host.setting('title');
  const title = ownTitle || definition.title;
  const label = host.setting('submitLabel') || definition.submitLabel;
  const own = host.callHook('replaceForm', drawFailure(host));
  if (own) return html`${host.callHook('summary')}${own}`;

  const isBusy = state.status === 'submitting';
  const key = isBusy ? (state.waiting ? 'retrying' : 'submitting') : state.status === 'failed' ? 'retry' : '';
  const button = drawButton(host, isBusy, host.say(key) || label);
  const drawOne = (field: FieldDefinition) => drawField(field, host);
  const fields = definition.fields.filter((field) => host.isShown(field));
  const arranged = host.callHook('arrange', fields, drawOne, button);
  // The empty title keeps the element's own `title` attribute from becoming a tooltip.
  return html`<form
    part="form"
    novalidate
    title=""
    lang=${definition.locale}
    dir=${definition.dir}
    aria-label=${title || label}
    aria-busy=${isBusy}
  >
    ${title ? html`<h2 part="title">${ownTitle || inLanguage(definition.langs?.title, title)}</h2>` : nothing}${host.callHook('summary')}${host.callHook('notice')}
    <div class=${arranged ? '' : 'fields'}>${arranged ?? fields.map(drawOne)}</div>
    <div class="away" aria-hidden="true">
      <input
        name=${definition.honeypot}
        tabindex="-1"
        autocomplete="off"
        data-1p-ignore
        data-lpignore="true"
        data-bwignore
        data-form-type="other"
      />
    </div>
    ${host.callHook('foot')}${drawFailure(host)}${arranged ? nothing : button}
  </form>`;
}

/**
 * The node is created by hand, like the inputs, because a slow phone then renders the form four milliseconds sooner
 * than with a template.
 */
function drawButton(host: Host, isBusy: boolean, text: string): HTMLButtonElement {
  host.button ??= document.createElement('button');
  const { button, definition } = host;
  button.lang = (text === definition.submitLabel && definition.langs?.submitLabel) || definition.locale;
  button.type = 'submit';
  button.setAttribute('part', 'submit');
  button.setAttribute('aria-disabled', `${isBusy}`);
  if (button.textContent === text) return button;
  const spinner = document.createElement('span');
  spinner.className = 'spin';
  button.textContent = text;
  if (isBusy) button.prepend(spinner);
  return button;
}

const drawFailure = (host: Host): Drawn =>
  host.state.status === 'failed'
    ? html`<div part="notice" role="alert" .textContent=${host.say(host.state.why)}></div>`
    : nothing;
