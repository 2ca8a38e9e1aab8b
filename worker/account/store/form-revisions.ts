import type { FormSave, FormSaveResult, FormVersion } from '../../account-api.ts';

/** KV shows a write everywhere within a minute. Until then it may return the previous value. */
const KV_SETTLES_MS = 90_000;
/** Enough to show somebody who opened a form days ago what has changed since. */
const KEPT_PER_FORM = 10;

type RevisionRow = { id: number; etag: string | null; document: string | null; saved: number };

export const FORM_REVISIONS_SCHEMA = `
  CREATE TABLE form_revisions (id INTEGER PRIMARY KEY AUTOINCREMENT, form TEXT NOT NULL, etag TEXT, document TEXT, saved INTEGER NOT NULL);
  CREATE INDEX revisions_of_form ON form_revisions (form, id);
`;

/**
 * The latest versions of each form's configuration. Forms are stored in KV, which cannot compare and write in one step,
 * and may return an old version. The object handles one save after the other, so it knows the order.
 */
export class FormRevisions {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** @param stored KV's version. It counts once KV must have settled, because a form may be written there directly. */
  current(form: string, stored: FormVersion, now: number): FormVersion {
    const newest = this.#newest(form);
    return newest && now - newest.saved < KV_SETTLES_MS ? toVersion(newest) : stored;
  }

  /** Records the new version if the form is as the caller expects. The caller then writes it to KV. */
  save({ form, stored, next, expected }: FormSave, now: number): FormSaveResult {
    const current = this.current(form, stored, now);
    if (!isExpected(current, next, expected)) {
      return { kind: 'changed', current, base: this.#findDocument(form, expected) };
    }
    const newest = this.#newest(form);
    if (current && current.etag !== newest?.etag) this.#add(form, current, now);
    this.#add(form, next, now);
    this.#sql.exec(
      `DELETE FROM form_revisions WHERE form = ? AND id NOT IN
        (SELECT id FROM form_revisions WHERE form = ? ORDER BY id DESC LIMIT ?)`,
      form,
      form,
      KEPT_PER_FORM,
    );
    return { kind: 'saved', isNew: current === null };
  }

  /** KV did not accept the version. */
  forget(form: string, version: FormVersion): void {
    const newest = this.#newest(form);
    if (newest && newest.etag === (version?.etag ?? null)) {
      this.#sql.exec('DELETE FROM form_revisions WHERE id = ?', newest.id);
    }
  }

  #newest(form: string): RevisionRow | undefined {
    const query = 'SELECT id, etag, document, saved FROM form_revisions WHERE form = ? ORDER BY id DESC LIMIT 1';
    return this.#sql.exec<RevisionRow>(query, form).toArray()[0];
  }

  #add(form: string, version: FormVersion, saved: number): void {
    const values = [form, version?.etag ?? null, version?.document ?? null, saved];
    this.#sql.exec('INSERT INTO form_revisions (form, etag, document, saved) VALUES (?, ?, ?, ?)', ...values);
  }

  #findDocument(form: string, expected: FormSave['expected']): string | null {
    if (!Array.isArray(expected)) return null;
    const rows = this.#sql
      .exec<RevisionRow>('SELECT id, etag, document, saved FROM form_revisions WHERE form = ? ORDER BY id DESC', form)
      .toArray();
    return rows.find(({ etag }) => etag !== null && expected.includes(etag))?.document ?? null;
  }
}

const toVersion = ({ etag, document }: RevisionRow): FormVersion =>
  etag === null || document === null ? null : { etag, document };

function isExpected(current: FormVersion, next: FormVersion, expected: FormSave['expected']): boolean {
  if (expected === undefined) return true;
  if (expected === 'absent') return current === null;
  if (expected === 'any') return current !== null;
  // A save whose answer was lost may be repeated. Then the form already is what it would become.
  return expected.includes(current?.etag ?? '') || current?.etag === next?.etag;
}
