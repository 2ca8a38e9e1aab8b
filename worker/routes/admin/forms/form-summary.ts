import { type FormConfig, parseFormConfig } from '../../../forms/configuration/config.ts';
import { findLocales } from '../../../forms/language/form-locales.ts';

/** What a list shows of a form. It is KV's metadata, so that a list is one read per thousand forms. */
export interface FormSummary {
  enterprise: string;
  campaignId: number;
  formId: number;
  /** As a URI component, because metadata travels in a header, where only ASCII is safe. */
  title?: string | undefined;
  /** How many sites may show it. Summaries that were saved before 0.2 lack it. */
  pages?: number | undefined;
  /** The languages that its texts name. Summaries that were saved before 0.2 lack them. */
  locales?: string[] | undefined;
}

/** KV's metadata is limited to 1,024 bytes. */
const TITLE_MAX = 70;
const LOCALES_MAX = 12;

export function toSummary(config: FormConfig): FormSummary {
  const { enterprise, campaignId, formId, title, origins } = config;
  const text = typeof title === 'string' ? title : Object.values(title ?? {})[0];
  const locales = findLocales(config).slice(0, LOCALES_MAX);
  const short = text && [...text.toWellFormed()].slice(0, TITLE_MAX).join('');
  return {
    enterprise,
    campaignId,
    formId,
    title: short ? encodeURIComponent(short) : undefined,
    pages: origins.length,
    locales: locales.length > 0 ? locales : undefined,
  };
}

/** @returns null when the document is no configuration. */
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
