import { describe, expect, test } from 'vitest';
import { detectChannel } from '../../../worker/forms/attribution/channel.ts';
import { readSources } from '../../../worker/forms/attribution/sources.ts';

const PAGE = 'https://landing.example.com/offer';

/** Tags as `source / medium / campaign`; a dash leaves one out. */
function tagged(tags: string): string {
  const url = new URL(PAGE);
  const names = ['utm_source', 'utm_medium', 'utm_campaign'];
  tags.split(' / ').forEach((value, index) => {
    if (value !== '-') url.searchParams.set(names[index] ?? '', value);
  });
  return url.href;
}

describe('tagged pages follow GA4’s default channel group', () => {
  test.each([
    ['(direct) / (none)', 'Direct'],
    ['(direct) / (not set)', 'Direct'],
    ['direct / (none)', 'Direct'],
    ['newsletter / (none)', 'Unassigned'],
    ['google / cpc / cross-network', 'Cross-network'],
    ['google / cpc / 2027 Cross-Network EMEA', 'Cross-network'],
    ['amazon / cpc', 'Paid Shopping'],
    ['shopping.google.com / cpc', 'Paid Shopping'],
    ['google / cpc / Summer Shopping', 'Paid Shopping'],
    ['google / cpc / shop now', 'Paid Shopping'],
    ['google / cpc / workshop', 'Paid Search'],
    ['google / cpc / bishop', 'Paid Search'],
    ['google / cpc', 'Paid Search'],
    ['Google / CPC', 'Paid Search'],
    ['google / ppc', 'Paid Search'],
    ['google / retargeting', 'Paid Search'],
    ['google / paid', 'Paid Search'],
    ['google / paidsearch', 'Paid Search'],
    ['bing / cpc', 'Paid Search'],
    ['msn / cpc', 'Paid Search'],
    ['www.google.co.uk / cpc', 'Paid Search'],
    ['duckduckgo / cpa', 'Paid Search'],
    ['facebook / cpc', 'Paid Social'],
    ['facebook.com / paid', 'Paid Social'],
    ['ig / paid_social', 'Paid Social'],
    ['linkedin / cpc', 'Paid Social'],
    ['x / cpc', 'Paid Social'],
    ['tiktok / paid', 'Paid Social'],
    ['partner / paid_social', 'Paid Social'],
    ['partner / paid-search', 'Paid Search'],
    ['partner / paid-video', 'Paid Video'],
    ['youtube / cpv', 'Paid Video'],
    ['ted / paid', 'Paid Video'],
    ['youtube / cpc', 'Paid Video'],
    ['vimeo.com / paid', 'Paid Video'],
    ['dv360 / display', 'Display'],
    ['partner / banner', 'Display'],
    ['partner / expandable', 'Display'],
    ['partner / interstitial', 'Display'],
    ['partner / cpm', 'Display'],
    ['partner / cpc', 'Paid Other'],
    ['partner / retargeting', 'Paid Other'],
    ['ebay / referral', 'Organic Shopping'],
    ['shopify / referral', 'Organic Shopping'],
    ['partner / post / shop window', 'Organic Shopping'],
    ['facebook / post', 'Organic Social'],
    ['linkedin', 'Organic Social'],
    ['t.co / referral', 'Organic Social'],
    ['groups.google.com / referral', 'Organic Social'],
    ['skype', 'Organic Social'],
    ['agency / social', 'Organic Social'],
    ['agency / social-network', 'Organic Social'],
    ['agency / social media', 'Organic Social'],
    ['agency / sm', 'Organic Social'],
    ['youtube / referral', 'Organic Video'],
    ['partner / video-post', 'Organic Video'],
    ['google / organic', 'Organic Search'],
    ['google', 'Organic Search'],
    ['niche-engine / organic', 'Organic Search'],
    ['newsletter / email', 'Email'],
    ['newsletter / E-Mail', 'Email'],
    ['newsletter / e_mail', 'Email'],
    ['newsletter / e mail', 'Email'],
    ['email / newsletter', 'Email'],
    ['mail.google.com / referral', 'Email'],
    ['awin / affiliate', 'Affiliates'],
    ['awin / affiliates', 'Affiliates'],
    ['chatgpt.com / referral', 'AI Assistant'],
    ['perplexity', 'AI Assistant'],
    ['blog.example.org / referral', 'Referral'],
    ['partner / app', 'Referral'],
    ['partner / link', 'Referral'],
    ['spotify / audio', 'Audio'],
    ['sms / text', 'SMS'],
    ['twilio / sms', 'SMS'],
    ['braze / push', 'Mobile Push Notifications'],
    ['braze / web-push', 'Mobile Push Notifications'],
    ['braze / mobile', 'Mobile Push Notifications'],
    ['braze / app notification', 'Mobile Push Notifications'],
    ['firebase / message', 'Mobile Push Notifications'],
    ['partner / poster', 'Unassigned'],
    ['- / - / spring', 'Unassigned'],
    ['partner', 'Unassigned'],
    ['google.evil.example / cpc', 'Paid Other'],
    ['notgoogle.com / cpc', 'Paid Other'],
  ])('%s is %s', (tags, channel) => {
    expect(detectChannel({ page: tagged(tags) })).toBe(channel);
  });

  test('tags count before the referrer', () => {
    const referrer = 'https://www.facebook.com/';
    expect(detectChannel({ page: tagged('newsletter / email'), referrer })).toBe('Email');
  });
});

