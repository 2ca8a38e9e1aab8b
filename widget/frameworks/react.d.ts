/** `<lead-form>` in JSX, for React 19 and later. */
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { LeadForm } from '../types/widget/lead-form.js';
import type { Listeners, Settings } from './settings.js';

type Common = Omit<DetailedHTMLProps<HTMLAttributes<LeadForm>, LeadForm>, keyof Settings>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'lead-form': Common & Settings & Listeners;
    }
  }
}
