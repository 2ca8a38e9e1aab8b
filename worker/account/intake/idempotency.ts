/** Whether what comes under a known id is the submission that came before. */
import type { Answers, SubmitRequest } from '../../account-api.ts';
import type { Cipher } from '../store/cipher.ts';

type Recognised = Pick<SubmitRequest, 'answers' | 'hidden' | 'posted'>;

/**
 * Two keyed hashes: of the visitor's answers as they are sent, which don't depend on how they were spelled, and of what
 * was posted, which doesn't depend on what the form asks for today. Rows of earlier versions have the first alone.
 */
export async function takeFingerprint(cipher: Cipher, request: Recognised): Promise<string> {
  const both = [cipher.fingerprint(toVisitorAnswers(request)), cipher.fingerprint(request.posted)];
  return (await Promise.all(both)).join(' ');
}

export async function isSame(cipher: Cipher, request: Recognised, fingerprint: string): Promise<boolean> {
  const [answers = ''] = fingerprint.split(' ');
  return (await cipher.matches(toVisitorAnswers(request), answers)) || wasPosted(cipher, request.posted, fingerprint);
}

export async function wasPosted(cipher: Cipher, posted: Answers, fingerprint: string): Promise<boolean> {
  const [, hash = ''] = fingerprint.split(' ');
  return cipher.matches(posted, hash);
}

/** Of two that came at once, under one key. */
export function areSame(one: string, other: string): boolean {
  const hashes = other.split(' ');
  return one.split(' ').some((hash, index) => hash === hashes[index]);
}

/** Hidden values are not the visitor's. */
const toVisitorAnswers = ({ answers, hidden }: Recognised): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([name]) => !hidden.includes(name)));
