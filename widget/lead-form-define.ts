import { LeadForm } from './lead-form.ts';

// Importing only this file provides the element's types, too.
export type { LeadForm };

// If a page loads two versions of the script, the first one wins.
if (!customElements.get('lead-form')) customElements.define('lead-form', LeadForm);
