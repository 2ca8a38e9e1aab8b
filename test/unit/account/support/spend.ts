/**
 * Replaces SQLite's table `spend`: the three statements that `RequestBudget` uses, and what they keep across a restart.
 */
export function createSpend(): SqlStorage {
  const buckets = new Map<number, Record<string, number>>();
  const exec = (statement: string, ...values: number[]) => {
    if (statement.startsWith('SELECT')) {
      return {
        toArray: () => [...buckets.values()].sort((a, b) => (a.second ?? 0) - (b.second ?? 0)).map((b) => ({ ...b })),
      };
    }
    const [second = 0, requests = 0, results = 0, logins = 0] = values;
    if (statement.trimStart().startsWith('INSERT')) buckets.set(second, { second, requests, results, logins });
    else for (const key of buckets.keys()) if (key <= second) buckets.delete(key);
    return { toArray: () => [] };
  };
  return { exec } as unknown as SqlStorage;
}