describe('tags count in any notation of the address', () => {
  test.each([
    ['#/offer?utm_medium=cpc&utm_source=google', 'Paid Search'],
    ['#utm_medium=email', 'Email'],
    ['?a=1&amp;utm_medium=email', 'Email'],
    ['?UTM_MEDIUM=EMAIL', 'Email'],
    ['?id=5?utm_medium=affiliate', 'Affiliates'],
    ['?GCLID=a', 'Paid Search'],
    ['?ScCid=a', 'Paid Social'],
  ])('%s is %s', (tail, channel) => {
    expect(detectChannel({ page: PAGE + tail })).toBe(channel);
  });
});

describe('click ids', () => {
  test.each([
    ['gclid=a', 'Paid Search'],
    ['gbraid=a', 'Paid Search'],
    ['wbraid=a', 'Paid Search'],
    ['msclkid=a', 'Paid Search'],
    ['dclid=a', 'Display'],
    ['fbclid=a', 'Organic Social'],
    ['ttclid=a', 'Paid Social'],
    ['twclid=a', 'Paid Social'],
    ['li_fat_id=a', 'Paid Social'],
    ['mc_eid=a', 'Email'],
    ['irclickid=a', 'Affiliates'],
    ['gclid=a&fbclid=b', 'Paid Search'],
    ['gclid=', 'Direct'],
    ['gclid=a&utm_source=newsletter&utm_medium=email', 'Email'],
    ['fbclid=a&utm_source=facebook&utm_medium=cpc', 'Paid Social'],
    ['fbclid=a&utm_source=facebook', 'Organic Social'],
    ['gclid=a&utm_source=google', 'Paid Search'],
    ['gclid=a&utm_source=youtube', 'Paid Video'],
    ['gclid=a&utm_campaign=cross-network', 'Cross-network'],
    ['gclid=a&utm_campaign=summer+shopping', 'Paid Shopping'],
    ['gclid=a&utm_campaign=spring', 'Paid Search'],
    ['gclid=a&utm_source=partner', 'Paid Search'],
    ['msclkid=a&utm_source=bing', 'Paid Search'],
    ['dclid=a&utm_source=google', 'Display'],
    ['gclid=a&utm_source=partner&utm_medium=poster', 'Paid Search'],
  ])('%s is %s', (query, channel) => {
    expect(detectChannel({ page: `${PAGE}?${query}` })).toBe(channel);
  });

  test('count before the referrer', () => {
    expect(detectChannel({ page: `${PAGE}?gclid=a`, referrer: 'https://blog.example.org/' })).toBe('Paid Search');
  });
});

