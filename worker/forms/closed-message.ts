import type { RichText } from '../protocol/wire.ts';
import type { FormConfig } from './configuration/config.ts';
import { getMessages, localise } from './language/messages.ts';
import { hasLinks, toWords } from './language/rich-text.ts';
import { languageOf } from './language/text-language.ts';

export interface ClosedMessage {
  /** The words alone. */
  words: string;
  /** The words with their links, where there are any. */
  text: RichText[] | undefined;
  /** The language of the text, where it is not the form's. */
  lang: string | undefined;
}

/** What visitors read once the campaign has ended. */
export function readClosedMessage({ closedMessage, locale: own }: FormConfig, locale: string): ClosedMessage {
  const text = [localise(closedMessage, locale) ?? ''].flat();
  return {
    words: toWords(text) || getMessages(locale).closed,
    text: hasLinks(text) ? text : undefined,
    lang: languageOf(closedMessage, locale, own),
  };
}
