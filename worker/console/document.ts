import type { FormConfig } from '../forms/configuration/config.ts';

/** A form's configuration while it is edited: it may be incomplete or have unknown keys. */
export type Document = Partial<FormConfig> & Record<string, unknown>;
