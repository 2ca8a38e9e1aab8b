/** Describes the differences between two configurations in sentences. Pure. */
import { isMap } from '../../forms/language/form-locales.ts';
import type { RichText } from '../../protocol/wire.ts';
import type { WebhookTarget } from '../../webhooks/target.ts';
import type { Document } from '../document.ts';
import { type Field, fieldsOf } from './draft.ts';
import { FIELD_SETTINGS, kindName, languageName, receiverName, SOURCES } from './names.ts';
import { formatPlain } from './texts.ts';

export interface Sentence {
  what: string;
  /** Undefined: it is new. */
  before?: string | undefined;
  /** Undefined: it is removed. */
  after?: string | undefined;
  /** The language of both sides if they are texts of the form. */
  lang?: string;
}

export const SETTINGS: Record<string, string> = {
  enterprise: 'Account',
  campaignId: 'Campaign',
  formId: 'Convertr’s form',
  title: 'Heading',
  submitLabel: 'Button',
  closedMessage: 'Message when the campaign has ended',
  closedForm: 'Form shown when the campaign has ended',
  steps: 'Headings of the steps',
  locale: 'Language of the form',
  origins: 'Allowed sites',
  touch: 'Visit that decides the channel',
  phone: 'Format of phone numbers',
  phoneCountryCode: 'Format of country codes',
  onUnknown: 'When Convertr gives no clear answer',
  minGapSeconds: 'Minimum seconds between two leads',
  turnstile: 'Turnstile site key',
  qualityQuestions: 'Questions about answers that Convertr may reject',
  webhooks: 'Webhooks',
  $schema: 'Schema for editors',
};
/** A field's inferred settings. */
export type Inferred = (name: string) => { label: string; required: boolean } | undefined;

export function describeChanges(before: Document, after: Document, inferred: Inferred): Sentence[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const plain = keys.filter((key) => !['fields', 'success', 'channels'].includes(key));
  const [thanks, said] = [before.success, after.success] as (Record<string, unknown> | undefined)[];
  const [links, chosen] = [before.channels, after.channels] as (Record<string, unknown> | undefined)[];
  const channels = [...new Set([...Object.keys(links ?? {}), ...Object.keys(chosen ?? {})])];
  return [
    ...plain.flatMap((key) => compare(SETTINGS[key] ?? key, before[key], after[key])),
    ...compare('Thank-you message', thanks?.message, said?.message),
    ...compare('Page after submitting', thanks?.redirect, said?.redirect),
    ...channels.flatMap((name) => compare(`Link of ${name}`, links?.[name], chosen?.[name])),
    ...describeFields(fieldsOf(before), fieldsOf(after), inferred),
  ];
}

function describeFields(before: Field[], after: Field[], inferred: Inferred): Sentence[] {
  const nameOf = (field: Field) => toWords(field.label ?? field.text) ?? inferred(field.name)?.label ?? field.name;
  const old = new Map(before.map((field) => [field.name, field]));
  const next = new Set(after.map(({ name }) => name));
  const removed = before.filter(({ name }) => !next.has(name));
  const added = after.filter(({ name }) => !old.has(name));
  const kept = after.filter(({ name }) => old.has(name));
  const order = (fields: Field[]) => fields.map(nameOf).join(', ');
  const oldOrder = before.filter(({ name }) => next.has(name));
  const isMoved = oldOrder.some(({ name }, index) => name !== kept[index]?.name);
  return [
    ...removed.map((field) => ({ what: 'Field', before: nameOf(field) })),
    ...added.flatMap((field) => describeNew(field, nameOf(field))),
    ...kept.flatMap((field) =>
      describeField(old.get(field.name) ?? field, field, nameOf(old.get(field.name) ?? field), inferred),
    ),
    ...(isMoved ? [{ what: 'Order of fields', before: order(oldOrder), after: order(kept) }] : []),
  ];
}

