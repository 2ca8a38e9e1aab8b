/** The editor's tabs, and the configuration's keys that each of them edits. */
import { html, nothing } from 'lit';
import type { Fault } from '../../forms/configuration/config.ts';

export const TABS = [
  ['fields', 'Fields', ['fields']],
  [
    'texts',
    'Texts',
    ['title', 'submitLabel', 'success', 'closedMessage', 'closedForm', 'steps', 'locale', 'qualityQuestions'],
  ],
  [
    'delivery',
    'Pages and links',
    ['origins', 'channels', 'webhooks', 'touch', 'phone', 'onUnknown', 'minGapSeconds', 'turnstile'],
  ],
] as const;
export type Tab = (typeof TABS)[number][0];

export const isTab = (name: string | null): name is Tab => TABS.some(([each]) => each === name);

export const tabOfFault = (path: string): Tab | undefined =>
  TABS.find(([, , keys]) => keys.some((key) => path.startsWith(key)))?.[0];

export function drawTabs(current: Tab, faults: readonly Fault[], pick: (tab: Tab, byKey: boolean) => void) {
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = step && TABS.at((TABS.findIndex(([name]) => name === current) + step) % TABS.length);
    if (!next) return;
    event.preventDefault();
    pick(next[0], true);
  };
  return html`<div class="segments" role="tablist" aria-label="Settings" @keydown=${onKey}>
    ${TABS.map(
      ([name, label, keys]) => html`<button
        role="tab"
        id="tab-${name}"
        aria-controls="panel"
        aria-selected=${name === current}
        tabindex=${name === current ? 0 : -1}
        @click=${() => pick(name, false)}
      >
        ${label}${drawErrors(faults.filter(({ path }) => keys.some((key) => path.startsWith(key))).length)}
      </button>`,
    )}
  </div>`;
}

const drawErrors = (count: number) =>
  count > 0 ? html` <span class="dot">${count === 1 ? '1 error' : `${count} errors`}</span>` : nothing;
