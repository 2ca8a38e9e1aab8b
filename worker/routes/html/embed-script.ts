/**
 * Tells the embedding page how high the form is, so that its iframe never scrolls. Heights are no secret, so any page
 * may read them.
 */
export const EMBED_SCRIPT = `
new ResizeObserver(() => {
  parent.postMessage({ type: 'lead-form-height', height: Math.ceil(document.documentElement.getBoundingClientRect().height) }, '*');
}).observe(document.documentElement);
`;
