/** Constructed style sheets: a page's `style-src` does not apply to them. */

/** One for each text, shared by all forms. */
const sheets: Record<string, CSSStyleSheet> = {};

/** Adds the rules to a root, once. */
export function addSheet(root: Node, css: string): void {
  if (!sheets[css]) {
    sheets[css] = new CSSStyleSheet();
    sheets[css].replaceSync(css);
  }
  const adopted = root instanceof ShadowRoot ? root.adoptedStyleSheets : document.adoptedStyleSheets;
  if (!adopted.includes(sheets[css])) adopted.push(sheets[css]);
}
