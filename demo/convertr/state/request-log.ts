/** A request as the control API lists it. */
export interface RequestEntry {
  method: string;
  /** With its query. */
  path: string;
  /** 0 while unanswered, and forever if the connection was dropped. */
  status: number;
  enterprise: string | null;
  /** ISO 8601, by the simulator's clock. */
  at: string;
  fault: string | null;
}

const KEPT = 50_000;

/** The latest requests, in the order in which they arrived. */
export class RequestLog {
  /** Convertr asks for fewer than 10 requests at once [doc]; this shows whether a client kept to it. */
  highestConcurrent = 0;
  #concurrent = 0;
  #entries: RequestEntry[] = [];

  begin({ method, path, at }: Pick<RequestEntry, 'method' | 'path' | 'at'>): RequestEntry {
    const entry: RequestEntry = { method, path, status: 0, enterprise: null, at, fault: null };
    // Truncated rarely, so that the cost per request is constant.
    if (this.#entries.length >= KEPT * 1.2) this.#entries = this.#entries.slice(-KEPT);
    this.#entries.push(entry);
    this.#concurrent += 1;
    this.highestConcurrent = Math.max(this.highestConcurrent, this.#concurrent);
    return entry;
  }

  end(entry: RequestEntry, status: number): void {
    entry.status = status;
    this.#concurrent -= 1;
  }

  list(): RequestEntry[] {
    return this.#entries.slice(-KEPT);
  }

  clear(): void {
    this.#entries = [];
  }
}
