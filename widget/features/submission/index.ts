/** Loaded when the visitor first enters the form: checks the answers, sends them, and shows the outcome. */
import type { FeatureFactory } from '../../feature.ts';
import { spinCss, submissionCss } from './submission.styles.ts';
import { recheck, start } from './submission.ts';
import { drawSummary } from './summary.ts';

/** A page's shortcuts must not hear what is typed: to them, a shadow root's input is no input. */
function keepInForm(event: Event): void {
  const { key, ctrlKey, altKey, metaKey } = event as KeyboardEvent;
  if (!ctrlKey && !altKey && !metaKey && !/^(Tab|Escape)$/.test(key)) event.stopPropagation();
}

const submission: FeatureFactory = (host, core) => {
  const { html, inLanguage } = core;
  core.addSheet(spinCss);
  for (const type of ['keydown', 'keypress', 'keyup']) host.renderRoot.addEventListener(type, keepInForm);
  return {
    css: submissionCss,
    press: () => void start(host),
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
