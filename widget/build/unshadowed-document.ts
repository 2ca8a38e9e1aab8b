/**
 * Has every read of a property of `document` go through its prototype. Markup shadows the document's own properties: with
 * `<img name="URL">` in the page, `document.URL` is that image. Applies to the libraries that are built in, too.
 */
import type { Plugin } from 'vite';

/** Only documents have these members. A variable's name says nothing: libraries keep the document in one of their own. */
const MAKERS = /([\w$]+|\([^()]*\))\.(createElement(?=\(["'`])|createTreeWalker|createComment|importNode)\(/g;
// Three dots before it spread it; one makes it a property of something else.
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
