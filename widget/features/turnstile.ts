/** Cloudflare Turnstile's box. The form can be sent without its token, which the Worker counts as a spam signal. */
import type { FeatureFactory } from '../feature.ts';

const API_URL = 'https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit';
/** How long a submission waits for a challenge that is still running. */
const MAX_WAIT_MS = 3000;

interface Turnstile {
  render(box: Element, options: Record<string, unknown>): string | undefined;
  reset(id: string): void;
}

interface TrustedTypes {
  createPolicy?(name: string, rules: { createScriptURL(): string }): { createScriptURL(url: string): string };
}

declare global {
  interface Window {
    turnstile?: Turnstile;
    trustedTypes?: TrustedTypes;
  }
}

let loading: Promise<unknown> | undefined;

/** Never rejects. `window.turnstile` shows whether it has loaded. */
function loadApi(): Promise<unknown> {
  return new Promise((resolve) => {
    const script = document.createElement('script');
    script.async = true;
    script.onload = resolve;
    script.onerror = resolve;
    try {
      // With trusted types, a page allows the policy of Lit's templates, but no other of ours.
      const policy = window.trustedTypes?.createPolicy?.('lit-html', { createScriptURL: () => API_URL });
      script.src = policy?.createScriptURL(API_URL) ?? API_URL;
      document.head.append(script);
    } catch {
      resolve(undefined);
    }
  });
}

const turnstile: FeatureFactory = (host, { html }) => {
  let box: Element | null = null;
  let token = '';
  let id: string | undefined;
  let settle: () => void = () => {};
  let settled: Promise<void> = Promise.resolve();
  const wait = () => {
    settled = new Promise((resolve) => {
      settle = resolve;
    });
  };

  async function challenge(): Promise<void> {
    wait();
    // An element of the page may have this id.
    if (typeof window.turnstile?.render !== 'function') {
      loading ??= loadApi();
      await loading;
      // After a failure the next form tries again.
      loading = undefined;
    }
    const { turnstile: sitekey, locale } = host.definition;
    const give = (given = '') => {
      token = given;
      settle();
    };
    try {
      id = box
        ? window.turnstile?.render(box, {
            sitekey,
            language: locale,
            action: 'lead-form',
            size: 'flexible',
            // The token is not one of the answers, and differs between attempts.
            'response-field': false,
            callback: give,
            'expired-callback': give,
            'timeout-callback': () => give(),
            'error-callback': () => {
              give();
              return true;
            },
          })
        : undefined;
    } catch {
      // The site key belongs to another site, or the box is gone.
    }
    if (id === undefined) settle();
  }

  return {
    css: '.turnstile { min-height: 65px; margin-bottom: var(--_gap) }',
    foot: () => html`<div class="turnstile"></div>`,
    hostUpdated() {
      const found = host.renderRoot.querySelector('.turnstile');
      if (!found || found === box) return;
      box = found;
      void challenge();
    },
    prepare: () => Promise.race([settled, new Promise((resolve) => setTimeout(resolve, MAX_WAIT_MS))]),
    collect(body) {
      if (token) body.set('cf-turnstile-response', token);
      token = '';
      // A token is valid for one submission, whose retries have the same id.
      if (id === undefined) return;
      wait();
      window.turnstile?.reset(id);
    },
  };
};
export default turnstile;
