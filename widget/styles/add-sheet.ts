/** Constructed style sheets: a page's `style-src` does not apply to them. */

/** One for each text, whatever the number of forms. */
const sheets: Record<string, CSSStyleSheet> = {};

/** Adds the rules to a root, once. */
export function addSheet(root: DocumentOrShadowRoot, css: string): void {
  if (!sheets[css]) {
    sheets[css] = new CSSStyleSheet();
    sheets[css].replaceSync(css);
  }
  if (!root.adoptedStyleSheets.includes(sheets[css])) root.adoptedStyleSheets.push(sheets[css]);
}
