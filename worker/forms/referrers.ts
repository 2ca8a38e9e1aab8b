/** What kind of place a host is. Names are second-level labels, or whole domains where the label alone would mislead. */
export type HostKind = 'search' | 'social' | 'video' | 'shopping' | 'webmail' | 'assistant';

/** Looked at in this order: `mail.google.com` is webmail before it is a search engine. */
const HOSTS: Record<HostKind, readonly string[]> = {
  webmail: [
    'mail.google.com',
    'mail.yahoo.com',
    'outlook.live.com',
    'outlook.office.com',
    'outlook.office365.com',
    'mail.aol.com',
    'mail.proton.me',
    'mail.zoho.com',
    'mail.yandex.ru',
    'e.mail.ru',
    'com.google.android.gm',
    'webmail',
    'gmx',
    'fastmail',
  ],
  assistant: [
    'chatgpt',
    'chat.openai.com',
    'openai',
    'perplexity',
    'claude',
    'gemini.google.com',
    'bard.google.com',
    'copilot.microsoft.com',
    'deepseek',
    'mistral',
    'grok',
    'you.com',
    'phind',
    'meta.ai',
    'poe.com',
  ],
  shopping: [
    'shopping.google.com',
    'amazon',
    'ebay',
    'etsy',
    'walmart',
    'alibaba',
    'aliexpress',
    'mercadolibre',
    'idealo',
  ],
  video: ['youtube', 'youtu.be', 'vimeo', 'dailymotion', 'twitch', 'netflix', 'hulu', 'disneyplus', 'wistia'],
  social: [
    'facebook',
    'fb',
    'fb.me',
    'instagram',
    'ig',
    'linkedin',
    'lnkd.in',
    'twitter',
    't.co',
    'x.com',
    'threads',
    'reddit',
    'pinterest',
    'pin.it',
    'tiktok',
    'snapchat',
    'whatsapp',
    'wa.me',
    'telegram',
    't.me',
    'quora',
    'tumblr',
    'vk.com',
    'vkontakte',
    'weibo',
    'wechat',
    'xing',
    'bsky',
    'mastodon',
    'discord',
    'medium.com',
    'news.ycombinator.com',
    'meetup',
    'messenger',
  ],
  search: [
    'google',
    'bing',
    'yahoo',
    'duckduckgo',
    'baidu',
    'yandex',
    'ecosia',
    'qwant',
    'startpage',
    'search.brave.com',
    'brave',
    'aol',
    'ask.com',
    'naver',
    'daum',
    'seznam',
    'sogou',
    'so.com',
    'kagi',
    'mojeek',
    'swisscows',
    'lycos',
    'dogpile',
    'com.google.android.googlequicksearchbox',
  ],
};

/** @returns the kind of a host or of a `utm_source` that names one; undefined when it is none of them. */
export function classifyHost(host: string): HostKind | undefined {
  const labels = host.toLowerCase().split('.');
  for (const [kind, names] of Object.entries(HOSTS)) {
    if (names.some((name) => (name.includes('.') ? isWithin(host, name) : isRegistrable(labels, name)))) {
      return kind as HostKind;
    }
  }
  return undefined;
}

function isWithin(host: string, domain: string): boolean {
  const lower = host.toLowerCase();
  return lower === domain || lower.endsWith(`.${domain}`);
}

/** True when `name` is the label that was registered: `google` in `www.google.co.uk`, not in `google.example.com`. */
function isRegistrable(labels: string[], name: string): boolean {
  if (labels.length === 1) return labels[0] === name;
  const index = labels.lastIndexOf(name);
  if (index < 0) return false;
  const suffix = labels.slice(index + 1);
  return suffix.length === 1 || (suffix.length === 2 && (suffix[0]?.length ?? 9) <= 3 && suffix[1]?.length === 2);
}
