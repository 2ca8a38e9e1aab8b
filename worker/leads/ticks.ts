import type { FieldDefinition } from '../protocol/wire.ts';

/** What programs send for an unticked box. Browsers send nothing. */
const UNTICKED = /^(0|false|no|off)$/i;

export const isUnticked = (value: string): boolean => value.trim() === '' || UNTICKED.test(value.trim());

/** The form's own value ticks a box even if it looks like a no. */
export const isTick = ({ ticked }: FieldDefinition, value: string): boolean => value === ticked || !isUnticked(value);
