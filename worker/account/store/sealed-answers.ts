import type { Answers, LeadContext } from '../../account-api.ts';
import type { AnswerStore } from './answer-store.ts';
import type { Cipher } from './cipher.ts';
import type { Row } from './lead-row.ts';

/** What is sealed of a lead. */
export interface PersonalData {
  answers: Answers;
  /** Names among the answers that the visitor did not give. */
  hidden: string[];
  /** Names among the answers that hold an email address. */
  emails: string[];
  context: LeadContext;
}

/** What a person reads of Convertr's words. */
const REASONS_MAX = 50;
const REASON_MAX_LENGTH = 500;

type RowId = Pick<Row, 'form' | 'submission'>;

/** Seals and opens what a row keeps of a person. */
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

  /** @returns undefined when the answers are deleted, or no key of the list opens them. */
  async open(row: RowId & Pick<Row, 'answers_id' | 'sealed'>): Promise<PersonalData | undefined> {
    const sealed = row.sealed ?? this.#answers.read(row.answers_id);
    return sealed && ((await this.#cipher.open(this.#identityOf(row), sealed)) as PersonalData | undefined);
  }

  /** Convertr may write what it likes; a value may have 2 MB. */
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

  /** Bound into everything that is sealed for a row, so that it cannot be opened for another row. */
  #identityOf({ form, submission }: RowId): string {
    return `${this.#enterprise}/${form}/${submission}`;
  }
}
