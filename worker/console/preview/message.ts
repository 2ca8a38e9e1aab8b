import type { Definition } from '../../protocol/wire.ts';

/** States of the form that an operator can look at. */
export const PREVIEW_STATES = [
  'ready',
  'invalid',
  'submitting',
  'submitted',
  'failed',
  'closed',
  'unavailable',
] as const;
export type PreviewState = (typeof PREVIEW_STATES)[number];

/** From the console to the frame. */
export interface ShowMessage {
  kind: 'show';
  definition: Definition;
  theme: 'light' | 'dark';
  dir: 'ltr' | 'rtl';
  state: PreviewState;
  /** A colour in place of the form's own. */
  accent?: string;
}

/** From the frame to the console. */
export type PreviewMessage = { kind: 'ready' } | { kind: 'height'; height: number } | { kind: 'submitted' };
