import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { faultsSchema } from '../faults/faults.ts';
import { campaignSchema } from '../state/campaigns.ts';
import type { Decision } from '../state/model.ts';
import { settingsSchema } from '../state/settings.ts';
import type { Simulator } from '../state/simulator.ts';
import { userSchema } from '../state/users.ts';
import { changeDecision, getDecision, type VerdictsChange, verdictsSchema } from '../verdicts/verdict.ts';
import { describeState } from './describe-state.ts';

const clockSchema = v.strictObject({ advanceMs: v.pipe(v.number(), v.minValue(0)) });

/** The control API for tests and people, documented in docs/simulator.md. Limits and faults don't apply to it. */
export function createControlApi(simulator: Simulator) {
  const control = new Hono().basePath('/_control');

  control.get('/leads', (c) => {
    const now = simulator.clock.now();
    return c.json(
      simulator.leads.all.map((lead) => {
        const { id, enterprise, campaignId, formId, linkId, answers, at } = lead;
        return { id, enterprise, campaignId, formId, linkId, answers, verdict: getDecision(lead, now).verdict, at };
      }),
    );
  });

  control.get('/requests', (c) => c.json({ requests: simulator.log.list() }));

  control.delete('/requests', (c) => {
    simulator.log.clear();
    return c.json({ ok: true });
  });

  control.get('/state', (c) => c.json(describeState(simulator)));

  control.post('/reset', (c) => {
    simulator.reset();
    return c.json(describeState(simulator));
  });

  control.post('/revoke', (c) => {
    simulator.revokeTokens();
    return c.json(describeState(simulator));
  });

  control.post('/clock', (c) => change(c, simulator, clockSchema, ({ advanceMs }) => simulator.advance(advanceMs)));

  control.post('/settings', (c) =>
    change(c, simulator, settingsSchema, (settings) => simulator.changeSettings(settings)),
  );

  control.post('/faults', (c) => change(c, simulator, faultsSchema, (faults) => simulator.faults.replace(faults)));

  control.post('/campaigns/:enterprise/:id{[0-9]+}', async (c) => {
    const { enterprise, id } = c.req.param();
    const campaign = simulator.campaigns.find(enterprise, Number(id));
    if (!campaign) return c.json({ error: `There is no campaign ${id} at ${enterprise}.` }, 404);
    const known = v.check<v.InferOutput<typeof campaignSchema>, string>(
      ({ fields = {} }) =>
        Object.keys(fields).every((formId) => campaign.forms.some((form) => `${form.id}` === formId)),
      'The campaign has no such form.',
    );
    return change(c, simulator, v.pipe(campaignSchema, known), (changed) =>
      simulator.changeCampaign(enterprise, Number(id), changed),
    );
  });

  control.post('/users/:enterprise', async (c) => {
    const { enterprise } = c.req.param();
    if (!simulator.users.find(enterprise)) return c.json({ error: `There is no enterprise ${enterprise}.` }, 404);
    return change(c, simulator, userSchema, (changed) => simulator.changeUser(enterprise, changed));
  });

  control.post('/verdicts', (c) => {
    const toDecisions = ({ leads, ...changed }: VerdictsChange) =>
      leads.flatMap((id): [number, Decision][] => {
        const lead = simulator.leads.find(id);
        const decision = lead && changeDecision(lead, changed, simulator.clock.now());
        return decision ? [[id, decision]] : [];
      });
    const known = v.check<VerdictsChange, string>(
      (changed) => toDecisions(changed).length === changed.leads.length,
      'A lead is unknown, or not decided and no verdict is given for it.',
    );
    return change(c, simulator, v.pipe(verdictsSchema, known), (changed) =>
      simulator.changeDecisions(toDecisions(changed)),
    );
  });

  return control;
}

/** Parses the body, makes the change, and answers with the state after it. */
async function change<T>(
  c: Context,
  simulator: Simulator,
  schema: v.GenericSchema<unknown, T>,
  apply: (body: T) => void,
) {
  const body = v.safeParse(schema, await c.req.json().catch(() => undefined));
  if (!body.success) {
    return c.json({ error: v.summarize(body.issues) }, 400);
  }
  apply(body.output);
  return c.json(describeState(simulator));
}
