/** What each state looks like. One switch, no default: a new state fails to compile until it is drawn. */
import { html, nothing } from 'lit/html.js';
import type { Drawn, Host } from './feature.ts';
import { drawField } from './fields/field.ts';

export function draw(host: Host): Drawn {
  const { definition } = host;
  const { locale = 'en', dir = 'ltr' } = definition ?? {};
  const { status } = host.state;
  switch (status) {
    case 'loading':
      return html`<slot
        ><p class="quiet" role="status" lang="en">${host.setting('form') ? host.say('loading') : nothing}</p></slot
      >`;
    case 'unavailable':
    case 'forbidden':
      return status === 'unavailable' && host.querySelector('form[action]')
        ? html`<slot></slot>`
        : html`<div part="notice" role="alert" tabindex="-1" id="done" lang=${locale} dir=${dir}>
            <p>${host.say(status, { origin: location.origin })}</p>
            <a href=${`${host.origin}/f/${host.setting('form')}`} target="_blank" rel="noopener">${host.say('open_hosted')}</a>
          </div>`;
    case 'closed':
      return html`<div role="status" tabindex="-1" id="done">
        <slot name="closed"><div part="notice" lang=${locale} dir=${dir}>${definition.closedMessage}</div></slot>
      </div>`;
    case 'submitted':
      return host.ask('thanks');
    case 'ready':
    case 'submitting':
    case 'failed':
      return drawForm(host);
  }
}

function drawForm(host: Host): Drawn {
  const { definition, state } = host;
  const title = host.setting('title') || definition.title;
  const label = host.setting('submit-label') || definition.submitLabel;
  const own = host.ask('replaceForm', drawFailure(host));
  if (own) return html`${host.ask('summary')}${own}`;

  const busy = state.status === 'submitting';
  const word = busy ? (state.waiting ? 'retrying' : 'submitting') : state.status === 'failed' ? 'retry' : '';
  const button = drawButton(host, busy, host.say(word) || label);
  const drawOne = (field: Parameters<typeof drawField>[0]) => drawField(field, host);
  const fields = definition.fields.filter(host.isShown);
  const arranged = host.ask('arrange', fields, drawOne, button);
  // The empty title keeps the element's own `title` attribute from becoming a tooltip.
  return html`<form
    part="form"
    novalidate
    title=""
    lang=${definition.locale}
    dir=${definition.dir}
    aria-label=${title || label}
    aria-busy=${busy}
  >
    ${title ? html`<h2 part="title">${title}</h2>` : nothing}${host.ask('summary')}${host.ask('notice')}
    <div class=${arranged ? '' : 'fields'}>${arranged ?? fields.map(drawOne)}</div>
    <div class="away" aria-hidden="true">
      <input name=${definition.honeypot} tabindex="-1" autocomplete="off" />
    </div>
    ${host.ask('foot')}${drawFailure(host)}${arranged ? nothing : button}
  </form>`;
}

/** Made by hand, as the inputs are. */
function drawButton(host: Host, busy: boolean, text: string): HTMLButtonElement {
  host.button ??= document.createElement('button');
  const { button } = host;
  button.type = 'submit';
  button.setAttribute('part', 'submit');
  button.setAttribute('aria-disabled', `${busy}`);
  if (button.textContent === text) return button;
  const spinner = document.createElement('span');
  spinner.className = 'spin';
  button.replaceChildren(...(busy ? [spinner] : []), text);
  return button;
}

const drawFailure = (host: Host): Drawn =>
  host.state.status === 'failed' ? html`<div part="notice" role="alert">${host.say(host.state.why)}</div>` : nothing;
