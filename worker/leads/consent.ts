import type { LeadContext } from '../account-api.ts';
import type { FieldDefinition } from '../protocol/wire.ts';

export type Consent = NonNullable<LeadContext['consents']>[number];

/** The text as it was shown, with the URLs of its links. */
export const shownText = ({ label, text }: FieldDefinition): string =>
  text?.map((piece) => (typeof piece === 'string' ? piece : `${piece.text} (${piece.href})`)).join('') ?? label;

/** Adds each text's version, the beginning of its SHA-256. The same words have the same version everywhere. */
export function withVersions(consents: readonly Omit<Consent, 'version'>[]): Promise<Consent[]> {
  return Promise.all(
    consents.map(async (consent) => {
      const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(consent.text));
      const hex = [...new Uint8Array(digest, 0, 6)].map((byte) => byte.toString(16).padStart(2, '0'));
      return { ...consent, version: hex.join('') };
    }),
  );
}
