import { LOOPBACK_HOST } from '../../../convertr/origin.ts';
import { allowsForm, listCspLines, TRUSTED_TYPES_LINE } from '../../../forms/csp.ts';
import type { Line } from './account-checks.ts';

const REACH_WITHIN_MS = 5000;

interface Options {
  own: string;
  turnstile: boolean;
}

/** The doctor's checks of the landing pages: whether they answer, and whether their policies let the form in. */
export async function checkOrigins(origins: readonly string[], options: Options): Promise<Line[]> {
  const { own, turnstile } = options;
  const pages = await Promise.all(origins.map((origin) => checkOrigin(origin, options)));
  const lines = pages.flat();
  if (lines.some(({ check }) => check.startsWith('CSP'))) return lines;
  const wanted = [...listCspLines(own, turnstile), TRUSTED_TYPES_LINE].join('; ');
  const hint = { check: 'CSP', ok: true, detail: `No policy seen. A page that has one needs: ${wanted}.` };
  if (lines.length > 0) return [...lines, hint];
  const detail = `Only ${own} may show the form. Add the landing page’s origin under Pages and links.`;
  return [{ check: 'Origins', ok: false, detail }, hint];
}

async function checkOrigin(origin: string, { own, turnstile }: Options): Promise<Line[]> {
  const check = `Origin ${origin}`;
  if (origin.includes('*')) return [{ check, ok: true, detail: 'Any subdomain; not the bare domain itself.' }];
  if (origin === own) return [{ check, ok: true, detail: 'This Worker itself.' }];
  const isHere = LOOPBACK_HOST.test(new URL(origin).hostname);
  const here = 'On your own machine: nobody else can open it. Fine for trying out.';
  // A deployed Worker cannot reach the operator's own machine.
  if (isHere && !LOOPBACK_HOST.test(new URL(own).hostname)) return [{ check, ok: true, detail: here }];
  try {
    const page = await fetch(origin, { redirect: 'manual', signal: AbortSignal.timeout(REACH_WITHIN_MS) });
    await page.body?.cancel();
    const location = page.headers.get('location');
    const target = location ? URL.parse(location, origin) : null;
    if (target && target.origin !== origin) {
      const detail = `It redirects to ${target.origin}: if the form is there, add that origin.`;
      return [{ check, ok: false, detail }];
    }
    if (page.status >= 500) {
      return [{ check, ok: false, detail: `Answers with ${page.status}: visitors may not get the page. Look there.` }];
    }
    const policy = page.headers.get('content-security-policy');
    const found = `Answers with ${page.status}.${isHere ? ` ${here}` : ''}`;
    return [{ check, ok: true, detail: found }, ...(policy ? [checkPolicy(origin, policy, { own, turnstile })] : [])];
  } catch {
    if (isHere) return [{ check, ok: true, detail: `${here} Nothing answers there now.` }];
    return [{ check, ok: false, detail: 'Does not answer. Check the spelling, and that the site is up.' }];
  }
}

/** Only a hint, because other pages of the site may have another policy. */
function checkPolicy(origin: string, policy: string, { own, turnstile }: Options): Line {
  const check = `CSP of ${origin}`;
  if (allowsForm(policy, own)) {
    return { check, ok: true, detail: 'Lets the form in, as far as the front page tells.' };
  }
  const typed = /require-trusted-types-for/i.test(policy) ? [TRUSTED_TYPES_LINE] : [];
  const wanted = [...listCspLines(own, turnstile), ...typed].join('; ');
  return { check, ok: false, detail: `Add to the page’s policy: ${wanted}.` };
}
