/** Schemas for texts: plain, by locale, with links. */
import * as v from 'valibot';
import { PLAIN_HOST } from '../origins.ts';

export const LABEL_MAX = 1000;

/** A text that isn't empty. */
export const filled = (max: number) =>
  v.pipe(
    v.string('Use a text.'),
    v.minLength(1, 'Use a text that is not empty.'),
    v.maxLength(max, `Use at most ${max} characters.`),
  );

/** A BCP 47 tag that `Intl` accepts. */
export const localeSchema = v.pipe(
  v.string('Use a language tag such as "en" or "pt-BR".'),
  v.check((tag) => {
    try {
      return Intl.getCanonicalLocales(tag).length === 1;
    } catch {
      return false;
    }
  }, 'Use a language tag such as "en" or "pt-BR".'),
);

export const TEXT_HINT = 'Use a text, or texts by language: {"en":"…","de":"…"}.';

/** A value by locale. `v.record` alone would accept a list, too. */
export function byLocale<T extends v.GenericSchema>(schema: T) {
  return v.pipe(
    v.custom<Record<string, unknown>>((input) => typeof input === 'object' && input !== null && !Array.isArray(input)),
    v.record(localeSchema, schema),
    v.minEntries(1, TEXT_HINT),
  );
}

/** A text, or texts by locale. */
export const textSchema = v.union([filled(LABEL_MAX), byLocale(filled(LABEL_MAX))], TEXT_HINT);

/** An http(s) address, so that no link can run a script. */
export const httpUrlSchema = v.pipe(
  v.string('Use an http(s) address.'),
  v.maxLength(2000, 'Use at most 2000 characters.'),
  v.check((text) => {
    const url = URL.parse(text);
    return url !== null && /^https?:$/.test(url.protocol) && PLAIN_HOST.test(url.hostname);
  }, 'Use an http(s) address.'),
);

/** A text with links, as data. */
export const richTextSchema = v.array(
  v.union(
    [filled(LABEL_MAX), v.strictObject({ text: filled(LABEL_MAX), href: httpUrlSchema })],
    'Use a text, or {"text":"…","href":"https://…"}.',
  ),
  'Use a list of texts and links.',
);

/** A text that may have links, by locale or one for all. */
export const linkedTextSchema = v.union(
  [textSchema, richTextSchema, byLocale(v.union([filled(LABEL_MAX), richTextSchema]))],
  'Use a text, a list of texts and links, or either by language.',
);

export type Text = v.InferOutput<typeof textSchema>;
