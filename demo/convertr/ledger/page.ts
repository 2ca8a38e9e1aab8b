import { html } from 'hono/html';
import type { Decision, Lead, Verdict } from '../state/model.ts';
import type { Simulator } from '../state/simulator.ts';
import { getDecision } from '../verdicts/verdict.ts';

/** Nobody reads more, and the control API lists all of them. */
const SHOWN = 100;

const VERDICTS: Record<Verdict, string> = { pending: 'Pending', valid: 'Valid', invalid: 'Invalid' };

export function toLedgerPage(simulator: Simulator) {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Ledger – Convertr simulator</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/ledger/style.css" />
    <script type="module" src="/ledger/live.js"></script>
  </head>
  <body>
    <header>
      <p class="brand">Convertr simulator</p>
      <h1>Leads that arrived</h1>
      <p class="quiet">The upstream’s side, newest first. It is a stand-in: nothing here reaches Convertr.</p>
    </header>
    <main id="list">${toLedgerList(simulator)}</main>
  </body>
</html>`;
}

/** The part that changes, which `live.js` fetches repeatedly. */
export function toLedgerList(simulator: Simulator) {
  const { all } = simulator.leads;
  const now = simulator.clock.now();
  const newest = all.slice(-SHOWN).reverse();
  if (newest.length === 0) return html`<p class="empty">No lead yet. Submit a form and it appears here.</p>`;
  return html`<p class="count" role="status">${all.length === 1 ? '1 lead' : `${all.length} leads`}${
    all.length > SHOWN ? `, the latest ${SHOWN} shown` : ''
  }</p>
<ol>${newest.map((lead) => toCard(lead, getDecision(lead, now), simulator))}</ol>`;
}

function toCard(lead: Lead, { verdict, failedJobs }: Decision, simulator: Simulator) {
  const { id, enterprise, campaignId, formId, linkId, answers, at } = lead;
  const link = simulator.campaigns.find(enterprise, campaignId)?.links.find((candidate) => candidate.id === linkId);
  return html`<li id="lead-${id}">
  <div class="head">
    <h2>Lead ${id}</h2>
    <span class="verdict ${verdict}">${VERDICTS[verdict]}</span>
    <time datetime="${at}">${at.slice(0, 19).replace('T', ' ')} UTC</time>
  </div>
  <p class="quiet">${enterprise} · campaign ${campaignId} · form ${formId} · ${
    link ? html`<strong>${link.channel}</strong>, link ${link.id} “${link.name}”` : 'no link'
  }</p>
  ${verdict === 'invalid' ? html`<p class="reasons">${failedJobs.join(' · ')}</p>` : ''}
  <dl>${Object.entries(answers).map(
    ([name, answer]) =>
      html`<div><dt>${name}</dt><dd dir="auto">${typeof answer === 'string' ? answer : answer.join(', ')}</dd></div>`,
  )}</dl>
</li>`;
}