/** A field that only has a name follows Convertr's list, and gets one line. */
function describeNew(field: Field, name: string): Sentence[] {
  const what = field.type === 'consent' ? 'New consent' : 'New field';
  const required = field.required === undefined ? '' : field.required ? ' (required)' : ' (optional)';
  return [{ what, after: `${name}${required}` }];
}

function describeField(before: Field, after: Field, name: string, inferred: Inferred): Sentence[] {
  const known = inferred(after.name);
  const [old, next] = [before as Record<string, unknown>, after as Record<string, unknown>];
  const keys = [...new Set([...Object.keys(old), ...Object.keys(next)])];
  return keys.flatMap((key) => {
    if (key === 'required') {
      const say = (value: unknown) => ((value ?? known?.required) ? 'required' : 'optional');
      return old[key] === next[key] ? [] : [{ what: name, before: say(old[key]), after: say(next[key]) }];
    }
    if (key === 'hide') {
      const say = (value: unknown) => (value ? 'hidden' : 'shown');
      return old[key] === next[key] ? [] : [{ what: name, before: say(old[key]), after: say(next[key]) }];
    }
    // A missing label is the inferred one.
    const was = key === 'label' ? (old[key] ?? known?.label) : old[key];
    return compare(`${FIELD_SETTINGS[key] ?? key} of ${name}`, was, next[key], key);
  });
}

/** One sentence, or one for each language that changed. */
function compare(what: string, before: unknown, after: unknown, key = ''): Sentence[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (key !== 'showIf' && key !== 'fields' && (isMap(before as never) || isMap(after as never))) {
    const [old, next] = [toMap(before, after), toMap(after, before)];
    const locales = [...new Set([...Object.keys(old), ...Object.keys(next)])];
    return locales.flatMap((lang) =>
      compare(`${what} (${languageName(lang)})`, old[lang], next[lang], key).map((each) => ({ ...each, lang })),
    );
  }
  return [{ what, before: toWords(before, key), after: toWords(after, key) }];
}

/** A plain text belongs to the language with the same text on the other side, or else to the first. */
function toMap(value: unknown, other: unknown): Record<string, unknown> {
  if (isMap(value as never)) return value as Record<string, unknown>;
  if (value === undefined) return {};
  const entries = Object.entries(other as Record<string, unknown>);
  const [home = 'en'] = entries.find(([, text]) => JSON.stringify(text) === JSON.stringify(value)) ?? entries[0] ?? [];
  return { [home]: value };
}

/** A source with a custom name has a colon before it. */
function toSource(from: string): string {
  const known = SOURCES.find(([source]) => source === from)?.[1];
  const [prefix = '', name] = from.split(/(?<=:)/);
  const named = SOURCES.find(([source]) => name && source === prefix)?.[1];
  return known ?? (named ? `${named}: ${name}` : from);
}

function toWords(value: unknown, key = ''): string | undefined {
  if (value === undefined || value === '') return undefined;
  if (key === 'type') return kindName(String(value));
  if (key === 'from') return toSource(String(value));
  if (key === 'showIf') {
    const { field, is } = value as { field: string; is: string | string[] };
    return `${field} is ${[is].flat().join(' or ')}`;
  }
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'object' || value === null) return String(value);
  if (!Array.isArray(value)) return toWords(Object.values(value)[0]);
  return isRichText(value) ? formatPlain(value) : value.map(toItem).join(', ');
}

const isRichText = (list: unknown[]): list is RichText[] =>
  list.some((item) => typeof item === 'object' && item !== null && 'href' in item);

const toItem = (item: unknown): string => {
  if (typeof item !== 'object' || item === null) return String(item);
  if ('url' in item) return receiverName(item as WebhookTarget);
  const { value, label } = item as { value?: unknown; label?: unknown };
  return value === undefined ? (toWords(item) ?? '') : `${value}${label === undefined ? '' : ` (${toWords(label)})`}`;
};
