import { ConcurrencyLimit } from '../../../account/limits/concurrency.ts';
import { LOOPBACK_HOST } from '../../../convertr/origin.ts';
import { allowsForm, listCspLines, TRUSTED_TYPES_LINE } from '../../../forms/csp.ts';
import type { Line } from './account-checks.ts';

const REACH_WITHIN_MS = 5000;
/** The platform opens no more at once, and the timeout of waiting requests would run. */
const CONNECTIONS_AT_ONCE = 6;

interface Options {
  own: string;
  turnstile: boolean;
}

/** The doctor's checks of the landing pages: whether they answer, and whether their policies allow the form. */
export async function checkOrigins(origins: readonly string[], options: Options): Promise<Line[]> {
  const { own, turnstile } = options;
  const connections = new ConcurrencyLimit(CONNECTIONS_AT_ONCE);
  const pages = await Promise.all(origins.map((origin) => connections.run(() => checkOrigin(origin, options))));
  const lines = pages.flat();
  if (lines.some(({ check }) => check.startsWith('CSP'))) return lines;
  const wanted = [...listCspLines(own, turnstile), TRUSTED_TYPES_LINE].join('; ');
  const detail = `No policy seen. A page that has one needs: ${wanted}.`;
  const hint: Line = { check: 'CSP', ok: true, hint: true, detail };
  if (lines.length > 0) return [...lines, hint];
  const missing = 'No page may show the form yet. Add the site of your page under Pages and links.';
  return [{ check: 'Sites', ok: false, detail: missing }, hint];
}

async function checkOrigin(origin: string, { own, turnstile }: Options): Promise<Line[]> {
  const check = `Site ${origin}`;
  if (origin.includes('*')) return [{ check, ok: true, detail: 'Every subdomain, but not the domain itself.' }];
  if (origin === own) return [{ check, ok: true, detail: 'This Worker itself.' }];
  const isHere = LOOPBACK_HOST.test(new URL(origin).hostname);
  const here = 'On your own computer. Nobody else can open it.';
  // A deployed Worker cannot reach the operator's own machine.
  if (isHere && !LOOPBACK_HOST.test(new URL(own).hostname)) return [{ check, ok: true, detail: here }];
  try {
    const signal = AbortSignal.timeout(REACH_WITHIN_MS);
    const page = await fetch(origin, { redirect: 'manual', cache: 'no-store', signal });
    await page.body?.cancel();
    const location = page.headers.get('location');
    const target = location ? URL.parse(location, origin) : null;
    if (target && target.origin !== origin) {
      const detail = `It redirects to ${target.origin}. If the form is there, add that site.`;
      return [{ check, ok: false, detail }];
    }
    if (page.status >= 500) {
      return [{ check, ok: false, detail: `Answers with ${page.status}: visitors may not see the page.` }];
    }
    const policy = page.headers.get('content-security-policy');
    const found = `Answers with ${page.status}.${isHere ? ` ${here}` : ''}`;
    return [{ check, ok: true, detail: found }, ...(policy ? [checkPolicy(origin, policy, { own, turnstile })] : [])];
  } catch {
    if (isHere) return [{ check, ok: true, detail: `${here} Nothing answers there now.` }];
    return [{ check, ok: false, detail: 'No answer. Check the spelling, and that the site is up.' }];
  }
}

/** Only a hint, because other pages of the site may have another policy. */
function checkPolicy(origin: string, policy: string, { own, turnstile }: Options): Line {
  const check = `CSP of ${origin}`;
  if (allowsForm(policy, own)) {
    return { check, ok: true, detail: 'Allows the form, as far as the home page shows.' };
  }
  const typed = /require-trusted-types-for/i.test(policy) ? [TRUSTED_TYPES_LINE] : [];
  const wanted = [...listCspLines(own, turnstile), ...typed].join('; ');
  return { check, ok: false, detail: `Add to the page’s policy: ${wanted}.` };
}
