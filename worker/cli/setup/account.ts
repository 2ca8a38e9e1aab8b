import { ENTERPRISE_LABEL, parseOrigin } from '../../convertr/origin.ts';
import { SETTINGS, type SettingName } from '../../settings/catalogue.ts';
import { SetupFault } from './fault.ts';
import { describeFlag, type Options, type ValueFlag } from './options.ts';
import type { Asker, Question } from './questions/asker.ts';

/** What a person knows about the account. */
export interface Account {
  enterprise: string;
  publisherId: number;
  username: string;
  password: string;
  /** Only if it is not Convertr's own. */
  origin: string | undefined;
}

const PASSWORD_FLAG = 'CONVERTR_PASSWORD or --password-stdin';

/** Catalogue texts are Markdown. */
export const explain = (name: SettingName): string => SETTINGS[name].description.replace(/[`*]/g, '');

export async function askAccount(ask: Asker, options: Options): Promise<Account> {
  if (!ask.isPerson) requireAll(options);
  const { given } = options;
  const question = (flag: ValueFlag, name: SettingName, message: string): Question => ({
    message,
    help: explain(name),
    given: given[flag],
    flag: describeFlag(flag),
  });
  const enterprise = toEnterprise(
    await ask.text({ ...question('enterprise', 'CONVERTR_ENTERPRISE', 'Enterprise'), check: checkEnterprise }),
  );
  const publisherId = await ask.text({
    ...question('publisher-id', 'CONVERTR_PUBLISHER_ID', 'Publisher id'),
    check: (answer) => (/^[1-9]\d{0,14}$/.test(answer) ? undefined : 'The publisher id is a number.'),
  });
  if (given.origin !== undefined) checkOrigin(enterprise, given.origin);
  return { enterprise, publisherId: Number(publisherId), origin: given.origin, ...(await askUser(ask, options)) };
}

/** @param again after a refusal, when the given values are not used again. */
export async function askUser(ask: Asker, options: Options, again = false) {
  const username = await ask.text({
    message: 'Username',
    help: explain('CONVERTR_USERNAME'),
    given: again ? undefined : options.given.username,
    flag: describeFlag('username'),
    check: (answer) => (answer === '' ? 'The username is missing.' : undefined),
  });
  const password = await ask.secret({
    message: 'Password',
    help: explain('CONVERTR_PASSWORD'),
    given: again ? undefined : options.secrets.CONVERTR_PASSWORD,
    flag: PASSWORD_FLAG,
    check: (answer) => (answer === '' ? 'The password is missing.' : undefined),
  });
  return { username, password };
}

/** Lists everything that is missing at once, not one per run. */
function requireAll({ given, secrets, switches }: Options): void {
  const flags: ValueFlag[] = ['enterprise', 'publisher-id', 'username'];
  const missing = flags.filter((flag) => given[flag] === undefined).map(describeFlag);
  if (!secrets.CONVERTR_PASSWORD && !switches['password-stdin']) missing.push(PASSWORD_FLAG);
  if (missing.length > 0) throw new SetupFault('The account is not complete.', `Set ${missing.join('; ')}.`);
}

/** People paste the URL of their sign-in page. */
const toEnterprise = (answer: string): string =>
  answer
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\.cvtr\.io(\/.*)?$/, '');

function checkEnterprise(answer: string): string | undefined {
  return ENTERPRISE_LABEL.test(toEnterprise(answer)) ? undefined : 'The enterprise is the part before .cvtr.io.';
}

function checkOrigin(enterprise: string, origin: string): void {
  const parsed = parseOrigin(enterprise, origin);
  if (!parsed.ok) throw new SetupFault(`The origin ${parsed.error}`, `Correct ${describeFlag('origin')}.`);
}
