/** Repeats something while the page is visible, and immediately when it becomes visible or the connection returns. */
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
