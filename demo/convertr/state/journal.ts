import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * State on disk as JSON lines. A line is written before its request is answered, so a process that is killed at any
 * moment loses nothing that it has confirmed.
 */
export class Journal<Entry> {
  readonly #fd: number | undefined;
  readonly #file: string | undefined;

  /** Without a file nothing is kept. */
  constructor(file?: string) {
    if (file === undefined) return;
    mkdirSync(dirname(file), { recursive: true });
    this.#file = file;
    // Leads are personal data, simulated or not.
    this.#fd = openSync(file, 'a', 0o600);
  }

  /** The lines of an earlier process. A last line that a kill has cut off was never confirmed, so it is dropped. */
  read(): Entry[] {
    if (this.#file === undefined || this.#fd === undefined) return [];
    const bytes = readFileSync(this.#file);
    const end = bytes.lastIndexOf('\n') + 1;
    if (end < bytes.length) ftruncateSync(this.#fd, end);
    const lines = bytes.toString('utf8', 0, end).split('\n').slice(0, -1);
    return lines.map((line, index) => {
      try {
        return JSON.parse(line) as Entry;
      } catch (cause) {
        throw new Error(`${this.#file}: line ${index + 1} is not JSON.`, { cause });
      }
    });
  }

  append(entry: Entry): void {
    if (this.#fd !== undefined) writeSync(this.#fd, `${JSON.stringify(entry)}\n`);
  }

  clear(): void {
    if (this.#fd !== undefined) ftruncateSync(this.#fd, 0);
  }

  close(): void {
    if (this.#fd !== undefined) closeSync(this.#fd);
  }
}
