import type { Answers, LeadContext } from '../../account-api.ts';
import type { AnswerStore } from './answer-store.ts';
import type { Cipher } from './cipher.ts';
import type { Row } from './lead-row.ts';

/** The encrypted part of a lead. */
export interface PersonalData {
  answers: Answers;
  /** Names of answers that did not come from the visitor. */
  hidden: string[];
  /** Names of answers with an email address. */
  emails: string[];
  context: LeadContext;
}

/** The part of Convertr's words that people read. */
const REASONS_MAX = 50;
const REASON_MAX_LENGTH = 500;

type RowId = Pick<Row, 'form' | 'submission'>;

/** Encrypts and decrypts a row's personal data. */
export class SealedAnswers {
  readonly #cipher: Cipher;
  readonly #enterprise: string;
  readonly #answers: AnswerStore;

  constructor(cipher: Cipher, enterprise: string, answers: AnswerStore) {
    this.#cipher = cipher;
    this.#enterprise = enterprise;
    this.#answers = answers;
  }

  seal(row: RowId, { answers, hidden, emails, context }: PersonalData): Promise<ArrayBuffer> {
    return this.#cipher.seal(this.#identityOf(row), { answers, hidden, emails, context });
  }

  /** @returns undefined if the answers are deleted, or no key of the list decrypts them. */
  async open(row: RowId & Pick<Row, 'answers_id' | 'sealed'>): Promise<PersonalData | undefined> {
    const sealed = row.sealed ?? this.#answers.read(row.answers_id);
    return sealed && ((await this.#cipher.open(this.#identityOf(row), sealed)) as PersonalData | undefined);
  }

  /** Convertr may send any text, and a value may have at most 2 MB. */
  sealReasons(row: RowId, reasons: string[]): Promise<ArrayBuffer> {
    const kept = reasons.slice(0, REASONS_MAX).map((reason) => reason.slice(0, REASON_MAX_LENGTH));
    return this.#cipher.seal(`${this.#identityOf(row)}/reasons`, kept);
  }

  async openReasons(row: RowId & Pick<Row, 'reasons_id' | 'reasons'>): Promise<string[]> {
    const sealed = row.reasons ?? this.#answers.read(row.reasons_id);
    if (!sealed) return [];
    const opened = await this.#cipher.open(`${this.#identityOf(row)}/reasons`, sealed);
    return Array.isArray(opened) ? (opened as string[]) : [];
  }

  /** Every address among the answers, hashed under every key. */
  async hashEmails({ answers, emails }: Pick<PersonalData, 'answers' | 'emails'>): Promise<string[]> {
    const addresses = emails.flatMap((name) => answers[name] ?? []).filter((address) => address.trim() !== '');
    return [...new Set((await Promise.all(addresses.map((address) => this.#cipher.hashEmail(address)))).flat())];
  }

  /** Bound to everything that is encrypted for a row, so that it cannot be decrypted for another row. */
  #identityOf({ form, submission }: RowId): string {
    return `${this.#enterprise}/${form}/${submission}`;
  }
}
