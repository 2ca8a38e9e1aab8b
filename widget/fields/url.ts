/** A web address, with or without its scheme. */
import type { FieldKind } from '../kit.ts';

export const url: Pick<FieldKind, 'check'> = {
  check: ([value]) => (/^(https?:\/\/)?[^\s/.]+(\.[^\s/.]+)+(\/\S*)?$/i.test(value ?? '') ? undefined : ['url']),
};
