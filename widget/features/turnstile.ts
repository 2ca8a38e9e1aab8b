/** Cloudflare Turnstile's box. Whatever becomes of it, the form can be sent: the Worker weighs a missing token. */
import type { Part } from '../feature.ts';

const API_URL = 'https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit';
/** A submission waits no longer than this for a challenge that is still running. */
const PATIENCE_MS = 3000;

interface Turnstile {
  render(box: Element, options: Record<string, unknown>): string | undefined;
  reset(id: string): void;
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(): string }): { createScriptURL(url: string): string };
}

declare global {
  interface Window {
    turnstile?: Turnstile;
    trustedTypes?: TrustedTypes;
  }
}

let loading: Promise<unknown> | undefined;

/** Settles in any case; `window.turnstile` tells how it went. */
function loadApi(): Promise<unknown> {
  return new Promise((resolve) => {
    const script = document.createElement('script');
    script.async = true;
    script.onload = resolve;
    script.onerror = resolve;
    try {
      // Under trusted types the page allows the policy name of the templates, and no other of ours.
      const policy = window.trustedTypes?.createPolicy('lit-html', { createScriptURL: () => API_URL });
      script.src = policy?.createScriptURL(API_URL) ?? API_URL;
      document.head.append(script);
    } catch {
      resolve(undefined);
    }
  });
}

const part: Part = (host, { html }) => {
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
    // A page's element may have this id.
    if (typeof window.turnstile?.render !== 'function') {
      loading ??= loadApi();
      await loading;
      // After a failure the next form may have better luck.
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
            // The token travels beside the answers: it is no answer, and changes with every try.
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
      // A site key of another site, or a box that is gone.
    }
    if (id === undefined) settle();
  }

  return {
    css: '.turnstile { min-height: 65px; margin-bottom: var(--_g) }',
    foot: () => html`<div class="turnstile"></div>`,
    drawn() {
      const found = host.root.querySelector('.turnstile');
      if (!found || found === box) return;
      box = found;
      void challenge();
    },
    prepare: () => Promise.race([settled, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]),
    collect(body) {
      if (token) body.set('cf-turnstile-response', token);
      token = '';
      // A token is good for one submission; its retries go under the same id.
      if (id === undefined) return;
      wait();
      window.turnstile?.reset(id);
    },
  };
};
export default part;
