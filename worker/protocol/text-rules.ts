/** Rules that a form may set for a text, beside what its kind asks for. Page and Worker check them alike. */
import type { FieldDefinition } from './wire.ts';

/** As HTML reads a `pattern`: it must fit the whole value. Undefined where it is none, or too new for an old browser. */
export function toPattern(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, 'v');
  } catch {
    return undefined;
  }
}

/** Domains that anybody can have an address at, and those that are thrown away after use. */
export type DomainList = 'free' | 'disposable';
export const isDomainList = (refused: string): refused is DomainList => refused === 'free' || refused === 'disposable';

/** What the form itself says of a field's fault, by the key of the general message. */
export const ownMessageOf = (field: FieldDefinition, key: string): string | undefined =>
  key === 'required'
    ? field.requiredMessage
    : key === 'pattern'
      ? field.patternMessage
      : key === 'email_domain'
        ? field.refuseMessage
        : undefined;

type Rules = Pick<FieldDefinition, 'minlength' | 'pattern' | 'refuse'>;

/** The key of the message for the first rule that is broken. @param domain of an email address */
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
