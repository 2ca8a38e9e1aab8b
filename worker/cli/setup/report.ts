import type { Keys } from './keys.ts';
import type { Asker } from './questions/asker.ts';

const WORTH = {
  LEAD_KEY: 'Without it, stored leads cannot be read, and waiting ones cannot be sent.',
  ADMIN_TOKEN: 'Signs you in to the console.',
} as const;

/** Shown before the deploy sets them, because they could not be read back if this program ended right afterwards. */
export async function showKeys(ask: Asker, { made }: Keys): Promise<void> {
  const lines = (Object.keys(WORTH) as (keyof typeof WORTH)[]).flatMap((name) =>
    made[name] === undefined ? [] : [`${name}=${made[name]}`, `  ${WORTH[name]}`],
  );
  if (lines.length > 0) ask.note('Save in your password manager: this cannot be shown again', lines.join('\n'));
}

/** A challenge in front of the API breaks forms, because `fetch` cannot solve one. */
export const toWafRule = (host: string): string =>
  `(http.host eq "${host}" and starts_with(http.request.uri.path, "/v1/"))`;

export function showResult(ask: Asker, url: string, keys: Keys, domain: string | undefined): void {
  const kept = keys.kept.length > 0 ? `\n${keys.kept.join(' and ')} unchanged.` : '';
  ask.note('Ready', `Console  ${url}/console\nSign in with ADMIN_TOKEN.${kept}`);
  if (domain !== undefined) {
    const how = `Keeps bot challenges off the API, where they would break forms. Cloudflare's dashboard, the zone of
${domain}, Security, Security rules, Create rule, Custom rule. Expression:

${toWafRule(domain)}

Action: Skip. Tick all remaining custom rules, and Super Bot Fight Mode rules.`;
    ask.note('Rule to paste into Cloudflare', how);
  }
  ask.end('Next: make a form in the console and paste its snippet. docs/operating.md describes the first hour.');
}

/** What wrangler would have uploaded, in its own words. */
export function showRehearsal(ask: Asker, said: string, secrets: string[]): void {
  ask.note('wrangler deploy --dry-run', said);
  ask.end(`Nothing was changed. It would set ${secrets.join(', ')}. Keys that are already set would be kept.`);
}
