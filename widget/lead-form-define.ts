import { LeadForm } from './lead-form.ts';

// Importing this file alone brings the element's types too.
export type { LeadForm };

// A page may load two versions of the script: the first one wins.
if (!customElements.get('lead-form')) customElements.define('lead-form', LeadForm);
