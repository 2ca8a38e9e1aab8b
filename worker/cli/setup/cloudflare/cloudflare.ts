import { SetupFault } from '../fault.ts';
import { describeFlag, type Options } from '../options.ts';
import type { Asker } from '../questions/asker.ts';
import type { Wrangler } from './wrangler.ts';

/** Makes sure that somebody is signed in to Cloudflare, and chooses the account. */
export async function signIn(ask: Asker, wrangler: Wrangler, options: Options): Promise<void> {
  const given = options.given['cloudflare-account'];
  const look = () => ask.during('Checking who is signed in to Cloudflare', () => wrangler.whoami());
  let accounts = await look();
  if (
    !accounts &&
    ask.isPerson &&
    (await ask.confirm('You are not signed in to Cloudflare. Sign in now, in the browser?', true))
  ) {
    await wrangler.run(['login'], { inTerminal: true });
    accounts = await look();
  }
  // A token with narrow rights works without showing whose it is.
  if (!accounts?.length && given !== undefined) return wrangler.useAccount(given);
  if (!accounts) {
    throw new SetupFault('You are not signed in to Cloudflare.', 'npx wrangler login, or set CLOUDFLARE_API_TOKEN.');
  }
  const [first] = accounts;
  const id = await ask.choose({
    message: 'Which Cloudflare account?',
    given: given ?? (accounts.length === 1 ? first?.id : undefined),
    flag: describeFlag('cloudflare-account'),
    options: accounts.map(({ id, name }) => ({ value: id, label: `${name} (${id})` })),
  });
  wrangler.useAccount(id);
}
