/** Lets at most `max` calls run at once; the others wait in line. */
export function limitConcurrency(max: number): <T>(call: () => Promise<T>) => Promise<T> {
  const line: (() => void)[] = [];
  let running = 0;
  return async (call) => {
    if (running >= max) await new Promise<void>((resolve) => line.push(resolve));
    else running += 1;
    try {
      return await call();
    } finally {
      const next = line.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
