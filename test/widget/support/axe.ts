import type { AxeResults, RunOptions } from 'axe-core';

declare global {
  interface Window {
    axe?: { run(context: Node, options: RunOptions): Promise<AxeResults> };
  }
}

/** Runs axe-core on an element; a violation fails with its rule and markup. */
export async function expectAccessible(element: Element, view: Window = window): Promise<void> {
  if (!view.axe) await addAxe(view.document);
  const results = await view.axe?.run(element, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: {
      region: { enabled: false },
      'page-has-heading-one': { enabled: false },
      'landmark-one-main': { enabled: false },
    },
  });
  const found = results?.violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, any }) => html + any.map(({ message }) => message).join()).join(' | ')}`,
  );
  if (found?.length !== 0) throw new Error(found?.join('\n') ?? 'axe did not run');
}

function addAxe(document: Document): Promise<unknown> {
  const script = document.createElement('script');
  script.src = '/node_modules/axe-core/axe.min.js';
  document.head.append(script);
  return new Promise((resolve) => {
    script.onload = resolve;
  });
}
