import type { Queue } from '../store/lead-row.ts';

/** Whose turn it is: campaigns one after the other, and within a campaign its forms. */
export class Turns {
  #campaign = -1;
  readonly #formOf = new Map<number, string>();

  /**
   * The queues in the order in which they may go.
   * @param queues by campaign, then form.
   * @param last the form that has just had a turn: it comes again only when no other can, so that no form takes more
   * than every second one.
   */
  order(queues: readonly Queue[], last: string): Queue[] {
    const campaigns = rotate([...Map.groupBy(queues, ({ campaign }) => campaign)], ([id]) => id > this.#campaign);
    const inTurn = campaigns.flatMap(([id, own]) => rotate(own, ({ form }) => form > (this.#formOf.get(id) ?? '')));
    return [...inTurn.filter(({ form }) => form !== last), ...inTurn.filter(({ form }) => form === last)];
  }

  took({ campaign, form }: Queue): void {
    this.#campaign = campaign;
    this.#formOf.set(campaign, form);
  }
}

/** Beginning with the first for which something holds. */
function rotate<T>(list: readonly T[], begins: (item: T) => boolean): T[] {
  const at = Math.max(list.findIndex(begins), 0);
  return [...list.slice(at), ...list.slice(0, at)];
}
