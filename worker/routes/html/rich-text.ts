import { html } from 'hono/html';
import type { RichText } from '../../protocol/wire.ts';
import type { Html } from './page.ts';

/** A text with its links, which open in a new window, so that nothing that was typed is lost. */
export const renderRichText = (text: readonly RichText[]): (Html | string)[] =>
  text.map((piece) =>
    typeof piece === 'string' ? piece : html`<a href="${piece.href}" target="_blank" rel="noopener">${piece.text}</a>`,
  );
