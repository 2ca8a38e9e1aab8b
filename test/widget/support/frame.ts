/** A separate page in a frame, built by the test server. */
import type { LeadForm } from '../../../widget/lead-form.ts';
import { until } from './page.ts';

export interface PageOptions {
  head?: string;
  body: string;
  /** Content-Security-Policy; `{origin}` is the server's. */
  csp?: string;
  /** Of the frame: what it may do. */
  sandbox?: string;
  /** Ends the address. */
  more?: string;
  /** Of the frame, in CSS pixels. */
  width?: number;
}

export interface Frame {
  element: HTMLIFrameElement;
  window: Window & typeof globalThis;
  document: Document;
  forms(): LeadForm[];
  /** The first form, drawn. */
  drawn(): Promise<LeadForm>;
}

export const addressOf = ({ width: _, sandbox: __, more = '', ...page }: PageOptions): string =>
  `/page?${new URLSearchParams({ ...page })}${more.replace('?', '&')}`;

export async function openFrame(page: PageOptions): Promise<Frame> {
  const frame = document.createElement('iframe');
  frame.className = 'scratch';
  frame.style.cssText = `width:${page.width ?? 800}px;height:900px;border:0`;
  if (page.sandbox) frame.setAttribute('sandbox', page.sandbox);
  frame.src = addressOf(page);
  const loaded = new Promise((resolve) => {
    frame.onload = resolve;
  });
  document.body.append(frame);
  await loaded;
  const view = frame.contentWindow as Window & typeof globalThis;
  // A page may shadow the method of its own document.
  const forms = () => [
    ...Document.prototype.querySelectorAll.call<Document, ['lead-form'], NodeListOf<LeadForm>>(
      view.document,
      'lead-form',
    ),
  ];
  return {
    element: frame,
    window: view,
    document: view.document,
    forms,
    async drawn() {
      await until(() => forms()[0]?.state?.status === 'ready', 'a form in the frame');
      await forms()[0]?.updateComplete;
      return forms()[0] as LeadForm;
    },
  };
}
