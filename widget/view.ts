/** What each state looks like. One switch, no default: a new state fails to compile until it is drawn. */
import { html, nothing } from 'lit/html.js';
import { drawField } from './fields/field.ts';
import type { Drawn, Host } from './kit.ts';
import { focusField } from './submission.ts';

/** The element, as the templates see it. */
export interface ViewHost extends Host {
  /** An attribute's value; blank when there is none that can be used. */
  setting(name: string): string;
}

/** What attributes override. Before the definition is there, only the hosted page's address is. */
function textsOf(host: ViewHost) {
  const { definition, origin } = host;
  return {
    title: host.setting('title') || definition?.title,
    submit: host.setting('submit-label') || definition?.submitLabel,
    success: host.setting('success-message') || definition?.success.message,
    closed: definition?.closedMessage || host.say('closed'),
    hosted: `${origin}/f/${host.setting('form')}`,
  };
}

export function draw(host: ViewHost): Drawn {
  const { definition, state } = host;
  const texts = textsOf(host);
  const { locale = 'en', dir = 'ltr' } = definition ?? {};
  const { status } = state;
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
            <a href=${texts.hosted} target="_blank" rel="noopener">${host.say('open_hosted')}</a>
          </div>`;
    case 'closed':
      return html`<div role="status" tabindex="-1" id="done">
        <slot name="closed"><div part="notice" lang=${locale} dir=${dir}>${texts.closed}</div></slot>
      </div>`;
    case 'submitted':
      return html`<div role="status" tabindex="-1" id="done">
        <slot name="success"><div part="success" lang=${locale} dir=${dir}>${tick}<div>${texts.success}</div></div></slot>
      </div>`;
    case 'ready':
    case 'submitting':
    case 'failed':
      return drawForm(host);
  }
}

const tick = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="m5 13 4.5 4.5L19 7" /></svg>`;

function drawForm(host: ViewHost): Drawn {
  const { definition, state } = host;
  const texts = textsOf(host);
  const own = host.ask('replaceForm', drawFailure(host));
  if (own) return html`${drawSummary(host)}${own}`;

  const busy = state.status === 'submitting';
  const button = html`<button part="submit" type="submit" aria-disabled=${busy}>
    ${busy ? html`<span class="spin"></span>` : nothing}${
      host.say(busy ? (state.waiting ? 'retrying' : 'submitting') : state.status === 'failed' ? 'retry' : '') ||
      texts.submit
    }
  </button>`;
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
    aria-label=${texts.title || texts.submit}
    aria-busy=${busy}
  >
    ${texts.title ? html`<h2 part="title">${texts.title}</h2>` : nothing}${drawSummary(host)}${host.ask('notice')}${
      arranged ?? html`<div class="fields">${fields.map(drawOne)}</div>`
    }
    <div class="away" aria-hidden="true">
      <label>${host.say('leave_empty')}<input name=${definition.honeypot} tabindex="-1" autocomplete="off" /></label>
    </div>
    ${host.ask('foot')}${drawFailure(host)}${arranged ? nothing : button}
  </form>`;
}

/** Links to each problem when there are several, and what belongs to no field in any case. */
function drawSummary(host: ViewHost): Drawn {
  const names = Object.keys(host.problems).filter((name) => name !== 'form');
  const whole = host.problems.form;
  if (!whole && names.length < 2) return nothing;
  return html`<div part="summary" role="alert" tabindex="-1" id=${host.idOf('form')}>
    ${whole && html`<p>${whole}</p>`}
    ${
      names.length > 1
        ? html`<p>${host.say('summary', { count: names.length })}</p>
          <ul>
            ${host.leaves
              .filter(({ name }) => names.includes(name))
              .map(
                ({ name }) =>
                  html`<li>
                    <a
                      href=${`#${host.idOf(name)}`}
                      @click=${(event: Event) => {
                        // A link into a shadow root goes nowhere by itself.
                        event.preventDefault();
                        focusField(host, name);
                      }}
                      >${host.problems[name]}</a
                    >
                  </li>`,
              )}
          </ul>`
        : nothing
    }
  </div>`;
}

const drawFailure = (host: ViewHost): Drawn =>
  host.state.status === 'failed' ? html`<div part="notice" role="alert">${host.say(host.state.why)}</div>` : nothing;
