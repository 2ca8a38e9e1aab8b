import { LeadForm } from './lead-form.ts';

// Brings the element's types to who imports nothing else.
export type { LeadForm };

// A page may load the script twice, or two versions of it: the first definition wins.
if (!customElements.get('lead-form')) customElements.define('lead-form', LeadForm);
