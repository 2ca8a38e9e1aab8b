import { MINUTE } from '../backoff.ts';
import type { AccountContext } from '../context.ts';
import type { Row } from '../store/lead-row.ts';
import type { Campaigns } from './campaigns.ts';
import { findWrongId, type Ids, isSame, reportWrongId, type WrongId } from './wrong-id-diagnosis.ts';

const KEY = 'wrong_ids';
/** After this time, one held lead is sent to find out whether Convertr knows the ids now. */
const TRY_AGAIN_MS = 5 * MINUTE;

type Addressed = Pick<Row, 'form' | 'campaign' | 'convertr_form'>;

interface Entry extends Ids {
  publisher: number;
  wrong: WrongId;
  /** When Convertr last answered 404. */
  since: number;
  nextTryAt: number;
  /** The ids are right again. The entry stays until its held leads are sent. */
  mended?: true;
}

/** The forms whose leads get a 404, because Convertr does not know one of their ids. */
export class WrongIds {
  readonly #context: AccountContext;
  readonly #campaigns: Campaigns;
  #entries: Record<string, Entry>;

  constructor(context: AccountContext, campaigns: Campaigns) {
    this.#context = context;
    this.#campaigns = campaigns;
    this.#entries = context.keyValues.get<Record<string, Entry>>(KEY) ?? {};
    const { publisherId } = context.account;
    for (const [form, { publisher }] of this.list()) if (publisher !== publisherId) this.#forget(form);
  }

  list(): [form: string, entry: Entry][] {
    return Object.entries(this.#entries).filter(([, { mended }]) => !mended);
  }

  /** True if leads with this destination would only be refused. */
  isWrong({ form, ...ids }: Addressed, now: number): boolean {
    const entry = this.#find(form);
    if (!entry || !isSame(entry, ids)) return false;
    // It expires only if there is no held lead to try.
    if (entry.nextTryAt > now || this.#context.queues.heldForIds(form, 1).length > 0) return true;
    this.#forget(form);
    return false;
  }

  since(form: string): number {
    return this.#find(form)?.since ?? 0;
  }

  nextTryAt(form: string): number | null {
    return this.#find(form)?.nextTryAt ?? null;
  }

  /** When the next held lead is tried. Infinity if none is. */
  nextAt(): number {
    return Math.min(...this.list().map(([, { nextTryAt }]) => nextTryAt), Infinity);
  }

  /** The oldest lead of each form that is due to be tried. */
  takeDue(now: number): Row[] {
    return this.list().flatMap(([form, { nextTryAt }]) => {
      if (nextTryAt > now) return [];
      const held = this.#context.queues.heldForIds(form, 1);
      if (held.length > 0) this.#set(form, { nextTryAt: now + TRY_AGAIN_MS });
      return held;
    });
  }

  /** Forms whose ids are right again, but that still have leads held for them. */
  mended(): string[] {
    return Object.keys(this.#entries).filter((form) => this.#entries[form]?.mended);
  }

  /** Some of those leads were queued. */
  noteReleased(form: string): void {
    if (this.#entries[form]?.mended) this.#forget(form);
  }

  /** Convertr answered 404 to a lead. */
  note({ form, campaign, convertr_form }: Addressed, now: number): void {
    const known = this.#find(form);
    const { publisherId: publisher } = this.#context.account;
    const wrong = known && isSame(known, { campaign, convertr_form }) ? known.wrong : 'unknown';
    this.#save({
      ...this.#entries,
      [form]: { campaign, convertr_form, publisher, wrong, since: now, nextTryAt: now + TRY_AGAIN_MS },
    });
  }

  /** Convertr knows the ids, even if it refused the answers. */
  confirm({ form, ...ids }: Addressed): void {
    const entry = this.#find(form);
    if (entry && isSame(entry, ids)) this.#forget(form);
  }

  /** Asks Convertr what it knows, and raises the alert for the wrong id. */
  async diagnose({ form, campaign, convertr_form }: Addressed): Promise<void> {
    const answer = await this.#campaigns.refresh(campaign);
    const entry = this.#find(form);
    if (!entry || !isSame(entry, { campaign, convertr_form })) return;
    const wrong = findWrongId(answer, convertr_form) ?? entry.wrong;
    if (wrong !== entry.wrong) this.#tell(form, entry.wrong, false);
    this.#set(form, { wrong });
    this.#tell(form, wrong, true);
  }

  /** The destination of a form's leads in its configuration. Leads that are held for other ids are sent there. */
  readdress(form: string, ids: Ids, now: number): void {
    const entry = this.#find(form);
    if (!entry || isSame(entry, ids)) return;
    for (const row of this.#context.queues.heldForIds(form)) this.#context.leads.update(row.id, ids, now);
    this.#forget(form);
  }

  #find(form: string): Entry | undefined {
    const entry = this.#entries[form];
    return entry?.mended ? undefined : entry;
  }

  #set(form: string, change: Partial<Entry>): void {
    const entry = this.#entries[form];
    if (entry) this.#save({ ...this.#entries, [form]: { ...entry, ...change } });
  }

  #forget(form: string): void {
    const { [form]: entry, ...others } = this.#entries;
    if (!entry) return;
    const isEmpty = this.#context.queues.heldForIds(form, 1).length === 0;
    this.#save(isEmpty ? others : { ...others, [form]: { ...entry, mended: true } });
    this.#tell(form, entry.wrong, false);
  }

  #save(entries: Record<string, Entry>): void {
    this.#entries = entries;
    this.#context.keyValues.set(KEY, entries);
  }

  #tell(form: string, wrong: WrongId, isActive: boolean): void {
    const others = this.list().some(([other, entry]) => other !== form && entry.wrong === wrong);
    reportWrongId(this.#context.alerts, { form, wrong, isActive, hasOthers: others }, Date.now());
  }
}
