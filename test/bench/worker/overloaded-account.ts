/** The Worker while the account's object refuses everything as overloaded. */
import { DurableObject } from 'cloudflare:workers';
import worker from '../../../worker/index.ts';
import type { Env } from '../../../worker/settings/env.ts';

export { Overflow } from '../../../worker/index.ts';

/** Takes nothing over. */
export class Account extends DurableObject<Env> {
  async adopt(): Promise<never> {
    throw new Error('Overloaded.');
  }
}

// Each refusal is a line in the log, and printing it here takes longer than storing the submission.
console.error = () => {};

const OBJECT = { submit: () => Promise.reject(Object.assign(new Error('Overloaded.'), { overloaded: true })) };
const ACCOUNTS = { idFromName: () => 'id', get: () => OBJECT } as unknown as Env['ACCOUNTS'];

export default {
  fetch: (request, env, ctx) => worker.fetch(request, { ...env, ACCOUNTS }, ctx),
} satisfies ExportedHandler<Env>;
