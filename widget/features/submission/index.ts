/** Loaded when the visitor first enters the form: checks the answers, sends them, and shows the outcome. */
import type { FeatureFactory } from '../../feature.ts';
import type { Host } from '../../host.ts';
import { spinCss, submissionCss } from './submission.styles.ts';
import { recheck, start } from './submission.ts';
import { drawSummary } from './summary.ts';
import { readVisit } from './visit.ts';

/** A page's keyboard shortcuts must not react to typing, because to them a shadow root's input is not an input. */
function keepInForm(event: Event): void {
  const { key, ctrlKey, altKey, metaKey } = event as KeyboardEvent;
  if (!ctrlKey && !altKey && !metaKey && !/^(Tab|Escape)$/.test(key)) event.stopPropagation();
}

/** A new error or hint must not move the button away from a pressed pointer before the click. */
function watchLeaving(host: Host): void {
  const root = host.renderRoot;
  let released: Promise<unknown> | undefined;
  root.addEventListener('pointerdown', () => {
    released = new Promise((resolve) => {
      for (const type of ['pointerup', 'pointercancel']) addEventListener(type, resolve, { once: true });
    });
  });
  root.addEventListener('focusout', async ({ target }) => {
    await released;
    setTimeout(() => host.callHook('left', target as HTMLElement));
  });
}

/** In a sandbox without `allow-forms`, the button fires no submit event. */
function watchPresses(host: Host, press: () => void): void {
  const root = host.renderRoot;
  let isSubmitted = false;
  root.addEventListener(
    'submit',
    () => {
      isSubmitted = true;
    },
    true,
  );
  root.addEventListener('click', (event) => {
    if (!(event.target as Element).closest('[type=submit], form button:not([type])')) return;
    isSubmitted = false;
    setTimeout(() => isSubmitted || event.defaultPrevented || press());
  });
}

const submission: FeatureFactory = (host, core) => {
  const { html, inLanguage } = core;
  core.addSheet(spinCss);
  for (const type of ['keydown', 'keypress', 'keyup']) host.renderRoot.addEventListener(type, keepInForm);
  watchLeaving(host);
  watchPresses(host, () => void start(host, core));
  return {
    css: submissionCss,
    press: () => start(host, core),
    visit: () => readVisit(host.addresses),
    changed: (control) => recheck(host, control, false),
    left: (control) => recheck(host, control, true),
    summary: () => drawSummary(host, core),
    thanks() {
      const { locale, dir, success, langs } = host.definition;
      return html`<div role="status" tabindex="-1" id="done">
        <slot name="success">
          <div part="success" lang=${locale} dir=${dir}>
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d="m5 13 4.5 4.5L19 7" /></svg>
            <div>${host.setting('successMessage') || inLanguage(langs?.success, success.message)}</div>
          </div>
        </slot>
      </div>`;
    },
  };
};
export default submission;
