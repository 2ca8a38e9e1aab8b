/** Each is an error, so that an editor complains while one types. */
import type {} from 'leadwire/svelte';
import type { SvelteHTMLElements } from 'svelte/elements';

type Uses = SvelteHTMLElements['lead-form'];

// @ts-expect-error: it has three values.
export const theme: Uses = { theme: 'blue' };
// @ts-expect-error: there are no answers in an event.
export const event: Uses = { 'onlead-form-invalid': ({ detail }) => detail.answers };
