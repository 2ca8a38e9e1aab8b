/** A `fetch` that lets at most `max` calls run at once; the others wait in line. */
export function limitConcurrency(call: typeof fetch, max: number): typeof fetch {
  const line: (() => void)[] = [];
  let running = 0;
  return async (input: RequestInfo | URL, init?: RequestInit) => {
    if (running >= max) await new Promise<void>((resolve) => line.push(resolve));
    else running += 1;
    try {
      return await call(input, init);
    } finally {
      const next = line.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
