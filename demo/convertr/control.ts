import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { campaignSchema, getState } from './campaigns.ts';
import { faultsSchema } from './faults.ts';
import { getVerdict } from './leads.ts';
import { settingsSchema } from './settings.ts';
import type { World } from './world.ts';

const clockSchema = v.strictObject({ advanceMs: v.pipe(v.number(), v.minValue(0)) });

/** How tests and people steer the simulator; documented in docs/simulator.md. No limit or fault touches it. */
export function createControl(world: World) {
  const control = new Hono().basePath('/_control');

  control.get('/leads', (c) => {
    const now = world.clock.now();
    return c.json(
      world.leads.all.map((lead) => {
        const { id, enterprise, campaignId, formId, linkId, answers, at } = lead;
        return { id, enterprise, campaignId, formId, linkId, answers, verdict: getVerdict(lead, now), at };
      }),
    );
  });

  control.get('/requests', (c) => c.json({ requests: world.log.list() }));

  control.delete('/requests', (c) => {
    world.log.clear();
    return c.json({ ok: true });
  });

  control.get('/state', (c) => c.json(describe(world)));

  control.post('/reset', (c) => {
    world.reset();
    return c.json(describe(world));
  });

  control.post('/revoke', (c) => {
    world.revokeTokens();
    return c.json(describe(world));
  });

  control.post('/clock', (c) => change(c, world, clockSchema, ({ advanceMs }) => world.advance(advanceMs)));

  control.post('/settings', (c) => change(c, world, settingsSchema, (settings) => world.changeSettings(settings)));

  control.post('/faults', (c) => change(c, world, faultsSchema, (faults) => world.faults.replace(faults)));

  control.post('/campaigns/:enterprise/:id{[0-9]+}', async (c) => {
    const { enterprise, id } = c.req.param();
    const campaign = world.campaigns.find(enterprise, Number(id));
    if (!campaign) return c.json({ error: `There is no campaign ${id} at ${enterprise}.` }, 404);
    const known = v.check<v.InferOutput<typeof campaignSchema>, string>(
      ({ fields = {} }) =>
        Object.keys(fields).every((formId) => campaign.forms.some((form) => `${form.id}` === formId)),
      'The campaign has no such form.',
    );
    return change(c, world, v.pipe(campaignSchema, known), (changed) =>
      world.changeCampaign(enterprise, Number(id), changed),
    );
  });

  return control;
}

/** Parses the body, makes the change, and answers with the state after it. */
async function change<T>(c: Context, world: World, schema: v.GenericSchema<unknown, T>, apply: (body: T) => void) {
  const body = v.safeParse(schema, await c.req.json().catch(() => undefined));
  if (!body.success) {
    return c.json({ error: v.summarize(body.issues) }, 400);
  }
  apply(body.output);
  return c.json(describe(world));
}

export type ControlState = ReturnType<typeof describe>;

function describe(world: World) {
  const now = world.clock.now();
  const { limits, ...settings } = world.settings;
  return {
    now: new Date(now).toISOString(),
    clockOffsetMs: world.clock.offsetMs,
    settings,
    limits,
    use: world.limits.use(now),
    highest: world.limits.highest(),
    highestConcurrent: world.log.highestConcurrent,
    count429: world.limits.refused,
    faults: world.faults.list(),
    smsSent: world.smsSent,
    tokens: world.tokens.count(now),
    leads: world.leads.all.length,
    campaigns: world.campaigns.all().map((campaign) => ({
      enterprise: campaign.enterprise,
      id: campaign.id,
      state: getState(campaign),
      cap: campaign.cap,
      room: campaign.room,
      forms: Object.fromEntries(campaign.forms.map(({ id, fields }) => [id, fields.map(({ name }) => name)])),
    })),
  };
}
