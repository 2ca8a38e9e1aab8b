import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CampaignFacts } from '../../account-api.ts';
import type { Fault } from '../../forms/configuration/config.ts';
import { api } from '../api.ts';
import type { Preview } from '../api-answers.ts';
import type { Document } from '../document.ts';
import { toMessage } from '../http.ts';
import { findEmptyConsents } from './draft.ts';
import type { Defaults } from './panel.ts';

/** The preview is updated this long after the last key. */
const FOLLOW_MS = 200;

interface Host extends ReactiveControllerHost {
  document: Document;
  locale: string;
}

/** What the Worker and Convertr return for a draft: its definition, errors, fields and links. */
export class DraftPreview implements ReactiveController {
  preview: Preview = { definition: null, faults: [], warnings: [], inferred: [], drift: null };
  /** The default texts of blank settings, in the language that is being edited. */
  defaults: Defaults = {};
  facts: CampaignFacts | null = null;
  /** Convertr's fields and links: still loading, or why they are unknown. */
  isAsking = true;
  unknown = '';
  /** Why the preview is out of date. */
  message = '';
  readonly #host: Host;
  #timer = 0;
  #asked = 0;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  /** Renders the draft once typing stops. */
  follow(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.draw(), FOLLOW_MS) as unknown as number;
  }

  /** Answers may overtake each other. The one to the last request counts. */
  async draw(): Promise<void> {
    clearTimeout(this.#timer);
    const asked = ++this.#asked;
    const { document, locale } = this.#host;
    try {
      const preview = await api.preview(document, locale);
      if (asked !== this.#asked) return;
      const faults = [...preview.faults, ...findEmptyConsents(this.#host.document, preview.inferred)];
      const definition = preview.definition ?? this.preview.definition;
      this.#set({ preview: { ...preview, definition, faults }, message: '' });
    } catch (error) {
      if (asked === this.#asked) this.#set({ message: toMessage(error) });
    }
  }

  /** Asks Convertr for the campaign's fields and links. */
  async ask(): Promise<void> {
    this.#set({ isAsking: true, unknown: '' });
    const { enterprise, campaignId } = this.#host.document;
    try {
      this.#set({ facts: await api.campaign(String(enterprise), Number(campaignId)) });
      await this.draw();
    } catch (error) {
      this.#set({ unknown: toMessage(error) });
    }
    this.#set({ isAsking: false });
  }

  async loadDefaults(): Promise<void> {
    this.#set({ defaults: {} });
    const { locale, document } = this.#host;
    const { enterprise, campaignId, formId } = document;
    const bare = { enterprise, campaignId, formId, origins: [], locale } as Document;
    const definition = (await api.preview(bare, locale).catch(() => undefined))?.definition;
    if (!definition || locale !== this.#host.locale) return;
    const { submitLabel, success, closedMessage } = definition;
    this.#set({ defaults: { submitLabel, success: success.message, closedMessage } });
  }

  /** The Worker has refused to save it. */
  refuse(faults: Fault[]): void {
    this.#set({ preview: { ...this.preview, faults } });
  }

  #set(
    change: Partial<Pick<DraftPreview, 'preview' | 'defaults' | 'facts' | 'isAsking' | 'unknown' | 'message'>>,
  ): void {
    Object.assign(this, change);
    this.#host.requestUpdate();
  }
}
