/** What a credential looks like in a file. Findings never quote it. */

/** Shorter values would be found in any text. */
const KNOWN_MIN_LENGTH = 6;
const ASSIGNED_MIN_LENGTH = 8;

const SHAPES: [what: string, shape: RegExp][] = [
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['an AWS access key', /\bAKIA[0-9A-Z]{16}\b/],
  ['a GitHub token', /\b(gh[pousr]_\w{36}|github_pat_\w{40})/],
  ['a Slack token or webhook', /\bxox[abprs]-[\w-]{10}|hooks\.slack\.com\/services\/\w/],
  ['a live API key', /\b[sr]k_live_\w{16}/],
  ['a signed token', /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10}/],
  ['a bearer token', /\bBearer [\w+/=.-]{20}/],
];

/** `password:"…"`, `ADMIN_TOKEN = '…'`, also inside JSON that is itself a string. Not sentences. */
const ASSIGNMENT =
  /([\w-]*(?:password|passwd|secret|token|api[_-]?key|lead[_-]?key)[\w-]*)\\?["']?\s*[:=]\s*\\?["'`]([^"'`\\\s]*)(?=\\?["'`])/gi;
/** Words for a person to replace, markup and templates. */
const NO_VALUE = /[…<>{}$()]|^(your|my|example|change)[-_]/i;

/** The values of secrets: the passwords within `CONVERTR_ACCOUNTS`, each key of `LEAD_KEY`, and the rest whole. */
export function listSecrets(vars: Record<string, string | undefined>): string[] {
  return Object.entries(vars)
    .flatMap(([name, value = '']) => {
      if (name === 'CONVERTR_ACCOUNTS') return listPasswords(value);
      return name === 'LEAD_KEY' ? (value.match(/[\w+/=]+/g) ?? []) : [value];
    })
    .filter((value) => value.length >= KNOWN_MIN_LENGTH && !/^\d+$/.test(value));
}

/** As they are and as JSON has them. By shape, because a truncated secret is one, too. */
function listPasswords(accounts: string): string[] {
  return [...accounts.matchAll(/"password"\s*:\s*("(?:[^"\\]|\\.)*")/g)].flatMap(([, quoted = '""']) => {
    const written = quoted.slice(1, -1);
    try {
      return [...new Set([written, JSON.parse(quoted) as string])];
    } catch {
      return [written];
    }
  });
}

/** @returns what was found, in words. */
export function findSecrets(text: string, known: readonly string[]): string[] {
  const found = SHAPES.filter(([, shape]) => shape.test(text)).map(([what]) => what);
  if (known.some((value) => text.includes(value))) found.push('a value from .dev.vars');
  for (const [, name = '', value = ''] of text.matchAll(ASSIGNMENT)) {
    if (value.length >= ASSIGNED_MIN_LENGTH && !NO_VALUE.test(value)) found.push(`a value for "${name}"`);
  }
  return [...new Set(found)];
}
