import type { Env } from '../settings/env.ts';
import { readSettings } from '../settings/settings.ts';
import type { WebhookSender } from '../webhooks/webhook-sender.ts';
import { type AccountContext, createContext } from './context.ts';
import { CallPlanner } from './delivery/call-planner.ts';
import { Dispatcher } from './delivery/dispatcher.ts';
import { LeadTransitions } from './delivery/lead-transitions.ts';
import { PendingReplies } from './delivery/pending-replies.ts';
import { Scheduler } from './delivery/scheduler.ts';
import { Sender } from './delivery/sender.ts';
import { PostedAnswers } from './delivery/unlisted-fields.ts';
import { VerdictPoller } from './delivery/verdict-poller.ts';
import { Intake } from './intake/intake.ts';
import { Erasure } from './operations/erasure.ts';
import { LeadActions } from './operations/lead-actions.ts';
import { Maintenance } from './operations/maintenance.ts';
import { Reconciliation } from './operations/reconciliation.ts';
import { Restart } from './restart.ts';
import { KeyValueStore } from './store/key-value.ts';
import { CampaignCache } from './upstream/campaign-cache.ts';
import { CampaignReader } from './upstream/campaign-reader.ts';
import { Campaigns } from './upstream/campaigns.ts';
import { ClosedCampaigns } from './upstream/closed-campaigns.ts';
import { OutcomeReporter } from './upstream/report-outcome.ts';
import { Session } from './upstream/session.ts';
import { WrongIds } from './upstream/wrong-ids.ts';
import { Webhooks } from './webhooks/webhooks.ts';

interface Hooks {
  /** The last call to Convertr has ended. */
  onIdle: () => void;
  /** A webhook message was sent, or is due. */
  onWebhooks: () => void;
  /** A submission is on disk. */
  onStored: () => void;
}

/** Builds the parts of an account's object. */
export function assemble(state: DurableObjectState, env: Env, { onIdle, onWebhooks, onStored }: Hooks) {
  const context = readContext(state, env);
  const replies = new PendingReplies();
  const posted = new PostedAnswers();

  const session = new Session(context);
  const reporter = new OutcomeReporter(context, session);
  const cache = new CampaignCache(context);
  const closed = new ClosedCampaigns(context, cache);
  const campaigns = new Campaigns(new CampaignReader(context, session, reporter), cache, closed);

  const wrongIds = new WrongIds(context, campaigns);

  const transitions = new LeadTransitions({ context, campaigns, closed, replies });
  const scheduler = new Scheduler({ context, cache, campaigns, closed, wrongIds, transitions });
  const sender = new Sender({ context, campaigns, reporter, replies, transitions, posted, wrongIds });
  const verdicts = new VerdictPoller(context, reporter, transitions);
  const planner = new CallPlanner({ context, session, campaigns, scheduler, sender, verdicts });
  const onBlocked = () => replies.giveUp((id) => context.leads.get(id)?.status === 'queued');
  const dispatcher = new Dispatcher({ context, planner, onIdle, onBlocked });

  const intake = new Intake({ context, closed, wrongIds, dispatcher, replies, transitions, posted, onStored });
  const actions = new LeadActions({ context, closed, wrongIds, session, transitions, verdicts });
  const reconciliation = new Reconciliation(context, transitions);
  const erasure = new Erasure(context, transitions, replies);
  const loopback = state.exports as unknown as { WebhookSender: Service<WebhookSender> };
  const webhooks = new Webhooks(context, loopback.WebhookSender, onWebhooks);
  context.outbox.onRecorded = onWebhooks;
  const maintenance = new Maintenance({ context, closed, wrongIds, transitions });
  const restart = new Restart({ state, context, dispatcher, replies });
  return {
    context,
    session,
    campaigns,
    closed,
    wrongIds,
    sender,
    dispatcher,
    intake,
    actions,
    reconciliation,
    erasure,
    maintenance,
    restart,
    webhooks,
  };
}

function readContext({ id, storage }: DurableObjectState, env: Env): AccountContext {
  const keyValues = new KeyValueStore(storage.sql);
  // An object that an alarm wakes may not know its name.
  const enterprise = id.name ?? keyValues.get<string>('enterprise');
  if (enterprise === undefined) throw new Error('An account object has no name.');
  if (keyValues.get<string>('enterprise') !== enterprise) keyValues.set('enterprise', enterprise);
  const settings = readSettings(env);
  if (!settings.ok) throw new Error(settings.error);
  const account = settings.value.accounts.get(enterprise);
  if (!account) throw new Error(`No account ${enterprise} is configured.`);
  return createContext(enterprise, account, settings.value, env, storage);
}
