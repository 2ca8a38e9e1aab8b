/** The fields of a log line. None can identify a visitor: no address, no query, no body, no error message. */
interface Facts {
  method?: string;
  /** The route's pattern, never the requested URL. */
  route?: string;
  enterprise?: string;
  status?: number;
  /** A sentence of this project's own. */
  detail?: string;
  /** Only its class is logged, because its message may quote an answer. */
  error?: unknown;
}

/** Logs a fault as one line of JSON, whose fields Workers Logs can filter by. */
export function logFault(event: string, { error, ...facts }: Facts = {}): void {
  const kind = error instanceof Error ? error.name : typeof error;
  console.error(JSON.stringify({ event, ...facts, error: error === undefined ? undefined : kind }));
}
