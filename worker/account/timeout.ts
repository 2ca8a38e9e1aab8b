/** The promise's outcome, or a rejection after `ms`: for services that a lead must not wait for. */
export function withTimeout<T>(ms: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('It timed out.')), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** KV normally answers within tens of milliseconds. */
export const KV_TIMEOUT_MS = 3000;
