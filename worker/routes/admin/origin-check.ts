import { LOOPBACK_HOST } from '../../convertr/origin.ts';
import type { Line } from './checks.ts';

const REACH_WITHIN_MS = 5000;

/** The policy lines that a page with a policy of its own needs. */
export const cspLines = (own: string): string[] => [
  `script-src ${own}`,
  `connect-src ${own}`,
  "trusted-types lit-html 'allow-duplicates'",
];

/** Whether the page's host answers, and whether its policy would let the form in. */
export async function checkOrigin(origin: string, own: string): Promise<Line[]> {
  const check = `Origin ${origin}`;
  if (origin.includes('*')) return [{ check, ok: true, detail: 'Any subdomain; not the bare domain itself.' }];
  if (origin === own) return [{ check, ok: true, detail: 'This Worker itself.' }];
  if (LOOPBACK_HOST.test(new URL(origin).hostname)) {
    return [{ check, ok: true, detail: 'On your own machine: nobody else can open it. Fine for trying out.' }];
  }
  try {
    const page = await fetch(origin, { redirect: 'manual', signal: AbortSignal.timeout(REACH_WITHIN_MS) });
    await page.body?.cancel();
    const elsewhere = page.headers.get('location');
    const target = elsewhere ? URL.parse(elsewhere, origin) : null;
    if (target && target.origin !== origin) {
      const detail = `It redirects to ${target.origin}: if the form is there, add that origin.`;
      return [{ check, ok: false, detail }];
    }
    const policy = page.headers.get('content-security-policy');
    return [
      { check, ok: true, detail: `Answers with ${page.status}.` },
      ...(policy ? [checkPolicy(origin, policy, own)] : []),
    ];
  } catch {
    return [{ check, ok: false, detail: 'Does not answer. Check the spelling, and that the site is up.' }];
  }
}

/** By text, not by the whole grammar: a hint, where only the browser decides. */
function checkPolicy(origin: string, policy: string, own: string): Line {
  const host = new URL(own).host;
  const allows = (name: string) => {
    const found = new RegExp(`(?:^|[;,])\\s*(?:${name})\\s([^;,]*)`, 'i').exec(policy);
    return !found || found[1]?.includes(host) || /(^|\s)(\*|https:)(\s|$)/.test(found[1] ?? '');
  };
  const ok = ['script-src(?:-elem)?', 'connect-src'].every((name) => allows(name));
  const check = `CSP of ${origin}`;
  return ok
    ? { check, ok, detail: 'Lets the form in, as far as the front page tells.' }
    : { check, ok, detail: `Add to the page’s policy: ${cspLines(own).join('; ')}.` };
}
