import type { Queue } from '../store/lead-row.ts';

/** Serves the queues in turns: campaigns one after the other, and the forms within each campaign. */
export class RoundRobin {
  #campaign = -1;
  readonly #formOf = new Map<number, string>();

  /**
   * The queues in the order of their turns.
   * @param queues by campaign, then form.
   * @param last the form that was served last. It comes after all others, so that no form gets more than every second
   * turn while another waits.
   */
  order(queues: readonly Queue[], last: string): Queue[] {
    const campaigns = rotate([...Map.groupBy(queues, ({ campaign }) => campaign)], ([id]) => id > this.#campaign);
    const inTurn = campaigns.flatMap(([id, own]) => rotate(own, ({ form }) => form > (this.#formOf.get(id) ?? '')));
    return [...inTurn.filter(({ form }) => form !== last), ...inTurn.filter(({ form }) => form === last)];
  }

  served({ campaign, form }: Queue): void {
    this.#campaign = campaign;
    this.#formOf.set(campaign, form);
  }
}

/** The list from the first item that matches, then the rest from the beginning. */
function rotate<T>(list: readonly T[], matches: (item: T) => boolean): T[] {
  const at = Math.max(list.findIndex(matches), 0);
  return [...list.slice(at), ...list.slice(0, at)];
}
