import type { Answers, LeadContext } from '../../account-api.ts';
import type { Cipher } from './cipher.ts';
import type { Row } from './lead-row.ts';

/** What is sealed of a lead. */
export interface PersonalData {
  answers: Answers;
  /** Names among the answers that the visitor did not give. */
  hidden: string[];
  /** Names among the answers that hold an e-mail address. */
  emails: string[];
  context: LeadContext;
}

type RowId = Pick<Row, 'form' | 'submission'>;

/** Seals and opens what a row keeps of a person. */
export class SealedAnswers {
  readonly #cipher: Cipher;
  readonly #enterprise: string;

  constructor(cipher: Cipher, enterprise: string) {
    this.#cipher = cipher;
    this.#enterprise = enterprise;
  }

  seal(row: RowId, { answers, hidden, emails, context }: PersonalData): Promise<ArrayBuffer> {
    return this.#cipher.seal(this.#identityOf(row), { answers, hidden, emails, context });
  }

  /** @returns undefined when the answers are deleted, or no key of the list opens them. */
  async open(row: RowId & Pick<Row, 'sealed'>): Promise<PersonalData | undefined> {
    if (!row.sealed) return undefined;
    return (await this.#cipher.open(this.#identityOf(row), row.sealed)) as PersonalData | undefined;
  }

  sealReasons(row: RowId, reasons: string[]): Promise<ArrayBuffer> {
    return this.#cipher.seal(`${this.#identityOf(row)}/reasons`, reasons);
  }

  async openReasons(row: RowId & Pick<Row, 'reasons'>): Promise<string[]> {
    if (!row.reasons) return [];
    const opened = await this.#cipher.open(`${this.#identityOf(row)}/reasons`, row.reasons);
    return Array.isArray(opened) ? (opened as string[]) : [];
  }

  /** Every address among the answers, hashed under every key. */
  async hashEmails({ answers, emails }: Pick<PersonalData, 'answers' | 'emails'>): Promise<string[]> {
    const addresses = emails.flatMap((name) => answers[name] ?? []).filter((address) => address.trim() !== '');
    return [...new Set((await Promise.all(addresses.map((address) => this.#cipher.hashEmail(address)))).flat())];
  }

  /** Bound into whatever is sealed for a row, so that it opens for no other row. */
  #identityOf({ form, submission }: RowId): string {
    return `${this.#enterprise}/${form}/${submission}`;
  }
}
