import type { Drawn, Host, Kit } from '../../feature.ts';
import { focusField } from './focus.ts';

/** Links to each problem when there are several, and what belongs to no field in any case. */
export function drawSummary(host: Host, { html, nothing }: Kit): Drawn {
  const names = Object.keys(host.problems).filter((name) => name !== 'form');
  const whole = host.problems.form;
  if (!whole && names.length < 2) return undefined;
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
