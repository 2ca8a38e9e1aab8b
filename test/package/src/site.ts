/** Where the Worker is. A site of one's own would write it down. */
export const endpoint = new URLSearchParams(location.search).get('leads') ?? '';

/** What the test reads: that the listener was called, and with which detail. */
export function showSubmission(submission: string): void {
  document.title = submission;
}
