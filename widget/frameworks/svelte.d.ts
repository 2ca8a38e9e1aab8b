/** `<lead-form>` in Svelte components. */
import type { HTMLAttributes } from 'svelte/elements';
import type { LeadForm } from '../types/widget/lead-form.js';
import type { Listeners, Settings } from './settings.js';

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'lead-form': Omit<HTMLAttributes<LeadForm>, keyof Settings> & Settings & Listeners;
  }
}
