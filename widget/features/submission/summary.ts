/** The list of errors, with links to the fields. */
import type { CoreApi } from '../../feature.ts';
import type { Drawn } from '../../fields/field-kind.ts';
import type { Host } from '../../host.ts';

export function focusField(host: Host, name: string): void {
  host.callHook('reveal', name);
  void host.updateComplete.then(() => {
    const found = host.callHook('controlOf', name) ?? host.renderRoot.querySelector<HTMLElement>(`#${host.idOf(name)}`);
    // In a group, the first control, so that the focus is visible and the question can be answered there.
    (found?.querySelector('input') ?? found)?.focus();
  });
}

/** Links to the errors if there are several, and any error of the form as a whole. */
export function drawSummary(host: Host, { html, nothing }: CoreApi): Drawn {
  const names = Object.keys(host.problems).filter((name) => name !== 'form');
  // The page's scripts may have added one to `Object.prototype`.
  const whole = Object.keys(host.problems).includes('form') ? host.problems.form : undefined;
  if (!whole && names.length < 2) return undefined;
  return html`<div part="summary" role="alert" tabindex="-1" id=${host.idOf('form')}>
    ${whole && html`<p .textContent=${whole}></p>`}
    ${
      names.length > 1
        ? html`<p .textContent=${host.say('summary', { count: names.length })}></p>
          <ul>
            ${host.leaves
              .filter(({ name }) => names.includes(name))
              .map(
                ({ name }) =>
                  html`<li>
                    <a
                      href=${`#${host.idOf(name)}`}
                      @click=${(event: Event) => {
                        // Browsers do not follow a link into a shadow root.
                        event.preventDefault();
                        focusField(host, name);
                      }}
                      .textContent=${host.problems[name]}
                    ></a>
                  </li>`,
              )}
          </ul>`
        : nothing
    }
  </div>`;
}
