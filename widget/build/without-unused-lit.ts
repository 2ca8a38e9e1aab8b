/**
 * Removes Lit code that the widget does not use: 1,600 bytes of the core, which a slow connection brings eight
 * milliseconds sooner. Lit's classes refer to all of it, so no bundler can remove it. The patterns match the version in
 * the lock file, and the build fails if another version differs.
 *
 * So a template of the widget has at most one expression in an attribute, no `/>` right after one, and none in a
 * comment, a tag's name, or an element such as `<style>`. It uses no directives, and its lists are arrays.
 */
import type { Plugin } from 'vite';

type Cut = [what: string, pattern: RegExp, replacement: string];

/** By the end of a file's path. */
const CUTS: Record<string, Cut[]> = {
  'reactive-element/css-tag.js': [
    [
      'a check that no other code makes a style sheet',
      /if\(this\._\$cssResult\$=!0,.{1,5}\)throw Error\("CSS.*?"\);/,
      '',
    ],
    ['the parts of a template’s text', /(this\.cssText=\w),this\.t=\w/, '$1'],
    ['style sheets from other values', /"string"==typeof (\w)\?\1:\1\+""/, '$1'],
    ['a polyfill of shadow roots', /\(void 0===\w\.ShadyCSS\|\|\w\.ShadyCSS\.nativeShadow\)&&/, ''],
    [
      'sheets that a template’s text finds again',
      /(get styleSheet\(\)\{).*?if\((\w)&&void 0===.*?return \w\}(?=toString)/,
      '$1if($2&&!this.o)(this.o=new CSSStyleSheet).replaceSync(this.cssText);return this.o}',
    ],
    ['style sheets as text', /toString\(\)\{return this\.cssText\}/, ''],
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
    ['an empty text for attributes that is trusted', /\w\?\w\.emptyScript:""/, '""'],
    ['comparisons of a property’s own', /\(\w\.hasChanged\?\?(\w)\)\(/, '$1('],
    ['symbols as properties', /\[\.\.\.(\w\(\w\)),\.\.\.\w\(\w\)\]/, '$1'],
    [
      'accessors that a class has itself',
      /this\.prototype\.hasOwnProperty\((\w)\)&&\(\((\w)=Object\.create\(\2\)\)\.wrapped=!0\),/,
      '',
    ],
    [
      'properties without accessors',
      /,!\w\.noAccessor\)\{const (\w)=Symbol\(\),(\w)=(.*?);void 0!==\2&&(.*?)\}\}/,
      ',!0){const $1=Symbol(),$2=$3;$4}}',
    ],
    [
      'their calls by later accessors',
      /(static getPropertyDescriptor\(\w,(\w),\w\)\{)const\{get:(\w),set:(\w)\}=.*?;return\{get:\3,set\((\w)\)\{const (\w)=\3\?\.call\(this\);\4\?\.call\(this,\5\),/,
      '$1return{get(){return this[$2]},set(value){const $6=this[$2];this[$2]=value,',
    ],
    [
      'their first values',
      /const (\w)=this\.constructor\.elementProperties;if\(\1\.size>0\)for\(const\[\w,\w\]of \1\)\{.*?\}(?=\}let)/,
      '',
    ],
    ['their defaults', /,!0!==\w\|\|void 0!==\w\)/, ',!0)'],
    [
      'updates that are skipped',
      /let (\w)=!1;(const .*?;try\{)\1=.*?,\1\?\((.*?)\):.*?\}catch\((\w)\)\{throw \1=!1,(.*?)\}\1&&/,
      '$2$3}catch($4){throw $5}',
    ],
    ['what decides to skip them', /shouldUpdate\(\w\)\{return!0\}/, ''],
    [
      'calls after updates',
      /this\.hasUpdated\|\|\((this\.hasUpdated=!0),this\.firstUpdated\(\w\)\),this\.updated\(\w\)/,
      '$1',
    ],
    ['what they call', /updated\(\w\)\{\}firstUpdated\(\w\)\{\}/, ''],
    [
      'updates that wait',
      /const (\w)=(this\.)scheduleUpdate\(\);return null!=\1&&await \1,(.*?)scheduleUpdate\(\)\{return this\.performUpdate\(\)\}/,
      'return $2performUpdate(),$3',
    ],
    ['who waits for more', /this\.getUpdateComplete\(\)\}getUpdateComplete\(\)\{return /, ''],
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
    ['comments and dynamic closing tags', /"!--"===(\w)\[1\]\?\w=\w:void 0!==\1\[1\]\?\w=\w:/, ''],
    ['their ends', /:(\w)===\w\|\|\1===\w\?\1=(\w):\(\1=(\w),\w=void 0\)/, ':($1=$3)'],
    ['texts in `<style>` and the like', /\(\w\.test\(\w\[2\]\)&&\(\w=RegExp\("<\/"\+\w\[2\],"g"\)\),(\w=\w)\)/, '$1'],
    ['their ends', /(\w=)\w\?\?(\w,\w=-1)/, '$1$2'],
    ['tags that end after an expression', /\w===\w&&\w\[\w\+1\]\.startsWith\("\/>"\)\?" ":""/, '""'],
    ['expressions in comments', /else\{let (\w)=-1;for\(;-1!==.*?\.length-1\}(?=\w\+\+)/, ''],
    ['several expressions in an attribute', /(\w)\.length>2\|\|""!==\1\[0\]\|\|""!==\1\[1\]\?\(.*?\):/, ''],
    ['their texts', /=(\w)\.getAttribute\((\w)\)\.split\(\w\),(.*?)strings:\w,/, '=0,$3'],
    ['their values', /\(void 0!==(\w)\.strings\?\(.*?-2\):(\1\._\$AI\(\w\[\w\]\))\)/, '$2'],
    [
      'their updates',
      /const \w=this\.strings;let (\w)=!1;if\(void 0===\w\)(.*?);else\{.*?\}\1&&!\w&&(this\.j\(\w\))/,
      'let $1=!1;$2;$1&&$3',
    ],
    [
      'iterables that are no lists',
      /(\w=)\w=>\w\(\w\)\|\|"function"==typeof \w\?\.\[Symbol\.iterator\]/,
      '$1Array.isArray',
    ],
    ['documents of their own', /\(\w\?\.creationScope\?\?(\w)\)\.importNode/, '$1.importNode'],
    ['kinds of attributes', /constructor\(\)\{super\(\.\.\.arguments\),this\.type=\d\}/g, ''],
    ['the kind of listeners', /constructor\((.{9})\)\{super\(\1\),this\.type=5\}/, ''],
    ['kinds of parts', /this\.type=[12],/g, ''],
    ['directives', /(\w)=\w\(this,\1,\w(,0)?\),/g, ''],
    ['directives as listeners', /\((\w)=\w\(this,\1,\w,0\)\?\?(\w)\)/, '($1??=$2)'],
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
    ['expressions in them', /if\(\w\.test\(\w\.tagName\)\)\{.*?\}\}(?=\}else if\(8===)/, ''],
    [
      'options of listeners',
      /\|\|(\w)\.capture!==(\w)\.capture\|\|\1\.once!==\2\.once\|\|\1\.passive!==\2\.passive/,
      '',
    ],
    ['listeners that are objects', /"function"==typeof (this\._\$AH)\?(.*?):\1\.handleEvent\(\w\)/, '$2'],
  ],
  'lit-element/lit-element.js': [
    ['nodes that were in the shadow root before', /createRenderRoot\(\)\{.*?\}(?=update)/, ''],
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
