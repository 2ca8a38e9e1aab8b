/**
 * `/console` while the Worker is not set up. It needs no script, because nobody can sign in, and the console may not be
 * built.
 */
import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Repair, SettingFault } from '../../settings/repairs.ts';
import type { AppEnv } from '../app-env.ts';
import { type Html, showPage } from '../html/page.ts';
import { MISCONFIGURED_RETRY_SECONDS } from '../with-settings.ts';

const CSS = `
main { max-width: 46rem }
section { margin-block-start: 2rem; padding-block-start: 1.5rem; border-block-start: 1px solid var(--line) }
h2 { margin: 0 0 .75rem }
h3 { margin: 1.5rem 0 .25rem; font-size: 1rem }
p { margin: 0 0 .75rem }
code { font: .9em/1.5 ui-monospace, monospace; background: var(--background); padding: .1em .35em; border-radius: .3em }
pre { margin: 0; padding: .75rem 1rem; background: var(--background); border-radius: .5rem; white-space: pre-wrap }
pre code { padding: 0 }
`;

export function showFirstRun(c: Context<AppEnv>, faults: readonly SettingFault[]): Promise<Response> {
  c.header('Retry-After', String(MISCONFIGURED_RETRY_SECONDS));
  const title = 'Leadwire is not set up yet';
  return showPage(c, {
    title,
    locale: 'en',
    dir: 'ltr',
    status: 503,
    css: CSS,
    body: html`<h1>${title}</h1>
      <p>Forms take no leads until ${faults.length === 1 ? 'this is' : 'these are'} set. Then load this page again to sign in.</p>
      <p>In your clone of the project, <code>npm run setup</code> asks for everything and sets it at once. One by one:</p>
      ${faults.map(
        ({ message, repairs }) => html`<section>
          <h2>${message}</h2>
          ${repairs.map(renderRepair)}
        </section>`,
      )}`,
  });
}

const renderRepair = ({ setting, purpose, set, dashboard }: Repair): Html => html`<h3><code>${setting}</code></h3>
  <p>${renderMarkdown(purpose)}</p>
  <pre><code>${set}</code></pre>
  ${dashboard ? html`<p class="quiet">Or in Cloudflare’s dashboard: ${dashboard}</p>` : ''}`;

/** The catalogue's descriptions may contain code and bold text. */
const renderMarkdown = (text: string): (Html | string)[] =>
  text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((piece) => {
    if (piece.startsWith('`')) return html`<code>${piece.slice(1, -1)}</code>`;
    return piece.startsWith('**') ? html`<strong>${piece.slice(2, -2)}</strong>` : piece;
  });
