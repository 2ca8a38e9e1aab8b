/** Loaded when the visitor first enters the form: checks the answers, sends them, and shows the outcome. */
import type { FeatureFactory } from '../../feature.ts';
import { spinCss, submissionCss } from './submission.styles.ts';
import { recheck, start } from './submission.ts';
import { drawSummary } from './summary.ts';

const submission: FeatureFactory = (host, core) => {
  const { html } = core;
  core.addSheet(spinCss);
  return {
    css: submissionCss,
    press: () => void start(host),
    changed: (control) => recheck(host, control, false),
    left: (control) => recheck(host, control, true),
    summary: () => drawSummary(host, core),
    thanks() {
      const { locale, dir, success } = host.definition;
      return html`<div role="status" tabindex="-1" id="done">
        <slot name="success">
          <div part="success" lang=${locale} dir=${dir}>
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d="m5 13 4.5 4.5L19 7" /></svg>
            <div>${host.setting('successMessage') || success.message}</div>
          </div>
        </slot>
      </div>`;
    },
  };
};
export default submission;
