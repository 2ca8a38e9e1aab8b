import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { createSampleAnswers } from '../../leads/sample.ts';
import type { Definition } from '../../protocol/wire.ts';
import { ask, describeTimes } from './ask.ts';
import type { Line } from './reads.ts';

export interface Sends {
  form: string;
  count: number;
  everyMs: number;
}

/** Sends sample leads as a page does, each with its own id. They are sent to Convertr. */
export async function sendLeads(origin: URL, { form, count, everyMs }: Sends): Promise<Line[]> {
  const headers = { origin: origin.origin, accept: 'application/json' };
  const definition = JSON.parse((await ask(new URL(`/v1/forms/${form}`, origin), { headers })).text) as Definition;
  const sent: { status: number; ms: number; submission: string }[] = [];
  for (let n = 0; n < count; n++) {
    if (n > 0) await wait(everyMs);
    const submission = randomUUID();
    const body = toBody(definition, submission);
    const { status, ms } = await post(new URL(`/v1/forms/${form}/leads`, origin), headers, body);
    sent.push({ status, ms, submission });
  }
  const lost = sent.filter(({ status }) => status !== 201 && status !== 202);
  const counts = [...Map.groupBy(sent, ({ status }) => status)].map(([status, all]) => `${all.length} × ${status}`);
  const first = `The first is ${sent[0]?.submission}.`;
  return [
    {
      is: lost.length === 0 ? 'good' : 'to do',
      check: 'Leads',
      detail: `${counts.join(', ')}; 201 and 202 are stored. ${first} See the console for their outcome.`,
    },
    { is: 'note', check: 'Answer', detail: `${describeTimes(sent.map(({ ms }) => ms))}.` },
  ];
}

function toBody({ fields, ticket }: Definition, submission: string): string {
  const parameters = new URLSearchParams({ submission, ticket });
  for (const [name, values] of createSampleAnswers(fields, submission.slice(0, 8)))
    for (const value of values) parameters.append(name, value);
  return parameters.toString();
}

/** No answer counts as status 0. The widget would try again. */
const post = (url: URL, headers: Record<string, string>, body: string) =>
  ask(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    body,
  }).catch(() => ({ status: 0, ms: 0 }));