describe('untagged pages go by the referrer', () => {
  test.each([
    ['https://www.google.com/', 'Organic Search'],
    ['https://www.google.co.uk/search?q=x', 'Organic Search'],
    ['https://www.google.com./', 'Organic Search'],
    ['https://cn.bing.com/', 'Organic Search'],
    ['https://duckduckgo.com/', 'Organic Search'],
    ['https://search.yahoo.co.jp/', 'Organic Search'],
    ['https://search.brave.com/', 'Organic Search'],
    ['android-app://com.google.android.googlequicksearchbox/', 'Organic Search'],
    ['https://l.facebook.com/', 'Organic Social'],
    ['https://lm.facebook.com/l.php', 'Organic Social'],
    ['https://t.co/abc', 'Organic Social'],
    ['https://lnkd.in/abc', 'Organic Social'],
    ['https://out.reddit.com/', 'Organic Social'],
    ['android-app://com.linkedin.android/', 'Organic Social'],
    ['https://www.youtube.com/watch?v=1', 'Organic Video'],
    ['https://youtu.be/1', 'Organic Video'],
    ['https://www.amazon.de/', 'Organic Shopping'],
    ['https://shopping.google.com/', 'Organic Shopping'],
    ['https://shopping.yahoo.co.jp/', 'Organic Shopping'],
    ['https://mail.google.com/', 'Email'],
    ['https://us-mg6.mail.yahoo.com/', 'Email'],
    ['https://outlook.live.com/mail/', 'Email'],
    ['https://webmail.example.net/', 'Email'],
    ['android-app://com.google.android.gm/', 'Email'],
    ['https://chatgpt.com/', 'AI Assistant'],
    ['https://chat.openai.com/', 'AI Assistant'],
    ['https://www.perplexity.ai/', 'AI Assistant'],
    ['https://gemini.google.com/', 'AI Assistant'],
    ['https://copilot.microsoft.com/', 'AI Assistant'],
    ['https://claude.ai/', 'AI Assistant'],
    ['https://docs.google.com/document/d/1', 'Referral'],
    ['https://blog.example.org/post', 'Referral'],
    ['https://google.example.org/', 'Referral'],
    ['https://google.foo.io/', 'Referral'],
    ['https://notfacebook.com/', 'Referral'],
    ['https://evil-example.com/', 'Referral'],
    ['https://landing.example.com.evil.org/', 'Referral'],
    ['http://192.0.2.1/', 'Referral'],
    // The site's own hosts.
    ['https://landing.example.com/home', 'Direct'],
    ['https://www.landing.example.com/', 'Direct'],
    ['https://example.com/', 'Direct'],
    ['https://www.example.com/', 'Direct'],
    ['https://shop.landing.example.com/', 'Direct'],
    // No address at all.
    ['', 'Direct'],
    ['about:client', 'Direct'],
    ['not a url', 'Direct'],
    ['https://', 'Direct'],
    ['javascript:alert(1)', 'Direct'],
    ['data:text/html,google.com', 'Direct'],
  ])('%j is %s', (referrer, channel) => {
    expect(detectChannel({ page: PAGE, referrer })).toBe(channel);
  });

  test.each([
    ['nothing known', {}, 'Direct'],
    ['a malformed page', { page: 'https://[' }, 'Direct'],
    ['a malformed page with a good referrer', { page: '::', referrer: 'https://www.bing.com/' }, 'Organic Search'],
    ['a broken escape in the query', { page: `${PAGE}?utm_source=%E0%A4%A&utm_medium=email` }, 'Email'],
    ['a page that is no web page', { page: 'file:///tmp/a.html?utm_medium=email' }, 'Direct'],
  ])('%s', (_, visit, channel) => {
    expect(detectChannel(visit)).toBe(channel);
  });
});

describe('an explicit channel', () => {
  const page = tagged('google / cpc');
  test.each([
    ['wins over everything', 'Partner', 'Partner'],
    ['is trimmed', '  Trade fair ', 'Trade fair'],
    ['keeps its own spelling', 'pAID sOCIAL', 'pAID sOCIAL'],
    ['doesn’t count when blank', '   ', 'Paid Search'],
    ['is cut to 64 characters', 'x'.repeat(100), 'x'.repeat(64)],
    ['may be an object’s own word', 'constructor', 'constructor'],
  ])('%s', (_, explicit, channel) => {
    expect(detectChannel({ page, explicit })).toBe(channel);
  });
});

describe('the sources of a page', () => {
  test.each([
    ['none', '', {}],
    ['only known names', '?utm_source=a&utm_medium=b&email=c', { utm_source: 'a', utm_medium: 'b' }],
    ['the first of several', '?utm_source=a&utm_source=b', { utm_source: 'a' }],
    ['the first that is not blank', '?utm_source=+&utm_source=b', { utm_source: 'b' }],
    ['decoded and trimmed', '?utm_campaign=+spring%20sale+', { utm_campaign: 'spring sale' }],
    ['click ids', '?gclid=x', { gclid: 'x' }],
    ['at most 500 characters', `?gclid=${'x'.repeat(600)}`, { gclid: 'x'.repeat(500) }],
    ['names in any case', '?UTM_Source=a&GCLID=b', { utm_source: 'a', gclid: 'b' }],
    ['what stands behind the hash', '#/offer?utm_source=a', { utm_source: 'a' }],
    ['no tags of an unknown kind', '?utm_colour=a', {}],
  ])('%s', (_, query, sources) => {
    expect(readSources(PAGE + query)).toEqual(sources);
  });
});
