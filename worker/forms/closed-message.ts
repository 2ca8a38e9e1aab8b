import type { RichText } from '../protocol/wire.ts';
import type { FormConfig } from './configuration/config.ts';
import { getMessages, localise } from './language/messages.ts';
import { hasLinks, toWords } from './language/rich-text.ts';
import { languageOf } from './language/text-language.ts';

export interface ClosedMessage {
  /** Only the text. */
  words: string;
  /** The text with its links, if any. */
  text: RichText[] | undefined;
  /** The language of the text, if it is not the form's. */
  lang: string | undefined;
}

/** The message once the campaign has ended. */
export function readClosedMessage({ closedMessage, locale: own }: FormConfig, locale: string): ClosedMessage {
  const text = [localise(closedMessage, locale) ?? ''].flat();
  return {
    words: toWords(text) || getMessages(locale).closed,
    text: hasLinks(text) ? text : undefined,
    lang: languageOf(closedMessage, locale, own),
  };
}
