import { type Context, Hono } from 'hono';
import type { SimulatorEnv } from '../http/context.ts';
import { readPhpPost } from '../http/php-post.ts';
import type { Campaign, FieldRule, Link } from '../state/model.ts';
import type { Simulator } from '../state/simulator.ts';
import { toFieldErrorList } from '../validation/field-error-list.ts';
import { validateLead } from '../validation/validate-lead.ts';
import { toResultAnswer } from '../verdicts/lead-result.ts';
import { authenticate } from './authenticate.ts';
import { refuseLead } from './campaign-refusal.ts';
import { toCreatedAnswer } from './created-lead.ts';
import { linkNotFound, notFound } from './errors.ts';

const FIELDS = '/v2.4/publisher/fields/:campaign{[0-9]+}';
const LINKS = '/v2.4/publisher/links/:campaign{[0-9]+}';
const LEADS = '/v2.4/publisher/:publisher{[0-9]+}/forms/:form{[0-9]+}/campaign/:campaign{[0-9]+}/leads';
/** The publisher's page has it at 2.1 [doc], and the page about rate limits at any 2.x [doc]. */
const RESULT = '/:version{v2\\.[0-9]+}/publisher/:publisher{[0-9]+}/lead-result/:lead{[0-9]+}';

/** The publisher API of whichever enterprise the token belongs to [doc]. */
export function createPublisherApi(simulator: Simulator) {
  const api = new Hono<SimulatorEnv>().basePath('/api');
  api.use(authenticate(simulator));

  const findCampaign = (c: Context<SimulatorEnv>): Campaign | undefined => {
    const campaign = simulator.campaigns.find(c.var.enterprise.name, Number(c.req.param('campaign')));
    return campaign?.state === 'deleted' ? undefined : campaign;
  };

  api.get(FIELDS, (c) => {
    const campaign = findCampaign(c);
    if (!campaign) return notFound(c);
    const asObjects = simulator.settings.fieldsAs === 'objects';
    return c.json(
      campaign.forms.map(({ id, name, fields }) => ({
        fields: asObjects ? fields.map(toFieldObject) : fields.map(toFieldName),
        formId: id,
        formName: name,
      })),
    );
  });

  api.get(LINKS, (c) => {
    const campaign = findCampaign(c);
    if (!campaign) return notFound(c);
    return c.json(campaign.links.map(({ channel, destination, id, name }) => ({ channel, destination, id, name })));
  });

  api.post(LEADS, async (c) => {
    const post = await readPhpPost(c.req);
    const { enterprise } = c.var;
    const { settings } = simulator;
    const campaign = findCampaign(c);
    const form = campaign?.forms.find(({ id }) => id === Number(c.req.param('form')));
    if (!campaign || !form || Number(c.req.param('publisher')) !== enterprise.publisherId) return notFound(c);

    // The order in which Convertr checks these is [open].
    const refusal = refuseLead(campaign, settings);
    if (refusal) return refusal;
    const linkId = readLinkId(c.req.queries('linkId')?.at(-1), campaign.links);
    if (linkId === undefined) return linkNotFound(c);

    const validation = validateLead(form.fields, post.get('form'));
    if (!validation.ok) {
      return settings.validationErrors === 'list'
        ? c.json({ code: 400, message: 'Validation failed', data: toFieldErrorList(validation.errors) }, 400)
        : c.json({ code: 400, message: 'Validation Failed', errors: validation.errors }, 400);
    }

    const { id } = simulator.addLead({
      enterprise: enterprise.name,
      campaignId: campaign.id,
      formId: form.id,
      linkId,
      answers: validation.answers,
      ip: c.env.incoming.socket.remoteAddress ?? '',
    });
    return toCreatedAnswer(id, settings);
  });

  api.get(RESULT, (c) => {
    const lead = simulator.leads.find(Number(c.req.param('lead')));
    const { name, publisherId } = c.var.enterprise;
    if (lead?.enterprise !== name || Number(c.req.param('publisher')) !== publisherId) return notFound(c);
    return toResultAnswer(lead, simulator.settings, simulator.clock.now());
  });

  return api;
}

/** Only names: no type, label or required flag [doc]. */
const toFieldName = ({ name }: FieldRule) => name;
/** As the second version of Convertr's webhook lists them [doc]. */
const toFieldObject = ({ name, hidden = false, required = false }: FieldRule) => ({ key: name, hidden, required });

/** No `linkId` is a lead without a channel [seen]; a blank or foreign one is an error [doc; blank: inferred]. */
function readLinkId(text: string | undefined, links: readonly Link[]): number | null | undefined {
  if (text === undefined) return null;
  return /^\d+$/.test(text) ? links.find(({ id }) => id === Number(text))?.id : undefined;
}
