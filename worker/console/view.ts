import { LitElement } from 'lit';

/**
 * Base of the console's elements. They render without a shadow root, so that one style sheet is enough, and labels, ids
 * and headings belong to one document.
 */
export abstract class View<Self> extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /**
   * Changes fields and renders. `Self` is the class itself, because TypeScript has no fields for a polymorphic `this`.
   */
  protected set(change: Partial<Self>): void {
    Object.assign(this, change);
    this.requestUpdate();
  }
}

/** Moves the focus to a heading, because the focused element is about to disappear. */
export function focusHeading(root: ParentNode, selector: string): void {
  const heading = root.querySelector<HTMLElement>(selector);
  heading?.setAttribute('tabindex', '-1');
  heading?.focus();
}

/** A value that is loading, loaded, or failed to load. */
export type Loadable<T> = { status: 'loading' } | { status: 'ready'; value: T } | { status: 'failed'; message: string };
export const LOADING = { status: 'loading' } as const;
