/** The doctor's checks of the campaign. */
import type { CampaignFacts } from '../../../account-api.ts';
import type { FormConfig } from '../../../forms/configuration/config.ts';
import { findDrift } from '../../../forms/configuration/drift.ts';
import type { Line } from './account-checks.ts';

type Refreshed = { ok: true; value: CampaignFacts } | { ok: false; error: string };

const FAULTS: Record<string, string> = {
  mfa: 'Unknown until the code is entered.',
  denied: 'Unknown until the login works.',
  password_expired: 'Unknown until the password is changed.',
  not_found: 'This account has no such campaign. Check the campaign number.',
  rate_limited: 'The request budget is used up. Try again in a few minutes.',
};

export function checkCampaign(config: FormConfig, refreshed: Refreshed, known: CampaignFacts | null): Line[] {
  if (!refreshed.ok) {
    const detail = FAULTS[refreshed.error] ?? 'Convertr is not responding. Try again in a minute.';
    return [{ check: 'Campaign', ok: false, detail }];
  }
  const { forms, links } = refreshed.value;
  return [checkOpen(config, known ?? refreshed.value), checkFields(config, forms), ...checkLinks(config, links)];
}

/** @param obstacle why the form in the configuration would not be shown, or blank */
export function checkClosedForm({ closedForm }: FormConfig, obstacle: string): Line[] {
  if (!closedForm) return [];
  const shown = `Visitors see “${closedForm}” once the campaign has ended.`;
  const detail = obstacle ? `${obstacle} Once the campaign has ended, visitors see the message instead.` : shown;
  return [{ check: 'Form in its place', ok: !obstacle, detail }];
}

function checkOpen({ campaignId, closedForm }: FormConfig, { closed, waits }: CampaignFacts): Line {
  if (waits) {
    const state = waits === 'not_started' ? 'has not started' : 'redirects';
    const detail = `Campaign ${campaignId} ${state}: leads are accepted and held, and one is tried every five minutes.`;
    return { check: 'Campaign', ok: false, detail };
  }
  if (closed === null) {
    return { check: 'Campaign', ok: true, detail: `Campaign ${campaignId} is open, as far as known.` };
  }
  const state = closed === 'ended' ? 'has ended' : `is ${closed}`;
  const shown = closedForm ? '.' : ': visitors see the closed message.';
  return { check: 'Campaign', ok: false, detail: `Campaign ${campaignId} ${state}${shown}` };
}

function checkFields(config: FormConfig, forms: CampaignFacts['forms']): Line {
  const check = 'Fields';
  const listed = forms.find(({ formId }) => formId === config.formId)?.fields;
  const { missing, added } = findDrift(config, listed ?? null);
  if (!listed) {
    const known = forms.map(({ formId }) => formId).join(', ');
    const detail = `Convertr lists no form ${config.formId} in this campaign. Choose one of ${known}.`;
    return { check, ok: false, detail };
  }
  if (missing.length > 0) {
    const changes = [...added.map((name) => `+${name}`), ...missing.map((name) => `−${name}`)].join(', ');
    return { check, ok: false, detail: `Adopt Convertr’s changes: ${changes}.` };
  }
  // A configuration need not name every field.
  const unnamed = `All match. Fields without settings, shown at the end of the form: ${added.join(', ')}.`;
  return { check, ok: true, detail: added.length > 0 ? unnamed : `All ${listed.length} fields match.` };
}

function checkLinks({ channels = {} }: FormConfig, links: CampaignFacts['links']): Line[] {
  if (links.length === 0) {
    return [{ check: 'Links', ok: false, detail: 'The campaign has no tracking links: leads are sent without one.' }];
  }
  const lost = Object.entries(channels).filter(([, id]) => !links.some((link) => link.id === id));
  return [
    ...lost.map(([channel, id]) => ({
      check: `Link of ${channel}`,
      ok: false,
      detail: `The campaign has no link ${id}. Choose another.`,
    })),
    {
      check: 'Links',
      ok: true,
      detail: links.map(({ id, channel }) => `${channel || 'no channel'} → ${id}`).join(', '),
    },
  ];
}
