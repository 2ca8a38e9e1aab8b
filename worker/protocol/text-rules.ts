/** Rules that a form may set for a text, besides those of its kind. Page and Worker share them. */
import type { FieldDefinition } from './wire.ts';

/** Like HTML's `pattern`, it must match the whole value. Undefined if it is invalid, or too new for an old browser. */
export function toPattern(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, 'v');
  } catch {
    return undefined;
  }
}

/** Domains at which anybody can have an address, and domains for throw-away addresses. */
export type DomainList = 'free' | 'disposable';
export const isDomainList = (refused: string): refused is DomainList => refused === 'free' || refused === 'disposable';

/** The form's own messages for a field, by the key of the general message. */
export const ownMessageOf = (field: FieldDefinition, key: string): string | undefined =>
  key === 'required'
    ? field.requiredMessage
    : key === 'pattern'
      ? field.patternMessage
      : key === 'email_domain'
        ? field.refuseMessage
        : undefined;

type Rules = Pick<FieldDefinition, 'minlength' | 'pattern' | 'refuse'>;

/** The message key of the first broken rule. @param domain of an email address */
export function findBrokenRule(
  { minlength = 0, pattern, refuse = [] }: Rules,
  value: string,
  domain: string | undefined,
): 'too_short' | 'pattern' | 'email_domain' | undefined {
  // Characters as people count them.
  if ([...value].length < minlength) return 'too_short';
  if (pattern !== undefined && toPattern(pattern)?.test(value) === false) return 'pattern';
  return domain !== undefined && refuse.some((refused) => isIn(domain, refused)) ? 'email_domain' : undefined;
}

/** `*.example.com` is every domain below example.com, which itself is not. */
const isIn = (domain: string, refused: string): boolean =>
  refused.startsWith('*.') ? domain.endsWith(refused.slice(1)) : domain === refused;
