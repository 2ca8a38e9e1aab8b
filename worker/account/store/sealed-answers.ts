import type { Answers, LeadContext } from '../../account-api.ts';
import type { Cipher } from './cipher.ts';
import { identityOf, type Row } from './lead-row.ts';

/** What is sealed of a lead. */
export interface Contents {
  answers: Answers;
  /** Names among the answers that the visitor did not give. */
  hidden: string[];
  /** Names among the answers that hold an e-mail address. */
  emails: string[];
  context: LeadContext;
}

/** Seals and opens what a row keeps of a person. */
export class LeadBox {
  readonly #cipher: Cipher;
  readonly #enterprise: string;

  constructor(cipher: Cipher, enterprise: string) {
    this.#cipher = cipher;
    this.#enterprise = enterprise;
  }

  seal(row: Pick<Row, 'form' | 'submission'>, contents: Contents): Promise<ArrayBuffer> {
    return this.#cipher.seal(identityOf(this.#enterprise, row), contents);
  }

  /** Nothing when the answers are deleted, or no key of the list opens them. */
  async open(row: Pick<Row, 'form' | 'submission' | 'sealed'>): Promise<Contents | undefined> {
    if (!row.sealed) return undefined;
    return (await this.#cipher.open(identityOf(this.#enterprise, row), row.sealed)) as Contents | undefined;
  }

  sealReasons(row: Pick<Row, 'form' | 'submission'>, reasons: string[]): Promise<ArrayBuffer> {
    return this.#cipher.seal(`${identityOf(this.#enterprise, row)}/reasons`, reasons);
  }

  async openReasons(row: Pick<Row, 'form' | 'submission' | 'reasons'>): Promise<string[]> {
    if (!row.reasons) return [];
    const opened = await this.#cipher.open(`${identityOf(this.#enterprise, row)}/reasons`, row.reasons);
    return Array.isArray(opened) ? (opened as string[]) : [];
  }

  /** Every address among the answers, hashed under every key. */
  async hashEmails({ answers, emails }: Pick<Contents, 'answers' | 'emails'>): Promise<string[]> {
    const addresses = emails.flatMap((name) => answers[name] ?? []).filter((address) => address.trim() !== '');
    return [...new Set((await Promise.all(addresses.map((address) => this.#cipher.hashEmail(address)))).flat())];
  }
}
