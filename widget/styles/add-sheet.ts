/** Constructed style sheets, to which a page's `style-src` does not apply. */
import { type CSSResult, unsafeCSS } from 'lit';

/** One for each text, shared by all forms. */
const sheets: Record<string, CSSResult> = {};

/** Adds the rules to a root, once. */
export function addSheet(root: Node, css: string): void {
  const place = root instanceof ShadowRoot ? root : document;
  sheets[css] ??= unsafeCSS(css);
  const { styleSheet } = sheets[css];
  const adopted = place.adoptedStyleSheets;
  if (styleSheet) {
    // The list is frozen in Chrome before 99.
    if (!adopted.includes(styleSheet)) place.adoptedStyleSheets = [...adopted, styleSheet];
    return;
  }
  // Safari before 16.4. Lit adds the form's own sheet in the same way.
  const style = document.createElement('style');
  style.textContent = css;
  (root instanceof ShadowRoot ? root : document.head).append(style);
}
