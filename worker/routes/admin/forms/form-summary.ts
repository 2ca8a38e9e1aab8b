import { type FormConfig, parseFormConfig } from '../../../forms/configuration/config.ts';
import { findLocales } from '../../../forms/language/form-locales.ts';
import { toLanguage } from '../../../forms/language/locale.ts';

/** A form's entry in lists. It is stored as KV metadata, so that a list is one read per thousand forms. */
export interface FormSummary {
  enterprise: string;
  campaignId: number;
  formId: number;
  /** As a URI component, because metadata travels in a header, where only ASCII is safe. */
  title?: string | undefined;
  /** How many sites may show it. Summaries from before 0.2 lack it. */
  pages?: number | undefined;
  /** The languages of its texts. Summaries that were saved before 0.2 lack them. */
  languages?: string[] | undefined;
  /** The form that replaces it once its campaign has ended. */
  closedForm?: string | undefined;
}

/** KV's metadata is limited to 1,024 bytes. */
const TITLE_MAX = 70;
/** A character other than a Latin letter takes up to 12 bytes as a URI component. */
const TITLE_MAX_BYTES = 630;
const LANGUAGES_MAX = 12;

export function toSummary(config: FormConfig): FormSummary {
  const { enterprise, campaignId, formId, title, origins, closedForm } = config;
  const text = typeof title === 'string' ? title : Object.values(title ?? {})[0];
  const languages = [...new Set(findLocales(config).map(toLanguage))].slice(0, LANGUAGES_MAX);
  return {
    enterprise,
    campaignId,
    formId,
    title: text ? shorten(text) : undefined,
    pages: origins.length,
    languages: languages.length > 0 ? languages : undefined,
    closedForm,
  };
}

function shorten(title: string): string {
  let encoded = '';
  for (const character of [...title.toWellFormed()].slice(0, TITLE_MAX)) {
    const longer = encoded + encodeURIComponent(character);
    if (longer.length > TITLE_MAX_BYTES) break;
    encoded = longer;
  }
  return encoded;
}

/** @returns null if the document is not a configuration. */
export function summarise(document: string | null): FormSummary | null {
  try {
    const parsed = parseFormConfig(JSON.parse(document ?? ''));
    return parsed.ok ? toSummary(parsed.value) : null;
  } catch {
    return null;
  }
}

export const readTitle = ({ title }: FormSummary): string | undefined =>
  title ? decodeURIComponent(title) : undefined;
