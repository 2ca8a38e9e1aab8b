import { parseArgs } from 'node:util';
import { SetupFault } from './fault.ts';

/** Flags with a value, and the variable for each. */
const VALUES = {
  enterprise: 'CONVERTR_ENTERPRISE',
  'publisher-id': 'CONVERTR_PUBLISHER_ID',
  username: 'CONVERTR_USERNAME',
  origin: 'CONVERTR_ORIGIN',
  jurisdiction: 'CONVERTR_JURISDICTION',
  'location-hint': 'CONVERTR_LOCATION_HINT',
  campaign: 'CONVERTR_CAMPAIGN_ID',
  name: 'LEADWIRE_NAME',
  domain: 'LEADWIRE_DOMAIN',
  'cloudflare-account': 'CLOUDFLARE_ACCOUNT_ID',
  wait: 'LEADWIRE_WAIT_SECONDS',
} as const;

const SWITCHES = [
  'workers-dev',
  'password-stdin',
  'skip-login',
  'new-admin-token',
  'replace-dns',
  'yes',
  'dry-run',
  'help',
] as const;

/** Never flags, because every user of a machine can read a command line, and it stays in the shell's history. */
const SECRETS = ['CONVERTR_PASSWORD', 'LEAD_KEY', 'ADMIN_TOKEN'] as const;

export type ValueFlag = keyof typeof VALUES;
export type Switch = (typeof SWITCHES)[number];
export type SecretVariable = (typeof SECRETS)[number];

export interface Options {
  given: Partial<Record<ValueFlag, string>>;
  switches: Record<Switch, boolean>;
  secrets: Partial<Record<SecretVariable, string>>;
}

export const HELP = `npm run setup -- [options]: from a clone to production. Asks for what is not given.

The account at Convertr
  --enterprise NAME       acme, if you sign in at acme.cvtr.io     CONVERTR_ENTERPRISE
  --publisher-id NUMBER                                            CONVERTR_PUBLISHER_ID
  --username E-MAIL                                                CONVERTR_USERNAME
  (the password)          asked for, or                            CONVERTR_PASSWORD
  --password-stdin        the first line of standard input; a code from a text message is the next
  --campaign NUMBER       lists the campaign's forms               CONVERTR_CAMPAIGN_ID
  --location-hint REGION  where leads are stored: weur, enam, …    CONVERTR_LOCATION_HINT
  --jurisdiction eu       leads never leave the European Union     CONVERTR_JURISDICTION
  --origin URL            a simulator in place of Convertr         CONVERTR_ORIGIN
  --skip-login            does not try the login

The Worker
  --name NAME                                                      LEADWIRE_NAME
  --domain HOST           leads.example.com                        LEADWIRE_DOMAIN
  --workers-dev           an address under workers.dev instead
  --replace-dns           takes the domain from what answers there now
  --cloudflare-account ID if you have several                      CLOUDFLARE_ACCOUNT_ID
  --wait SECONDS          for the address to answer; 300           LEADWIRE_WAIT_SECONDS

The keys are made once and kept. The first run takes yours from LEAD_KEY and ADMIN_TOKEN, if they are set.
  --new-admin-token       replaces the admin token; ends every session

  --yes                   asks nothing; what is missing is an error
  --dry-run               changes nothing anywhere; it does try the login
`;

export function readOptions(args: string[], env: NodeJS.ProcessEnv): Options {
  const values = parse(args);
  const given: Options['given'] = {};
  for (const flag of Object.keys(VALUES) as ValueFlag[]) {
    const value = values[flag] ?? env[VALUES[flag]]?.trim();
    if (typeof value === 'string' && value !== '') given[flag] = value;
  }
  const secrets: Options['secrets'] = {};
  for (const name of SECRETS) if (env[name]) secrets[name] = env[name];
  const switches = Object.fromEntries(SWITCHES.map((name) => [name, values[name] === true]));
  return { given, secrets, switches: switches as Options['switches'] };
}

function parse(args: string[]): Record<string, string | boolean | undefined> {
  const flags = [
    ...Object.keys(VALUES).map((name) => [name, { type: 'string' }] as const),
    ...SWITCHES.map((name) => [name, { type: 'boolean' }] as const),
  ];
  try {
    return parseArgs({ args, options: Object.fromEntries(flags) }).values as Record<string, string | boolean>;
  } catch (error) {
    throw new SetupFault((error as Error).message, 'npm run setup -- --help lists all flags.');
  }
}

/** How to answer a question in advance, in words. */
export const describeFlag = (flag: ValueFlag): string => `--${flag} or ${VALUES[flag]}`;

/** The variables of this process without its secrets, which its child processes do not need. */
export function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !SECRETS.includes(name as SecretVariable)));
}

export function readNumber(options: Options, flag: 'campaign' | 'wait'): number | undefined {
  const text = options.given[flag];
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw new SetupFault(`${text} is not a number.`, `Correct ${describeFlag(flag)}.`);
  return Number(text);
}
