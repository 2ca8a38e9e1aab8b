import { expect, inject } from 'vitest';
import type { ConvertrLead } from '../support/leadwire.ts';

export const workerUrl = inject('workerUrl');
export const PAGE = 'https://landing.example.com';

/** Saves a form of its own for a test. @returns its id. */
export async function saveForm(config: Record<string, unknown> = {}): Promise<string> {
  const id = `s-${crypto.randomUUID()}`;
  const response = await fetch(`${workerUrl}/v1/admin/forms/${id}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${inject('adminToken')}` },
    body: JSON.stringify({ enterprise: 'acme', campaignId: 1234, formId: 35, origins: [PAGE], ...config }),
  });
  expect(response.status).toBe(201);
  return id;
}

/** How many submissions of a form are in the ledger. */
export async function countRows(form: string): Promise<number> {
  const headers = { authorization: `Bearer ${inject('adminToken')}` };
  const response = await fetch(`${workerUrl}/v1/admin/leads?enterprise=acme&form=${form}&limit=200`, { headers });
  const { leads } = (await response.json()) as { leads: unknown[] };
  return leads.length;
}

/** What arrived at the simulator. */
export async function arrived(): Promise<ConvertrLead[]> {
  return (await (await fetch(`${inject('convertrUrl')}/_control/leads`)).json()) as ConvertrLead[];
}

let visitors = 0;
/** Locally the client itself says where it comes from. */
export function newAddress(): string {
  visitors += 1;
  return `203.0.${Math.floor(visitors / 250)}.${(visitors % 250) + 1}`;
}

export const ANSWERS = {
  'form[firstName]': 'Ada',
  'form[lastName]': 'Byron',
  'form[email]': 'ada@example.com',
};

export function submit(form: string, parameters: Record<string, string>, headers: Record<string, string> = {}) {
  return fetch(`${workerUrl}/v1/forms/${form}/leads`, {
    method: 'POST',
    redirect: 'manual',
    headers: { accept: 'application/json', 'cf-connecting-ip': newAddress(), ...headers },
    body: new URLSearchParams(parameters),
  });
}
