import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * State on disk as JSON lines. A line is written before the request that caused it is answered, so a process that is
 * killed at any moment has lost nothing that a client was told.
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

  /** What an earlier process wrote. A last line that was cut off by a kill was never answered for, so it goes. */
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
