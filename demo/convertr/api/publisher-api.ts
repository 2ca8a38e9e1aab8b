import { Hono } from 'hono';
import type { SimulatorEnv } from '../http/context.ts';
import { isUrlEncoded, parsePhpBody } from '../http/php-post.ts';
import { getState } from '../state/campaigns.ts';
import type { Link } from '../state/model.ts';
import type { Simulator } from '../state/simulator.ts';
import { validateLead } from '../validation/validate-lead.ts';
import { toResultAnswer } from '../verdicts/lead-result.ts';
import { authenticate } from './authenticate.ts';
import { fulfilled, linkNotFound, notFound, notStarted } from './errors.ts';

const FIELDS = '/v2.4/publisher/fields/:campaign{[0-9]+}';
const LINKS = '/v2.4/publisher/links/:campaign{[0-9]+}';
const LEADS = '/v2.4/publisher/:publisher{[0-9]+}/forms/:form{[0-9]+}/campaign/:campaign{[0-9]+}/leads';
const RESULT = '/v2.1/publisher/:publisher{[0-9]+}/lead-result/:lead{[0-9]+}';

/** The publisher API of whichever enterprise the token belongs to [doc]. */
export function createPublisherApi(simulator: Simulator) {
  const api = new Hono<SimulatorEnv>().basePath('/api');
  api.use(authenticate(simulator));

  api.get(FIELDS, (c) => {
    const campaign = simulator.campaigns.find(c.var.enterprise.name, Number(c.req.param('campaign')));
    if (!campaign) return notFound(c);
    // Names and nothing else: no type, label or required flag [doc].
    return c.json(
      campaign.forms.map(({ id, name, fields }) => ({
        fields: fields.map((field) => field.name),
        formId: id,
        formName: name,
      })),
    );
  });

  api.get(LINKS, (c) => {
    const campaign = simulator.campaigns.find(c.var.enterprise.name, Number(c.req.param('campaign')));
    if (!campaign) return notFound(c);
    return c.json(campaign.links.map(({ channel, destination, id, name }) => ({ channel, destination, id, name })));
  });

  api.post(LEADS, async (c) => {
    const body = isUrlEncoded(c.req.header('Content-Type')) ? await c.req.text() : '';
    const { enterprise } = c.var;
    const campaign = simulator.campaigns.find(enterprise.name, Number(c.req.param('campaign')));
    const form = campaign?.forms.find(({ id }) => id === Number(c.req.param('form')));
    if (!campaign || !form || Number(c.req.param('publisher')) !== enterprise.publisherId) return notFound(c);

    // In which order Convertr checks these is [open].
    const state = getState(campaign);
    if (state === 'not_started') return notStarted(c);
    if (state === 'fulfilled') return fulfilled(c);
    const linkId = readLinkId(c.req.queries('linkId')?.at(-1), campaign.links);
    if (linkId === undefined) return linkNotFound(c);

    // Another content type leaves PHP with no variables, so it validates as an empty form [inferred].
    const validation = validateLead(form.fields, parsePhpBody(body).get('form'));
    if (!validation.ok) return c.json({ code: 400, message: 'Validation Failed', errors: validation.errors }, 400);

    const { id } = simulator.addLead({
      enterprise: enterprise.name,
      campaignId: campaign.id,
      formId: form.id,
      linkId,
      answers: validation.answers,
      ip: c.env.incoming.socket.remoteAddress ?? '',
    });
    const { createdBody } = simulator.settings;
    const documented = createdBody === 'documented' || (createdBody === 'both' && id % 2 === 0);
    return c.json(
      documented
        ? { data: id, message: 'Lead was created successfully', status: 201 } // [doc]
        : { data: id, message: 'Model was created successfully' }, // [seen]
      201,
    );
  });

  api.get(RESULT, (c) => {
    const lead = simulator.leads.find(Number(c.req.param('lead')));
    const { name, publisherId } = c.var.enterprise;
    if (lead?.enterprise !== name || Number(c.req.param('publisher')) !== publisherId) return notFound(c);
    return toResultAnswer(lead, simulator.clock.now());
  });

  return api;
}

/** No `linkId` is a lead without a channel [seen]; a blank or foreign one is an error [doc; blank: inferred]. */
function readLinkId(text: string | undefined, links: readonly Link[]): number | null | undefined {
  if (text === undefined) return null;
  return /^\d+$/.test(text) ? links.find(({ id }) => id === Number(text))?.id : undefined;
}
