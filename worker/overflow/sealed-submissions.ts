import type { Cipher } from '../account/store/cipher.ts';
import type { NewSubmission, SubmitRequest } from '../account-api.ts';

type Identity = Pick<NewSubmission, 'form' | 'submission'>;

/** A whole submission, encrypted for the account, form and id that it belongs to. */
export class SealedSubmissions {
  readonly #cipher: Cipher;
  readonly #enterprise: string;

  constructor(cipher: Cipher, enterprise: string) {
    this.#cipher = cipher;
    this.#enterprise = enterprise;
  }

  seal(request: SubmitRequest): Promise<ArrayBuffer> {
    // What was posted is left out, because its fingerprint recognises a repetition.
    const { posted: _, ...submission } = request;
    return this.#cipher.seal(this.#identityOf(request), submission);
  }

  /** @returns undefined if no key in `LEAD_KEY` decrypts it. */
  async open(row: Identity, sealed: ArrayBuffer): Promise<NewSubmission | undefined> {
    return (await this.#cipher.open(this.#identityOf(row), sealed)) as NewSubmission | undefined;
  }

  #identityOf({ form, submission }: Identity): string {
    return `${this.#enterprise}/${form}/${submission}/kept`;
  }
}
