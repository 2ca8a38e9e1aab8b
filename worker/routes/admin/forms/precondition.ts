import type { Context } from 'hono';
import type { FormSave } from '../../../account-api.ts';
import type { AppEnv } from '../../app-env.ts';
import { ProblemError } from '../../problem.ts';

const TAG = /^"[\x21\x23-\x7e]*"$/;

/** Reads `If-Match`, and `If-None-Match: *`, which creates a form but never replaces one. */
export function readPrecondition(c: Context<AppEnv>): FormSave['expected'] {
  const match = c.req.header('if-match')?.trim();
  const noneMatch = c.req.header('if-none-match')?.trim();
  if (noneMatch !== undefined) {
    if (noneMatch === '*' && match === undefined) return 'absent';
    throw new ProblemError('malformed', { detail: 'Send either If-Match, or If-None-Match: *.' });
  }
  if (match === undefined) return undefined;
  if (match === '*') return 'any';
  // Cloudflare makes a strong tag weak when it compresses the answer. The tag still identifies one text.
  const tags = match.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (tags.every((tag) => TAG.test(tag))) return tags;
  throw new ProblemError('malformed', { detail: 'If-Match takes the ETag of the form, or *.' });
}
