import { html, nothing } from 'lit';
import { icon } from '../components/icons.ts';
import { fault } from '../components/notice.ts';
import { change } from './draft.ts';
import { selectControl, textControl } from './fields/control.ts';
import { CHANNELS } from './names.ts';
import { Panel } from './panel.ts';
import './webhooks-panel.ts';

/** The sites that may show the form, and the tracking link of each channel. */
class DeliveryPanel extends Panel<DeliveryPanel> {
  /** Rows while they are typed, because the document cannot have a channel without a name. */
  #rows: [channel: string, link: number][] | undefined;

  protected override render() {
    const { document } = this.editing;
    const origins = (document.origins as string[] | undefined) ?? [];
    return html`${textControl({
      id: 'origins',
      label: 'Allowed sites, one per line',
      rows: 3,
      value: origins.join('\n'),
      placeholder: 'https://landing.example.com',
      help: 'Without a path. https://*.example.com allows every subdomain. The hosted page always works.',
      fault: this.#originFault(origins),
      onInput: (value) => this.edit({ ...document, origins: toLines(value) }),
    })}
      ${this.#channels()}
      <lw-webhooks-panel .editing=${this.editing}></lw-webhooks-panel>
      <details class="more">
        <summary>Advanced</summary>
        ${this.#choice('touch', 'Visit that decides the channel', 'last', [
          ['', 'Last visit (default)'],
          ['first', 'First visit'],
        ])}
        ${this.#choice('phone', 'Format of phone numbers', 'bracketed', [
          ['', 'Bracketed, (+44)02079460018 (default)'],
          ['plain', 'One number, +442079460018'],
          ['split', 'Country code and number in two fields'],
        ])}
        ${this.#choice('onUnknown', 'When Convertr gives no clear answer', 'resend', [
          ['', 'Send once more (default)'],
          ['hold', 'Hold the lead for you'],
        ])}
        ${textControl({
          id: 'minGapSeconds',
          label: 'Minimum seconds between two leads of the campaign',
          type: 'number',
          value: document.minGapSeconds === undefined ? '' : String(document.minGapSeconds),
          placeholder: '0',
          fault: this.faultAt('minGapSeconds'),
          onInput: (value) => this.edit(change(document, 'minGapSeconds', value === '' ? undefined : Number(value))),
        })}
        ${textControl({
          id: 'turnstile',
          label: 'Turnstile site key',
          value: (document.turnstile as string | undefined) ?? '',
          help: 'Also needs the secret TURNSTILE_SECRET.',
          fault: this.faultAt('turnstile'),
          onInput: (value) => this.edit(change(document, 'turnstile', value.trim())),
        })}
      </details>`;
  }

  #originFault(origins: string[]): string | undefined {
    for (const [index, origin] of origins.entries()) {
      const message = this.faultAt(`origins[${index}]`);
      if (message) return `${origin}: ${message}`;
    }
    return this.faultAt('origins');
  }

  /** @param usual the default value of the setting. */
  #choice(key: string, label: string, usual: string, choices: [string, string][]) {
    const { document } = this.editing;
    const value = (document[key] as string | undefined) ?? '';
    return selectControl({
      id: key,
      label,
      choices,
      value: value === usual ? '' : value,
      fault: this.faultAt(key),
      onInput: (next) => this.edit(change(document, key, next)),
    });
  }

  #channels() {
    const { document, facts } = this.editing;
    const links = facts?.links ?? [];
    const rows = this.#rows ?? Object.entries((document.channels ?? {}) as Record<string, number>);
    const isKnown = (id: number) => links.some((link) => link.id === id);
    return html`<fieldset>
      <legend>Tracking links by channel</legend>
      <p class="help">
        Other channels use the link of the same name:
        ${links.length > 0 ? links.map(({ id, channel }) => `${channel} → ${id}`).join(', ') : 'the campaign has no links yet'}.
      </p>
      ${rows.map(
        ([channel, id], index) => html`<div class="row pair">
          <input
            list="channel-names"
            aria-label="Channel ${index + 1}"
            placeholder="Channel"
            .value=${channel}
            @input=${(event: Event) => this.#setRow(rows, index, [(event.target as HTMLInputElement).value, id])}
          />
          <span aria-hidden="true">→</span>
          <select
            aria-label="Link of channel ${index + 1}"
            @change=${(event: Event) => this.#setRow(rows, index, [channel, Number((event.target as HTMLSelectElement).value)])}
          >
            ${isKnown(id) ? nothing : html`<option value=${id} selected>${id} (not in the campaign)</option>`}
            ${links.map((link) => html`<option value=${link.id} ?selected=${link.id === id}>${link.id} · ${link.name}</option>`)}
          </select>
          <button type="button" class="square" aria-label="Remove channel ${channel || index + 1}" @click=${() => this.#setRow(rows, index, undefined)}>${icon('close')}</button>
        </div>`,
      )}
      ${fault('channels-fault', this.faultAt('channels'))}
      <datalist id="channel-names">${CHANNELS.map((name) => html`<option value=${name}></option>`)}</datalist>
      <button type="button" ?disabled=${links.length === 0} @click=${() => this.#setRows([...rows, ['', links[0]?.id ?? 0]])}>
        ${icon('plus')} Add a channel
      </button>
    </fieldset>`;
  }

  #setRow(rows: [string, number][], index: number, row: [string, number] | undefined): void {
    this.#setRows(rows.flatMap((each, at) => (at === index ? (row ? [row] : []) : [each])));
  }

  #setRows(rows: [string, number][]): void {
    this.#rows = rows;
    const named = rows.filter(([channel]) => channel.trim() !== '');
    this.edit(change(this.editing.document, 'channels', named.length > 0 ? Object.fromEntries(named) : undefined));
    this.requestUpdate();
  }
}

const toLines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

customElements.define('lw-delivery-panel', DeliveryPanel);
