import { LitElement } from 'lit';

/**
 * A part of the console. It draws into the page itself: one style sheet serves all, and labels, ids and headings
 * belong to one document.
 */
export abstract class View<Self> extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Changes fields and draws. `Self` is the class itself: TypeScript knows no fields of a polymorphic `this`. */
  protected set(change: Partial<Self>): void {
    Object.assign(this, change);
    this.requestUpdate();
  }
}

/** Moves the focus to a heading, for when what has it goes. */
export function focusHeading(root: ParentNode, selector: string): void {
  const heading = root.querySelector<HTMLElement>(selector);
  heading?.setAttribute('tabindex', '-1');
  heading?.focus();
}

/** What is loaded: nothing yet, something, or why not. */
export type Loadable<T> = { status: 'loading' } | { status: 'ready'; value: T } | { status: 'failed'; message: string };
export const LOADING = { status: 'loading' } as const;
