/** Hosts by kind. A name is a registered label, or a whole domain if the label alone would be ambiguous. */
export type HostKind = 'search' | 'social' | 'video' | 'shopping' | 'webmail' | 'assistant';

const words = (text: string): string[] => text.trim().split(/\s+/);

/** The order counts: `mail.google.com` must be found as webmail before it is found as a search engine. */
const HOSTS: Record<HostKind, readonly string[]> = {
  webmail: words(`
    mail.google.com mail.yahoo.com outlook.live.com outlook.office.com outlook.office365.com mail.aol.com
    mail.proton.me mail.zoho.com mail.yandex.ru e.mail.ru com.google.android.gm gmx fastmail`),
  assistant: words(`
    chatgpt chat.openai.com openai perplexity claude gemini.google.com bard.google.com copilot.microsoft.com
    deepseek mistral grok you.com phind meta.ai poe.com`),
  shopping: words(`
    shopping.google.com shopping.naver.com shopping.yahoo.com shopping.yahoo.co.jp amazon ebay etsy walmart
    alibaba aliexpress mercadolibre shopify.com shop.app shopzilla.com idealo`),
  video: words(`
    youtube youtu.be vimeo dailymotion twitch netflix hulu disneyplus wistia ted.com iqiyi.com iq.com
    youku.com crackle.com veoh.com d.tube`),
  social: words(`
    facebook fb fb.me instagram ig linkedin lnkd.in twitter t.co x.com threads reddit pinterest pin.it tiktok
    snapchat whatsapp wa.me telegram t.me quora tumblr vk.com vkontakte weibo wechat xing bsky mastodon
    discord medium.com news.ycombinator.com meetup messenger skype.com line.me kakao.com zalo.me yelp
    tripadvisor flickr.com foursquare.com glassdoor.com goodreads.com hootsuite.com houzz.com slideshare.net
    stackexchange.com stackoverflow.com deviantart.com digg.com disqus.com flipboard.com livejournal.com
    myspace.com plurk.com yammer.com ok.ru groups.google.com sites.google.com blog.naver.com cafe.naver.com`),
  search: words(`
    google bing yahoo duckduckgo baidu yandex ecosia qwant startpage search.brave.com brave aol ask.com naver
    daum seznam sogou so.com kagi mojeek swisscows lycos dogpile msn.com rambler.ru go.mail.ru virgilio.it
    onet.pl terra.com.br globo.com rakuten.co.jp biglobe.ne.jp eniro.se excite.com centrum.cz tut.by 360.cn
    com.google.android.googlequicksearchbox`),
};

/** Tools on the domain of a search engine, where people share links. */
const NO_KIND: readonly string[] = ['docs.google.com', 'drive.google.com'];

/** Second levels before a country: `co.uk`, `com.au`, `or.jp`. */
const SECOND_LEVEL = /^(com?|org?|net?|gob|gov|edu|ac)\.[a-z]{2}$/;

/** @param host a host, or a `utm_source` that names one. */
export function classifyHost(host: string): HostKind | undefined {
  const name = host.toLowerCase().replace(/\.$/, '');
  const labels = name.split('.');
  if (labels[0] === 'webmail') return 'webmail';
  if (NO_KIND.some((domain) => isWithin(name, domain))) return undefined;
  for (const [kind, names] of Object.entries(HOSTS)) {
    if (names.some((known) => (known.includes('.') ? isWithin(name, known) : isRegistrable(labels, known)))) {
      return kind as HostKind;
    }
  }
  return undefined;
}

function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

/** True if `name` is the registered label: `google` in `www.google.co.uk`, but not in `google.example.com`. */
function isRegistrable(labels: string[], name: string): boolean {
  if (labels.length === 1) return labels[0] === name;
  const index = labels.lastIndexOf(name);
  if (index < 0) return false;
  const suffix = labels.slice(index + 1);
  return suffix.length === 1 || (suffix.length === 2 && SECOND_LEVEL.test(suffix.join('.')));
}
