/** Objects per account. A change would orphan their submissions. */
export const OVERFLOW_OBJECTS = 16;

/** The same for each repetition of a submission, and evenly spread for ids of any kind. */
export function overflowIndex(submission: string): number {
  const hash = [...submission].reduce((sum, char) => (Math.imul(sum, 31) + char.charCodeAt(0)) >>> 0, 0);
  return hash % OVERFLOW_OBJECTS;
}
