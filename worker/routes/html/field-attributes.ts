/** What all controls of a form share: ids, values, attributes and notes. */
import { html } from 'hono/html';
import { getMessages } from '../../forms/language/messages.ts';
import type { Parameters } from '../../leads/body.ts';
import type { FieldDefinition, FieldProblem } from '../../protocol/wire.ts';
import type { Html } from './page.ts';

/** The context for rendering a field. */
export interface FieldContext {
  parameters: Parameters;
  errors: Record<string, FieldProblem[]>;
  locale: string;
  /** The visitor's ISO 3166 country, if known. */
  country: string | undefined;
}

export const toId = (name: string): string => name.replace(/\W+/g, '-');

export const renderAttributes = (field: FieldDefinition, context: FieldContext): Html =>
  html`id="${toId(field.name)}" name="${field.name}"
  ${renderAttribute('autocomplete', field.autocomplete)} ${field.required ? 'required' : ''}
  ${renderAttribute('aria-invalid', context.errors[field.name] && 'true')}
  ${renderAttribute('aria-describedby', describedBy(field, context))}`;

/** Marks the language of a text that is not in the page's language. `<bdi>` detects its direction. */
export const inLanguage = (lang: string | undefined, text: string | undefined): Html | string =>
  lang ? isolate(lang, text) : (text ?? '');

/** The publisher's own text, which may have another direction than the form's texts. */
export const isolate = (lang: string | undefined, text: unknown): Html =>
  html`<bdi${renderAttribute('lang', lang)}>${text}</bdi>`;

export const renderAttribute = (name: string, value: string | number | undefined): Html | '' =>
  value === undefined || value === '' ? '' : html` ${name}="${value}"`;

export function describedBy({ name, help }: FieldDefinition, { errors }: FieldContext): string | undefined {
  const id = toId(name);
  return [errors[name] && `${id}-error`, help && `${id}-help`].filter(Boolean).join(' ') || undefined;
}

/** The help and the error of a field. */
export function renderNotes({ name, help, helpLang }: FieldDefinition, { errors }: FieldContext): Html {
  const id = toId(name);
  const problem = errors[name]?.[0];
  return html`${help ? html`<p class="quiet" id="${id}-help">${inLanguage(helpLang, help)}</p>` : ''}
  ${problem ? html`<p class="error" id="${id}-error">${problem.message}</p>` : ''}`;
}

export const renderOptional = ({ required }: FieldDefinition, { locale }: FieldContext): Html | '' =>
  required ? '' : html` <span class="quiet">(${getMessages(locale).optional})</span>`;

/** The posted values, or the field's own first value if nothing was posted. */
export const valuesOf = ({ name, value }: FieldDefinition, { parameters }: FieldContext): readonly string[] =>
  parameters.get(name) ?? (value === undefined || parameters.size > 0 ? [] : [value]);

export const firstValueOf = (field: FieldDefinition, context: FieldContext): string =>
  valuesOf(field, context)[0] ?? '';
