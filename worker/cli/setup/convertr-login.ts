import { type Convertr, createConvertr } from '../../convertr/client.ts';
import { parseOrigin } from '../../convertr/origin.ts';
import type { LoginOutcome } from '../../convertr/outcome.ts';
import { type Account, askUser } from './account.ts';
import { SetupFault, Unreachable } from './fault.ts';
import type { Options } from './options.ts';
import type { Asker } from './questions/asker.ts';

/** Convertr locks a user after ten wrong passwords in a row. */
const MAX_TRIES = 3;
const TRY_LATER = 'Wait five minutes, then run this again.';

/** The account as Convertr accepted it, and what can be read with it. */
export interface LoggedIn {
  account: Account;
  convertr: Convertr;
  token: string;
}

/** Logs in with the Worker's own client. A person may correct user and password. */
export async function tryLogin(ask: Asker, options: Options, given: Account, fetcher: typeof fetch): Promise<LoggedIn> {
  let account = given;
  for (let tries = 1; ; tries += 1) {
    const convertr = connect(account, fetcher);
    let outcome = await ask.during(`Testing the login at ${originOf(account)}`, () => convertr.login(account));
    if (outcome.kind === 'mfa_required') outcome = await enterCode(ask, convertr, account, outcome.mfaToken);
    if (outcome.kind === 'token' && !outcome.passwordExpired) return { account, convertr, token: outcome.token };
    if (outcome.kind !== 'denied' || !ask.isPerson || tries === MAX_TRIES) throw toFault(outcome, account);
    ask.warn('Convertr rejected this username or password.');
    account = { ...account, ...(await askUser(ask, options, true)) };
  }
}

const connect = (account: Account, fetcher: typeof fetch): Convertr =>
  createConvertr({ fetch: fetcher, origin: originOf(account), publisherId: account.publisherId });

function originOf({ enterprise, origin }: Account): string {
  const parsed = parseOrigin(enterprise, origin);
  if (!parsed.ok) throw new SetupFault(`The origin ${parsed.error}`, 'Correct --origin.');
  return parsed.value;
}

async function enterCode(ask: Asker, convertr: Convertr, user: Account, mfaToken: string): Promise<LoginOutcome> {
  ask.say('Convertr has sent a code by text message.');
  for (let tries = 1; ; tries += 1) {
    const mfaCode = (
      await ask.secret({
        message: 'Code from the text message',
        flag: 'it as a line of standard input, or run this in a terminal',
        check: (answer) => (/^\s*\w{3,12}\s*$/.test(answer) ? undefined : 'A code contains no spaces.'),
      })
    ).trim();
    const outcome = await ask.during('Testing the code', () => convertr.login({ ...user, mfaToken, mfaCode }));
    // If Convertr asks for a code again, it refused this one.
    if (outcome.kind === 'token') {
      ask.say('The Worker needs its own code when it first logs in. The console will ask for it.');
      return outcome;
    }
    if (outcome.kind !== 'denied' && outcome.kind !== 'mfa_required') return outcome;
    if (!ask.isPerson || tries === MAX_TRIES) {
      throw new SetupFault('Convertr rejected this code.', 'Run this again: Convertr sends another code.');
    }
    ask.warn('Convertr rejected this code.');
  }
}

function toFault(outcome: LoginOutcome, account: Account): SetupFault {
  const origin = originOf(account);
  switch (outcome.kind) {
    case 'denied':
    case 'unauthorized':
      return new SetupFault(
        'Convertr rejected this username or password.',
        `Sign in at ${origin} in a browser first. Ten wrong attempts in a row lock the user.`,
      );
    case 'token':
    case 'password_expired':
      return new SetupFault('The password has expired.', `Set a new one at ${origin}, then run this again.`);
    case 'rate_limited':
      return new Unreachable('Convertr is limiting requests right now.', TRY_LATER);
    case 'unavailable':
      return new Unreachable(`Convertr is not available (${outcome.status}).`, TRY_LATER);
    case 'mfa_required':
      return new SetupFault('Convertr requires a code.', 'Run this in a terminal.');
    case 'unknown':
      return new Unreachable(
        `${origin} does not answer.`,
        'Check the enterprise and this machine’s connection, or pass --skip-login.',
      );
    case 'unexpected':
      return new Unreachable(
        `${origin} does not respond like Convertr (${outcome.status}).`,
        'Check the enterprise, or pass --skip-login.',
      );
  }
}

/** Shows the ids that a form's configuration needs. Nothing depends on it. */
export async function listForms(ask: Asker, { convertr, token }: LoggedIn, campaignId: number): Promise<void> {
  const outcome = await ask.during(`Loading the forms of campaign ${campaignId}`, () =>
    convertr.fields(token, campaignId),
  );
  if (outcome.kind !== 'fields') return ask.warn(`This user cannot see campaign ${campaignId} at Convertr.`);
  const lines = outcome.forms.map(({ formId, formName, fields }) => `${formId}  ${formName} (${fields.length} fields)`);
  ask.note(`Forms of campaign ${campaignId}`, lines.join('\n') || 'None.');
}
