import { describe, expect, test } from 'vitest';
import { chooseLater, chooseLink, LINKS_UNKNOWN, toLinkBy } from '../../../worker/forms/attribution/link.ts';

const LINKS = [
  { id: 1, name: 'Newsletter', channel: 'Email' },
  { id: 2, name: 'Facebook spring', channel: 'Social' },
  { id: 3, name: 'Facebook Summer Sale', channel: 'Social' },
  { id: 4, name: 'Banner', channel: 'Display' },
  { id: 5, name: 'Network', channel: 'Network' },
  { id: 6, name: 'Channel', channel: 'YouTube' },
];

describe('a channel finds its link by name', () => {
  test.each([
    ['Email', 1],
    ['email', 1],
    ['E-MAIL', 1],
    ['  Email ', 1],
    ['Social', 2],
    ['Organic Social', 2],
    ['Paid Social', 2],
    ['paid_social', 2],
    ['Display', 4],
    ['Cross-network', 5],
    ['Organic Video', 6],
    ['Paid Video', 6],
    ['YouTube', 6],
    ['Direct', undefined],
    ['Referral', undefined],
    ['Paid Search', undefined],
    ['Paid', undefined],
    ['Soc', undefined],
    ['', undefined],
    ['—', undefined],
    ['constructor', undefined],
    ['__proto__', undefined],
  ])('%j → %s', (channel, linkId) => {
    const choice = chooseLink({ channel, links: LINKS });
    expect(choice).toEqual({ linkId, flags: [] });
    expect('linkId' in choice).toBe(linkId !== undefined);
  });

  test('an exact name is preferred to a near one', () => {
    const links = [...LINKS, { id: 7, name: 'Ads', channel: 'Paid social' }];
    expect(chooseLink({ channel: 'Paid Social', links }).linkId).toBe(7);
    expect(chooseLink({ channel: 'Organic Social', links }).linkId).toBe(2);
  });

  test.each([
    ['Email', 'Newsletter'],
    ['Email', 'E-mail marketing'],
    ['Organic Social', 'Social media'],
    ['Paid Social', 'Social network'],
    ['Display', 'Banner'],
  ])('%s is near to a link of the channel %j', (channel, name) => {
    expect(chooseLink({ channel, links: [{ id: 8, name: '', channel: name }] }).linkId).toBe(8);
  });

  test('a link without a channel is never chosen', () => {
    expect(chooseLink({ channel: '!', links: [{ id: 9, name: '', channel: '' }] }).linkId).toBeUndefined();
  });
});

describe('of several links of one channel', () => {
  test.each([
    ['the first without a campaign', undefined, 2],
    ['the one whose name contains the campaign', 'summer', 3],
    ['whatever its case and punctuation', 'SUMMER_sale', 3],
    ['the first when no name contains it', 'winter', 2],
    ['the first when the campaign is blank', '', 2],
    ['the first when the campaign is punctuation', '--', 2],
  ])('%s', (_, campaign, linkId) => {
    expect(chooseLink({ channel: 'Social', links: LINKS, campaign }).linkId).toBe(linkId);
  });
});

describe('the form’s own table', () => {
  test.each([
    ['wins over names', { Email: 25 }, 'Email', 25],
    ['doesn’t mind case', { eMAIL: 25 }, 'Email', 25],
    ['matches GA4’s group only as a whole', { Social: 25 }, 'Paid Social', 2],
    ['matches an explicit text', { 'Trade fair': 25 }, 'trade fair', 25],
    ['leaves other channels to names', { Email: 25 }, 'Display', 4],
    ['ignores a channel of punctuation alone', { '!': 25 }, '?', undefined],
  ])('%s', (_, channels, channel, linkId) => {
    expect(chooseLink({ channel, links: LINKS, channels: channels as Record<string, number> }).linkId).toBe(linkId);
  });

  test('counts while the campaign’s links are not known', () => {
    expect(chooseLink({ channel: 'Email', links: null, channels: { Email: 25 } })).toEqual({ linkId: 25, flags: [] });
  });
});

describe('an explicit link', () => {
  test.each([
    ['as a number', 4, { linkId: 4, flags: [] }],
    ['as a text', '4', { linkId: 4, flags: [] }],
    ['with blanks', ' 4 ', { linkId: 4, flags: [] }],
    ['left empty', '', { linkId: 25, flags: [] }],
    ['of another campaign', 99, { linkId: 25, flags: ['link_ignored'] }],
    ['that is no number', '4; drop', { linkId: 25, flags: ['link_ignored'] }],
    ['that is written in another way', '04', { linkId: 25, flags: ['link_ignored'] }],
  ])('%s', (_, explicit, choice) => {
    expect(chooseLink({ channel: 'Email', explicit, links: LINKS, channels: { Email: 25 } })).toEqual(choice);
  });

  test.each([
    ['99', { linkId: 99, flags: ['links_unknown'] }],
    ['0', { flags: ['link_ignored', 'links_unknown'] }],
    ['-1', { flags: ['link_ignored', 'links_unknown'] }],
    ['9'.repeat(20), { flags: ['link_ignored', 'links_unknown'] }],
    ['4; drop', { flags: ['link_ignored', 'links_unknown'] }],
  ])('is left to Convertr while the campaign’s links are unknown: %s', (explicit, choice) => {
    expect(chooseLink({ channel: 'Email', explicit, links: null })).toEqual(choice);
  });
});

describe('a link that could not be chosen when the lead came', () => {
  const lead = { channel: 'Social', linkId: null, flags: [LINKS_UNKNOWN], linkBy: { campaign: 'summer' } };

  test('is chosen by the same criteria once the links are known', () => {
    const choice = { channel: 'Social', links: null, explicit: '99', channels: { Social: 25 }, campaign: 'summer' };
    const linkBy = toLinkBy(choice);
    expect(linkBy).toEqual({ explicit: 99, configured: 25, campaign: 'summer' });
    const waiting = { ...lead, linkId: 99, linkBy, isAnswered: false };
    expect(chooseLater(waiting, LINKS)).toEqual({ linkId: 25, flags: ['link_ignored'] });
  });

  test('keeps its flag when the caller was answered without it', () => {
    expect(chooseLater({ ...lead, isAnswered: true }, LINKS)).toEqual({ linkId: 3, flags: [LINKS_UNKNOWN] });
  });

  test('is not chosen while the links are still unknown', () => {
    expect(chooseLater({ ...lead, isAnswered: false }, null)).toBeUndefined();
  });
});
