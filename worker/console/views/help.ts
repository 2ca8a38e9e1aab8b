import { html } from 'lit';
import type { Status } from '../../account-api.ts';
import { statusPill } from '../leads/status.ts';
import { View } from '../view.ts';

const STATUSES: [Status, string][] = [
  ['queued', 'Stored. It is sent automatically.'],
  ['sending', 'It is being sent to Convertr.'],
  ['delivered', 'Convertr has it. The verdict, valid or invalid, follows.'],
  ['refused', 'Convertr refused an answer. Correct it and send it again.'],
  ['held', 'The campaign is closed, or Convertr gave an answer that needs you. The lead’s page says which.'],
  ['unknown', 'Sent, but no clear answer. It is sent once more automatically. Convertr may then have it twice.'],
  ['quarantined', 'It looks like a bot. Send it if a person wrote it.'],
  ['discarded', 'Given up. Its answers are deleted later.'],
];

const KEYS: [string, string][] = [
  ['Alt + ↑ or ↓', 'Moves the focused field of a form up or down'],
  ['← or →', 'Moves between the tabs of the editor, and between a field’s two move buttons'],
  ['Enter', 'Presses the main button of a dialog, unless it deletes something'],
  ['Esc', 'Closes a dialog without a change'],
  ['Tab', 'Reaches the first link, “Skip to content”'],
];

/** Explains the console's terms. */
class Help extends View<Help> {
  override connectedCallback(): void {
    super.connectedCallback();
    document.title = 'Help – Leadwire';
  }

  protected override render() {
    return html`<header class="head"><h1>Help</h1></header>
      <div class="columns">
        <div>
          <section class="card" aria-labelledby="help-status">
            <h2 id="help-status">Status of a lead</h2>
            <dl class="facts">
              ${STATUSES.map(([status, words]) => html`<dt>${statusPill(status)}</dt><dd>${words}</dd>`)}
            </dl>
            <p class="help">
              Refused, held, unknown and quarantined leads are under
              <a href="/console/leads?status=attention">Needs attention</a>. Answers of undelivered leads are deleted after 30 days.
            </p>
          </section>
          <section class="card" aria-labelledby="help-words">
            <h2 id="help-words">Other words</h2>
            <dl class="facts">
              <dt>Verdict</dt><dd>What Convertr decided about a delivered lead. It can take days.</dd>
              <dt>Channel</dt><dd>How the visitor came: email, paid search and so on. A channel can have a tracking link.</dd>
              <dt>Link</dt><dd>Convertr’s tracking link. It tells Convertr where a lead came from.</dd>
              <dt>Report value</dt><dd>What a partner’s link carries, such as a sub ID. A hidden field keeps it for reports.</dd>
              <dt>Allowed site</dt><dd>A site whose pages may show a form, such as https://www.example.com.</dd>
              <dt>Times</dt><dd>All times and days are in UTC.</dd>
            </dl>
          </section>
        </div>
        <section class="card" aria-labelledby="help-keys">
          <h2 id="help-keys">Keyboard</h2>
          <dl class="facts">${KEYS.map(([key, words]) => html`<dt><kbd>${key}</kbd></dt><dd>${words}</dd>`)}</dl>
        </section>
      </div>`;
  }
}

customElements.define('lw-help', Help);
