import { LANGUAGES } from './messages.ts';

const RIGHT_TO_LEFT: readonly string[] = ['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi'];
const HEADER_MAX_LENGTH = 500;

/**
 * The locale to answer in: what the page asks for, else the form's own, else the browser's first language that the
 * form speaks, else English. Regional tags are kept (`pt-BR`); malformed ones don't count.
 */
export function negotiateLocale({
  asked,
  form,
  acceptLanguage,
}: {
  asked?: string;
  form?: string;
  acceptLanguage?: string;
}): string {
  return canonical(asked) ?? canonical(form) ?? fromHeader(acceptLanguage) ?? 'en';
}

function canonical(tag: string | undefined): string | undefined {
  try {
    return tag ? Intl.getCanonicalLocales(tag.trim().replaceAll('_', '-'))[0] : undefined;
  } catch {
    return undefined;
  }
}

/** RFC 9110, 12.5.4. */
function fromHeader(header: string | undefined): string | undefined {
  const ranges = (header ?? '')
    .slice(0, HEADER_MAX_LENGTH)
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.split(';').map((part) => part.trim());
      const quality = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1);
      return { tag: canonical(tag), quality };
    })
    .filter(({ tag, quality }) => quality > 0 && tag !== undefined && LANGUAGES.includes(tag.split('-')[0] ?? ''))
    .sort((a, b) => b.quality - a.quality);
  return ranges[0]?.tag;
}

export function directionOf(locale: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.includes(locale.split('-')[0]?.toLowerCase() ?? '') ? 'rtl' : 'ltr';
}
