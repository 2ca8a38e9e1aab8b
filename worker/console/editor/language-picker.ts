import { html } from 'lit';
import type { Document } from '../document.ts';
import { LANGUAGES, languageName } from './names.ts';
import { countMissing } from './translations.ts';

interface Picker {
  document: Document;
  locale: string;
  /** Languages of the form, the first one first. */
  locales: readonly string[];
  pick: (locale: string) => void;
}

/** The language whose texts are edited. Each language of the form shows how many texts it lacks. */
export function drawLanguagePicker({ document, locale, locales, pick }: Picker) {
  const base = locales[0] ?? 'en';
  const toName = (tag: string): string => {
    const missing = locales.length > 1 && locales.includes(tag) ? countMissing(document, tag, base) : 0;
    return `${languageName(tag)}${missing > 0 ? ` (${missing} missing)` : ''}`;
  };
  return html`<label class="inline">
    Language
    <select @change=${(event: Event) => pick((event.target as HTMLSelectElement).value)}>
      ${[...new Set([...locales, ...LANGUAGES.map(([each]) => each)])].map(
        (tag) => html`<option value=${tag} ?selected=${tag === locale}>${toName(tag)}</option>`,
      )}
    </select>
  </label>`;
}
