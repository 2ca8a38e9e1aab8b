/**
 * Takes out what Lit has for others: hooks for its polyfills and hydration, and the lists by which its development build
 * finds several versions on a page.
 */
import type { Plugin } from 'vite';

const HOOKS = /(?<![\w$])[\w$]+\.(lit\w+|reactive\w+)(PolyfillSupport|HydrateSupport)\b/g;
const VERSIONS = /\([\w$]+\.(lit|reactive)\w+Versions\s*\?\?=\s*\[\]\)\.push\([^)]*\)/g;

export const withoutLitHooks: Plugin = {
  name: 'without-lit-hooks',
  transform: (code, id) =>
    /node_modules\/(lit|@lit)/.test(id)
      ? { code: code.replace(HOOKS, '(void 0)').replace(VERSIONS, '0'), map: null }
      : null,
};
