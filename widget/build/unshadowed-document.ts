/**
 * Makes every read of a property of `document` use its prototype, because markup shadows the document's own properties:
 * with `<img name="URL">` in the page, `document.URL` is that image. This includes bundled libraries.
 */
import type { Plugin } from 'vite';

/**
 * Only documents have these members. The variable's name does not matter, because libraries store the document in their
 * own.
 */
const MAKERS = /([\w$]+|\([^()]*\))\.(createElement(?=\(["'`])|createTreeWalker|createComment|importNode)\(/g;
// After one dot it is a property of something else, after three dots it is spread.
const CALL = /(?<![\w$]|[^.]\.)document\.([a-zA-Z]+)\(/g;
const READ = /(?<![\w$]|[^.]\.)document\.([a-zA-Z]+)/g;

export const unshadowedDocument: Plugin = {
  name: 'unshadowed-document',
  transform: (code) => ({
    code: code
      .replace(MAKERS, 'Document.prototype.$2.call($1,')
      .replace(CALL, 'Document.prototype.$1.call(document,')
      .replace(READ, 'Reflect.get(Document.prototype,"$1",document)'),
    map: null,
  }),
};
