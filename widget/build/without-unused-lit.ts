/**
 * Removes Lit code that the widget does not use: more than 900 bytes of the core. Lit's classes refer to all of it, so
 * no bundler can remove it. The patterns match the version in the lock file, and the build fails if another version
 * differs.
 */
import type { Plugin } from 'vite';

type Cut = [what: string, pattern: RegExp, replacement: string];

/** By the end of a file's path. */
const CUTS: Record<string, Cut[]> = {
  'reactive-element/css-tag.js': [
    [
      'a check that no other code makes a style sheet',
      /if\((this\._\$cssResult\$=!0),.{1,5}\)throw Error\("CSS.*?"\);/,
      '$1;',
    ],
    ['a polyfill of shadow roots', /\(void 0===\w\.ShadyCSS\|\|\w\.ShadyCSS\.nativeShadow\)&&/, ''],
    [
      'sheets that a template’s text finds again',
      /(get styleSheet\(\)\{).*?if\((\w)&&void 0===.*?return \w\}(?=toString)/,
      '$1if($2&&!this.o)(this.o=new CSSStyleSheet).replaceSync(this.cssText);return this.o}',
    ],
  ],
  'reactive-element/reactive-element.js': [
    ['decorators', /Symbol\.metadata\?\?=Symbol\("metadata"\),\w\.litPropertyMetadata\?\?=new WeakMap;/, ''],
    [
      'properties by decorators',
      /const (\w)=this\[Symbol\.metadata\];if\(null!==\1\)\{.*?elementProperties\.set\(.*?\)\}/,
      '',
    ],
    ['initializers by decorators', /static addInitializer\(\w\)\{.*?\}(?=static)/, ''],
    ['their inheritance', /,void 0!==(\w)\.l&&\(this\.l=\[\.\.\.\1\.l\]\)/, ''],
    ['their calls', /,this\.constructor\.l\?\.forEach\(\w=>\w\(this\)\)/, ''],
    ['objects as attributes', /case Object:case Array:(\w)=null==\1\?\1:JSON\.stringify\(\1\)/, ''],
    ['numbers and objects from attributes', /case Number:.*?JSON\.parse\(.*?\}catch\(\w\)\{.*?\}/, ''],
    ['converters to attributes', /\(void 0!==(\w)\.converter\?\.toAttribute\?\1\.converter:(\w)\)/, '$2'],
    ['converters from attributes', /"function"==typeof (\w)\.converter\?.*?\.fromAttribute\?\1\.converter:(\w)/, '$2'],
    ['lists of style sheets', /(static finalizeStyles\((\w)\)\{).*?(\}static)/, '$1return[$2]$3'],
  ],
  'lit-html/lit-html.js': [
    ['an error’s text', /"invalid template strings array"/, ''],
    ['templates of SVG and MathML', /2===\w\?"<svg>":3===\w\?"<math>":""/, '""'],
    ['their ends', /2===\w\?"<\/svg>":3===\w\?"<\/math>":""/, '""'],
    [
      'their unwrapping',
      /,2===(\w)\|\|3===\1\)\{const (\w)=this\.el\.content\.firstChild;\2\.replaceWith\(.*?\)\}/,
      ');',
    ],
    [
      'directives',
      /function (\w)\(\w,(\w),\w=\w,\w\)\{if\(\2===\w\)return \2;let .*?\.values\),\w,\w\)\),\2\}/,
      'function $1(t,$2){return $2}',
    ],
    [
      'directives on an element',
      /else \w\.startsWith\(\w\)&&\(\w\.push\(\{type:6,index:\w\}\),\w\.removeAttribute\(\w\)\);/,
      '',
    ],
    ['their parts', /:6===\w\.type&&\(\w=new \w\(\w,this,\w\)\)/, ':0'],
    ['links to the parts around', /get _\$AU\(\)\{.*?\}/g, ''],
    ['links to the parts within', /,this\._\$AN=void 0/g, ''],
    ['where a template stands', /get parentNode\(\)\{return this\._\$AM\.parentNode\}/, ''],
    ['where a part stands', /get parentNode\(\)\{let .*?,\w\}get startNode\(\)\{.*?\}get endNode\(\)\{.*?\}/, ''],
    ['the name of an element', /get tagName\(\)\{.*?\}/, ''],
    ['whether a part is in the page', /,this\._\$Cv=\w\?\.isConnected\?\?!0/, ''],
    ['leaving the page', /setConnected\(\w\)\{.*?\)\}(?=\}class)/, ''],
    ['the end of a part', /this\._\$AP\?\.\(!1,!0,\w\)/, ''],
    ['compiled templates', /"number"==typeof \w\?(this\._\$AC\(\w\)):\(void 0===.*?,\w\)(?=;if)/, '$1'],
    ['texts in `<style>` and the like', /if\(\w\.test\(\w\.tagName\)\)\{.*?\}\}(?=\}else if\(8===)/, ''],
    [
      'options of listeners',
      /\|\|(\w)\.capture!==(\w)\.capture\|\|\1\.once!==\2\.once\|\|\1\.passive!==\2\.passive/,
      '',
    ],
    ['listeners that are objects', /"function"==typeof (this\._\$AH)\?(.*?):\1\.handleEvent\(\w\)/, '$2'],
  ],
  'lit-element/lit-element.js': [
    ['parts that hear of the page', /connectedCallback\(\)\{.*?disconnectedCallback\(\)\{.*?\}(?=render)/, ''],
    [
      'whether the element is in the page',
      /this\.hasUpdated\|\|\(this\.renderOptions\.isConnected=this\.isConnected\),/,
      '',
    ],
  ],
};

/**
 * Hooks for polyfills and hydration, and the lists with which the development build detects several versions on a page.
 */
const HOOKS = /(?<![\w$])[\w$]+\.(lit\w+|reactive\w+)(PolyfillSupport|HydrateSupport)\b/g;
const VERSIONS = /\([\w$]+\.(lit|reactive)\w+Versions\s*\?\?=\s*\[\]\)\.push\([^)]*\)/g;

export const withoutUnusedLit: Plugin = {
  name: 'without-unused-lit',
  transform(source, id) {
    if (!/node_modules\/(lit|@lit)/.test(id)) return null;
    let code = source.replace(HOOKS, '(void 0)').replace(VERSIONS, '0');
    for (const [what, pattern, replacement] of Object.entries(CUTS).find(([file]) => id.endsWith(file))?.[1] ?? []) {
      if (!pattern.test(code)) this.error(`${id} differs: nothing fits the pattern for "${what}"`);
      code = code.replace(pattern, replacement);
    }
    return { code, map: null };
  },
};
