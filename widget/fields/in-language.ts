import { html } from 'lit';
import type { Drawn } from './field-kind.ts';

/** Marks the language of a text that is not in the form's language (WCAG 3.1.2). `<bdi>` detects its direction. */
export const inLanguage = (lang: string | undefined, text: Drawn): Drawn =>
  lang ? html`<bdi lang=${lang}>${text}</bdi>` : text;
