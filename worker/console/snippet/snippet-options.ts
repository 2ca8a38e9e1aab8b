/** The options of a snippet, and how each is written. */
import { html, nothing } from 'lit';
import { selectControl, textControl, tickControl } from '../editor/fields/control.ts';
import { languageName } from '../editor/names.ts';

/** Blank: the form's own, or the page's. */
export interface SnippetOptions {
  theme: string;
  /** A colour, as `#1d4ed8`. */
  accent: string;
  locale: string;
  channel: string;
  storage: string;
  analytics: string;
}
export type OptionName = keyof SnippetOptions;

export const NO_OPTIONS: SnippetOptions = {
  theme: '',
  accent: '',
  locale: '',
  channel: '',
  storage: '',
  analytics: '',
};

/** The set options, as attributes of the element. */
export const toAttributes = (options: SnippetOptions, names: readonly OptionName[]): [string, string][] =>
  names.flatMap((name): [string, string][] => (options[name] ? [[name, options[name]]] : []));

/** The same in the hosted page's address. */
export const toQuery = (options: SnippetOptions, names: readonly OptionName[]): string =>
  ['embed', ...toAttributes(options, names).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)].join('&');

/** The page's values for hidden fields, by name. Blank ones are left out. */
export const toValueAttributes = (values: Record<string, string>): [string, string][] =>
  Object.entries(values).flatMap(([name, value]): [string, string][] => (value ? [[`value-${name}`, value]] : []));

export function drawValues(
  names: readonly string[],
  values: Record<string, string>,
  change: (values: Record<string, string>) => void,
) {
  if (names.length === 0) return nothing;
  return html`<fieldset class="options">
    <legend>Values for hidden fields</legend>
    ${names.map((name) =>
      textControl({
        id: `value-${name}`,
        label: name,
        value: values[name] ?? '',
        onInput: (value) => change({ ...values, [name]: value.trim() }),
      }),
    )}
  </fieldset>`;
}

interface Controls {
  options: SnippetOptions;
  names: readonly OptionName[];
  /** Languages that the form has texts in. */
  locales: readonly string[];
  change: (options: SnippetOptions) => void;
}

export function drawOptions({ options, names, locales, change }: Controls) {
  const set = (name: OptionName) => (value: string) => change({ ...options, [name]: value });
  const controls: Record<OptionName, () => unknown> = {
    theme: () =>
      selectControl({
        id: 'option-theme',
        label: 'Theme',
        value: options.theme,
        choices: [
          ['', 'Same as the page'],
          ['light', 'Light'],
          ['dark', 'Dark'],
        ],
        onInput: set('theme'),
      }),
    accent: () =>
      textControl({
        id: 'option-accent',
        label: 'Accent colour',
        value: options.accent,
        placeholder: '#1d4ed8',
        onInput: (value) => set('accent')(/^#[0-9a-f]{6}$/i.test(value.trim()) ? value.trim() : ''),
      }),
    locale: () =>
      selectControl({
        id: 'option-locale',
        label: 'Language',
        value: options.locale,
        choices: [['', 'Same as the page'], ...locales.map((locale) => [locale, languageName(locale)] as const)],
        onInput: set('locale'),
      }),
    channel: () =>
      textControl({
        id: 'option-channel',
        label: 'Channel',
        value: options.channel,
        placeholder: 'From the visit',
        onInput: (value) => set('channel')(value.trim()),
      }),
    storage: () =>
      tickControl('option-storage', 'Remember the first visit', options.storage === 'on', (isOn) =>
        set('storage')(isOn ? 'on' : ''),
      ),
    analytics: () =>
      tickControl('option-analytics', 'Push events to the data layer', options.analytics !== '', (isOn) =>
        set('analytics')(isOn ? 'datalayer' : ''),
      ),
  };
  return html`<fieldset class="options">
    <legend>Options</legend>
    ${names.length > 0 ? names.map((name) => controls[name]()) : nothing}
  </fieldset>`;
}
