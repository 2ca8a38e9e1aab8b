import type { AccountState } from '../../account-api.ts';
import { parseFormConfig } from '../../forms/configuration/config.ts';
import { MINUTE } from '../backoff.ts';
import type { AccountContext } from '../context.ts';
import type { Row } from '../store/lead-row.ts';
import { KV_TIMEOUT_MS, withTimeout } from '../timeout.ts';
import type { Campaigns } from './campaigns.ts';

const KEY = 'wrong_ids';
/** After this, one held lead tries whether Convertr knows the ids now. */
const TRY_AGAIN_MS = 5 * MINUTE;

/** Which of the three Convertr does not know; null while nobody can tell. */
export type WrongId = AccountState['wrongIds'][number]['wrong'];
/** What a lead is sent to, besides the publisher. */
export type Ids = { campaign: number; convertr_form: number };
type Addressed = Pick<Row, 'form' | 'campaign' | 'convertr_form'>;

interface Entry extends Ids {
  publisher: number;
  wrong: WrongId;
  /** When Convertr last answered so. */
  since: number;
  nextTryAt: number;
}

const ALERTS = {
  form: 'wrong_form_id',
  campaign: 'wrong_campaign_id',
  publisher: 'wrong_publisher_id',
  unknown: 'wrong_ids',
} as const satisfies Record<WrongId, string>;

/** The forms whose leads Convertr answers with 404, because it does not know one of their ids. */
export class WrongIds {
  readonly #context: AccountContext;
  readonly #campaigns: Campaigns;
  #entries: Record<string, Entry>;

  constructor(context: AccountContext, campaigns: Campaigns) {
    this.#context = context;
    this.#campaigns = campaigns;
    this.#entries = context.keyValues.get<Record<string, Entry>>(KEY) ?? {};
    const { publisherId } = context.account;
    for (const [form, { publisher }] of Object.entries(this.#entries))
      if (publisher !== publisherId) this.#forget(form);
  }

  list(): AccountState['wrongIds'] {
    return Object.entries(this.#entries).map(([form, { campaign, convertr_form, publisher, wrong }]) => ({
      form,
      wrong,
      campaignId: campaign,
      formId: convertr_form,
      publisherId: publisher,
    }));
  }

  /** True when leads that go where this one goes would only be refused. */
  isWrong({ form, ...ids }: Addressed, now: number): boolean {
    const entry = this.#entries[form];
    if (!entry || !isSame(entry, ids)) return false;
    // It lapses by itself only when no held lead is there to try.
    if (entry.nextTryAt > now || this.#context.queues.heldForIds(form, 1).length > 0) return true;
    this.#forget(form);
    return false;
  }

  since(form: string): number {
    return this.#entries[form]?.since ?? 0;
  }

  nextTryAt(form: string): number | null {
    return this.#entries[form]?.nextTryAt ?? null;
  }

  /** When the next held lead tries. Infinity when none does. */
  nextAt(): number {
    return Math.min(...Object.values(this.#entries).map(({ nextTryAt }) => nextTryAt), Infinity);
  }

  /** The oldest lead of each form whose time to try has come. */
  takeDue(now: number): Row[] {
    return Object.keys(this.#entries).flatMap((form) => {
      if ((this.nextTryAt(form) ?? Infinity) > now) return [];
      const held = this.#context.queues.heldForIds(form, 1);
      if (held.length > 0) this.#set(form, { nextTryAt: now + TRY_AGAIN_MS });
      return held;
    });
  }

  /** Forms that are in order again, but still have leads that are held for their ids. */
  mended(): string[] {
    return this.#context.queues.formsWithWrongIds().filter((form) => !this.#entries[form]);
  }

  /** Convertr answered 404 to a lead. */
  note({ form, campaign, convertr_form }: Addressed, now: number): void {
    const known = this.#entries[form];
    const { publisherId: publisher } = this.#context.account;
    const wrong = known && isSame(known, { campaign, convertr_form }) ? known.wrong : 'unknown';
    this.#set(form, { campaign, convertr_form, publisher, wrong, since: now, nextTryAt: now + TRY_AGAIN_MS });
  }

  /** Convertr took the ids, whatever it said of the answers. */
  confirm({ form, ...ids }: Addressed): void {
    const entry = this.#entries[form];
    if (entry && isSame(entry, ids)) this.#forget(form);
  }

  /** Asks Convertr for what it does know, and tells a person which id is wrong. */
  async diagnose({ form, campaign, convertr_form }: Addressed): Promise<void> {
    const answer = await this.#campaigns.refresh(campaign);
    const entry = this.#entries[form];
    if (!entry || !isSame(entry, { campaign, convertr_form })) return;
    const wrong = answer.ok
      ? answer.value.forms.some(({ formId }) => formId === convertr_form)
        ? 'publisher'
        : 'form'
      : answer.error === 'not_found'
        ? 'campaign'
        : entry.wrong;
    if (wrong !== entry.wrong) this.#tell(form, entry.wrong, false);
    this.#set(form, { wrong });
    this.#tell(form, wrong, true);
  }

  /** Where a form's leads go according to its configuration. Leads that are held for other ids are sent there. */
  readdress(form: string, ids: Ids, now: number): void {
    const entry = this.#entries[form];
    if (!entry || isSame(entry, ids)) return;
    for (const row of this.#context.queues.heldForIds(form)) this.#context.leads.update(row.id, ids, now);
    this.#forget(form);
  }

  /** Reads the configurations again of the forms that are about to try: somebody may have corrected them. */
  async readConfigurations(now: number): Promise<void> {
    for (const [form, { nextTryAt }] of Object.entries(this.#entries)) {
      if (nextTryAt > now) continue;
      const text = await withTimeout(KV_TIMEOUT_MS, this.#context.forms.get(form));
      const config = text === null ? undefined : parseFormConfig(JSON.parse(text));
      if (!config?.ok) continue;
      this.readdress(form, { campaign: config.value.campaignId, convertr_form: config.value.formId }, now);
    }
  }

  #set(form: string, change: Partial<Entry>): void {
    this.#entries = { ...this.#entries, [form]: { ...this.#entries[form], ...change } as Entry };
    this.#context.keyValues.set(KEY, this.#entries);
  }

  #forget(form: string): void {
    const { [form]: entry, ...others } = this.#entries;
    this.#entries = others;
    this.#context.keyValues.set(KEY, others);
    if (entry) this.#tell(form, entry.wrong, false);
  }

  /** A wrong publisher is one cause, however many forms it stops. */
  #tell(form: string, wrong: WrongId, isActive: boolean): void {
    const isAccountWide = wrong === 'publisher';
    const others = Object.entries(this.#entries).some(([other, entry]) => other !== form && entry.wrong === wrong);
    const about = isAccountWide ? undefined : form;
    this.#context.alerts.report(ALERTS[wrong], isActive || (isAccountWide && others), Date.now(), about);
  }
}

const isSame = (one: Ids, other: Ids): boolean =>
  one.campaign === other.campaign && one.convertr_form === other.convertr_form;
