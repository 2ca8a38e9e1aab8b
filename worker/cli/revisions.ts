import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Stored and committed with the files, because a later push must know the versions that they came from. */
const FILE = '.revisions.json';

/** The `ETag` of each form's version from which the folder's files were made. */
export class Revisions {
  readonly #path: string;
  readonly #tags: Map<string, string>;

  constructor(directory: string) {
    this.#path = join(directory, FILE);
    this.#tags = new Map(Object.entries(existsSync(this.#path) ? JSON.parse(readFileSync(this.#path, 'utf8')) : {}));
  }

  get(form: string): string | undefined {
    return this.#tags.get(form);
  }

  set(form: string, etag: string | undefined): void {
    if (etag === undefined || this.#tags.get(form) === etag) return;
    this.#tags.set(form, etag);
    const sorted = Object.fromEntries([...this.#tags].sort(([a], [b]) => (a < b ? -1 : 1)));
    writeFileSync(this.#path, `${JSON.stringify(sorted, null, 2)}\n`);
  }
}
