import { describe, expect, test } from 'vitest';
import type { SubmitRequest } from '../../../worker/account-api.ts';
import { account, kill, lead, newId, setUp, submit, toRequest, untilQuiet } from './support/account.ts';
import { MINUTE, pass } from './support/clock.ts';
import { status } from './support/convertr.ts';

const context = setUp();
const noLink = () => status(404, { code: 404, message: 'Campaign Link not found' });
const searches = () => context.convertr.leads.map(({ url }) => url.search);

describe('a link that Convertr no longer has', () => {
  test('is left out: the lead is sent again without it, flagged', async () => {
    await submit();
    context.convertr.behaviour.leads = ({ url }) => (url.search ? noLink() : undefined);
    const submission = newId();
    expect(await submit({ submission })).toEqual({
      kind: 'delivered',
      leadId: 1001,
      channel: 'Email',
      replayed: false,
    });
    expect(await lead(submission)).toMatchObject({ linkId: null, flags: ['link_not_found'] });
  });

  test('stays in the answer of a caller who already has it, and is not sent again', async () => {
    await submit();
    context.convertr.behaviour.leads = ({ url }) => (url.search ? noLink() : undefined);
    const request = toRequest({ answerWithinMs: 0 });
    const first = await account().submit(request);
    expect(first).toMatchObject({ kind: 'queued', linkId: 25 });
    await untilQuiet();
    expect(await lead(request.submission)).toMatchObject({ status: 'delivered', linkId: null });
    expect(searches()).toEqual(['?linkId=25', '']);
    expect(await account().submit(request)).toEqual({ ...first, replayed: true });
  });
});

describe('while the campaign’s links are unknown', () => {
  const { linkId: _, ...linkless } = toRequest();
  /** As the Worker asks before it has heard of the campaign. */
  const early = (change: Partial<SubmitRequest> = {}): SubmitRequest => ({
    ...linkless,
    submission: newId(),
    flags: ['links_unknown'],
    context: { linkBy: {} },
    answerWithinMs: 0,
    ...change,
  });

  test('leads are delivered anyway, and the links are requested again', async () => {
    context.convertr.behaviour.links = () => status(500);
    await account().submit(early());
    await untilQuiet();
    expect(searches()).toEqual(['']);
    expect(await account().campaign(1234)).toMatchObject({ links: [], linksMissing: true });
    delete context.convertr.behaviour.links;
    pass(MINUTE);
    const facts = await account().campaign(1234);
    expect(facts).toMatchObject({ links: [{ id: 25 }] });
    expect(facts).not.toHaveProperty('linksMissing');
  });

  test('a lead gets its channel’s link once they are known, and its first answer stays', async () => {
    const request = early();
    const first = await account().submit(request);
    expect(first).toEqual({ kind: 'queued', channel: 'Email', replayed: false });
    await untilQuiet();
    expect(searches()).toEqual(['?linkId=25']);
    expect(await lead(request.submission)).toMatchObject({ linkId: 25, flags: ['links_unknown'] });
    expect(await account().submit(request)).toEqual({ ...first, replayed: true });
  });

  test('a caller who still waits gets the chosen link', async () => {
    const request = early({ answerWithinMs: 2000 });
    const first = await account().submit(request);
    expect(first).toEqual({ kind: 'delivered', leadId: 1000, channel: 'Email', linkId: 25, replayed: false });
    expect(await lead(request.submission)).toMatchObject({ linkId: 25, flags: [] });
    expect(await account().submit(request)).toEqual({ ...first, replayed: true });
  });

  test('a link that the page names is used if the campaign turns out to have it', async () => {
    const request = early({ linkId: 25, channel: 'Direct', context: { linkBy: { explicit: 25 } } });
    expect(await account().submit(request)).toEqual({ kind: 'queued', channel: 'Direct', replayed: false });
    await untilQuiet();
    expect(searches()).toEqual(['?linkId=25']);
  });

  test.each([
    ['the form’s own', { explicit: 99, configured: 77 }, '?linkId=77'],
    ['the channel’s', { explicit: 99 }, '?linkId=25'],
  ])('if it has not, %s is used instead, and the lead is flagged', async (_, linkBy, search) => {
    const request = early({ linkId: 99, context: { linkBy } });
    await account().submit(request);
    await untilQuiet();
    expect(searches()).toEqual([search]);
    expect((await lead(request.submission)).flags).toContain('link_ignored');
  });

  test('they are requested again after a restart, too', async () => {
    context.convertr.behaviour.links = () => status(500);
    await account().submit(early());
    await untilQuiet();
    delete context.convertr.behaviour.links;
    await kill();
    pass(MINUTE);
    expect(await account().campaign(1234)).toMatchObject({ links: [{ id: 25 }] });
  });

  test('of several links of the channel it gets the one with its visit’s campaign in its name', async () => {
    const links = ['Spring', 'Autumn'].map((name, at) => ({ id: 30 + at, name, channel: 'Email' }));
    context.convertr.behaviour.links = () => Response.json(links);
    await account().submit(early({ context: { linkBy: { campaign: 'autumn' } } }));
    await account().submit(early());
    await untilQuiet();
    expect(searches().sort()).toEqual(['?linkId=30', '?linkId=31']);
  });

  test('a lead of a channel without a matching link is sent without one', async () => {
    await account().submit(early({ channel: 'Direct' }));
    await untilQuiet();
    expect(searches()).toEqual(['']);
  });

  test('a link that was chosen late and no longer exists is left out, too', async () => {
    context.convertr.behaviour.leads = ({ url }) => (url.search ? noLink() : undefined);
    const request = early();
    await account().submit(request);
    await untilQuiet();
    expect(searches()).toEqual(['']);
    expect(await lead(request.submission)).toMatchObject({ status: 'delivered', linkId: null });
  });
});
