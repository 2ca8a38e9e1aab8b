import { html } from 'lit';
import type { Drawn } from './field-kind.ts';

/** A text that says in which language it is, where that is not the form's (WCAG 3.1.2). `<bdi>` finds its direction. */
export const inLanguage = (lang: string | undefined, text: Drawn): Drawn =>
  lang ? html`<bdi lang=${lang}>${text}</bdi>` : text;
