/**
 * Idempotency: whether a submission with a known id is a repetition. Two keyed hashes decide. One is of the visitor's
 * answers as they are sent, so it does not depend on their spelling. The other is of what was posted, so it does not
 * depend on the form's current fields. Rows of the first version have only the first hash.
 */
import type { Answers, SubmitRequest } from '../../account-api.ts';
import type { Cipher } from '../store/cipher.ts';

type Submission = Pick<SubmitRequest, 'answers' | 'hidden' | 'posted'>;

export async function createFingerprint(cipher: Cipher, submission: Submission): Promise<string> {
  const hashes = [cipher.fingerprint(toVisitorAnswers(submission)), cipher.fingerprint(submission.posted)];
  return (await Promise.all(hashes)).join(' ');
}

/** True when the fingerprint, under any key, is of this submission. */
export async function isSameSubmission(cipher: Cipher, submission: Submission, fingerprint: string): Promise<boolean> {
  const [answers = ''] = fingerprint.split(' ');
  return (
    (await cipher.matches(toVisitorAnswers(submission), answers)) || isSamePost(cipher, submission.posted, fingerprint)
  );
}

/** True when the same answers were posted, even if the form would read them differently today. */
export async function isSamePost(cipher: Cipher, posted: Answers, fingerprint: string): Promise<boolean> {
  const [, hash = ''] = fingerprint.split(' ');
  return cipher.matches(posted, hash);
}

/** For two fingerprints under one key. */
export function isSameFingerprint(one: string, other: string): boolean {
  const hashes = other.split(' ');
  return one.split(' ').some((hash, index) => hash === hashes[index]);
}

/** Hidden values do not come from the visitor. */
const toVisitorAnswers = ({ answers, hidden }: Submission): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([name]) => !hidden.includes(name)));

/** The same UUID for the same text. */
export async function deriveId(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  const hex = [...digest.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  // Version 8 of RFC 9562, for custom ids.
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-8$3-8$4-$5');
}
