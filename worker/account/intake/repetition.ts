/** How a submission under a known id is handled. Pure. `docs/reliability.md` describes it. */
import { isErased, type Row } from '../store/lead-row.ts';

export type Repetition =
  /** The known row is dead: it gives up its id, and this is a new submission. */
  | 'anew'
  /** A refusal does not use up the id: the row gets these answers and is sent again. */
  | 'corrected'
  | 'conflict'
  /** The first caller's answer again. */
  | 'first_answer'
  /** Its first caller has no answer yet. */
  | 'answer';

export type KnownRow = Pick<Row, 'status' | 'reason' | 'flags' | 'replied'>;

/** @param isSame whether the answers are the same. Unknown once the row is erased. */
export function toRepetition(known: KnownRow, isSame: boolean): Repetition {
  if (isErased(known)) return 'anew';
  const isTold = known.replied !== null;
  if (isDead(known)) return isSame || !isTold ? 'anew' : 'conflict';
  // A caller who was acknowledged before the refusal and sends the same again is not refused now.
  if (known.status === 'refused' && !(isSame && isTold)) return 'corrected';
  if (!isSame) return 'conflict';
  return isTold ? 'first_answer' : 'answer';
}

/** It is no longer sent or listed, so the answer must not be that it is stored. */
export const isDead = (row: Pick<Row, 'status'>): boolean => row.status === 'discarded';
