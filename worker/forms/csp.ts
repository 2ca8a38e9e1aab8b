/** What a page's Content-Security-Policy must allow for the form, and whether one does. */

const TURNSTILE = 'https://challenges.cloudflare.com';

/** The directives to add. */
export function listCspLines(own: string, turnstile = false): string[] {
  if (turnstile) return [`script-src ${own} ${TURNSTILE}`, `connect-src ${own}`, `frame-src ${TURNSTILE}`];
  return [`script-src ${own}`, `connect-src ${own}`];
}

/** Only needed with `require-trusted-types-for`, because Lit creates its templates through a policy with this name. */
export const TRUSTED_TYPES_LINE = "trusted-types lit-html 'allow-duplicates'";

type Directives = Map<string, string[]>;

/**
 * Whether a policy allows the form. A header may have several policies, separated by commas, and all must allow it.
 */
export function allowsForm(header: string, own: string): boolean {
  return header.split(',').every((policy) => {
    const directives = parsePolicy(policy);
    const find = (...names: string[]) => names.map((name) => directives.get(name)).find((sources) => sources);
    const scripts = find('script-src-elem', 'script-src', 'default-src');
    const calls = find('connect-src', 'default-src');
    const hasNonce = scripts?.some((source) => /^'(nonce|sha\d+)-/.test(source)) ?? false;
    return (hasNonce || allowsOrigin(scripts, own)) && allowsOrigin(calls, own) && allowsTemplates(directives);
  });
}

function parsePolicy(text: string): Directives {
  const directives: Directives = new Map();
  for (const directive of text.split(';')) {
    const [name, ...sources] = directive.trim().toLowerCase().split(/\s+/);
    // The first of several directives with one name counts.
    if (name && !directives.has(name)) directives.set(name, sources);
  }
  return directives;
}

function allowsOrigin(sources: string[] | undefined, own: string): boolean {
  if (!sources) return true;
  const { protocol, hostname, host } = new URL(own);
  return sources.some((source) => {
    if (source === '*' || source === protocol) return true;
    const [, scheme, name = ''] = /^(?:([a-z]+:)\/\/)?([^/']+)/.exec(source) ?? [];
    if (scheme && scheme !== protocol && !(scheme === 'http:' && protocol === 'https:')) return false;
    const [wanted, port] = name.startsWith('[') ? [name] : name.split(':');
    if (port && port !== '*' && name !== host && !name.startsWith('*.')) return false;
    return wanted?.startsWith('*.') ? hostname.endsWith(wanted.slice(1)) : wanted === hostname || name === host;
  });
}

function allowsTemplates(directives: Directives): boolean {
  const policies = directives.get('trusted-types');
  return (
    !directives.has('require-trusted-types-for') || !policies || /(^| )(lit-html|\*)( |$)/.test(policies.join(' '))
  );
}
