/** Texts with links. The links are data, so that no HTML is parsed. */
import type { RichText } from '../../protocol/wire.ts';

/** Only the text. */
export const toWords = (text: RichText[]): string =>
  text.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('');

export const hasLinks = (text: RichText[] | undefined): boolean =>
  text?.some((piece) => typeof piece !== 'string') ?? false;
