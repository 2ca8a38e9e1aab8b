/** Does something again and again while somebody looks, and at once when they come back or the line does. */
export function keepFresh(work: () => unknown, everyMs: number): () => void {
  const end = new AbortController();
  const run = (): void => {
    if (!document.hidden) void work();
  };
  const timer = setInterval(run, everyMs);
  end.signal.addEventListener('abort', () => clearInterval(timer));
  for (const name of ['online', 'offline'] as const) addEventListener(name, run, { signal: end.signal });
  document.addEventListener('visibilitychange', run, { signal: end.signal });
  return () => end.abort();
}
