/** Lets at most `max` calls run at once. The others wait, first come, first served. */
export function limitConcurrency(max: number): <T>(call: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (call) => {
    if (running >= max) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await call();
    } finally {
      // A call that waits takes over the place, so that none that comes later can take it first.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
