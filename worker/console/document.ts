import type { FormConfig } from '../forms/configuration/config.ts';

/** A form's configuration as it is edited: it may still lack things, or have too many. */
export type Document = Partial<FormConfig> & Record<string, unknown>;
