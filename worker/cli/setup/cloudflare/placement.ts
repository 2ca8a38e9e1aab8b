import { JURISDICTIONS, LOCATION_HINTS } from '../../../settings/account-fields.ts';
import { explain } from '../account.ts';
import { SetupFault } from '../fault.ts';
import { describeFlag, type Options } from '../options.ts';
import type { Asker } from '../questions/asker.ts';

export interface Placement {
  CONVERTR_JURISDICTION?: string;
  CONVERTR_LOCATION_HINT?: string;
}

const REGIONS: Record<(typeof LOCATION_HINTS)[number], string> = {
  weur: 'Western Europe',
  eeur: 'Eastern Europe',
  enam: 'Eastern North America',
  wnam: 'Western North America',
  sam: 'South America',
  apac: 'Asia-Pacific',
  oc: 'Oceania',
  afr: 'Africa',
  me: 'Middle East',
};
const EU_ONLY = 'eu';
const NEAREST: [zone: RegExp, hint: keyof typeof REGIONS][] = [
  [/^America/, 'enam'],
  [/^Asia/, 'apac'],
  [/^(Australia|Pacific)/, 'oc'],
  [/^Africa/, 'afr'],
];

/** Asks where leads are stored, before the first lead, because it can hardly be changed afterwards. */
export async function askPlacement(ask: Asker, options: Options, isFirst: boolean): Promise<Placement> {
  const { jurisdiction, 'location-hint': hint } = options.given;
  check('jurisdiction', jurisdiction, JURISDICTIONS);
  check('location-hint', hint, LOCATION_HINTS);
  if (jurisdiction !== undefined || hint !== undefined) return toPlacement(jurisdiction, hint);
  if (!isFirst) return {};
  if (!ask.isPerson) {
    ask.warn('No --location-hint: leads will be stored where the first of them comes from.');
    return {};
  }
  const answer = await ask.choose({
    message: 'Where should leads be stored?',
    help: explain('CONVERTR_LOCATION_HINT'),
    flag: `${describeFlag('location-hint')}, ${describeFlag('jurisdiction')}`,
    initial: suggest(),
    options: [
      { value: EU_ONLY, label: 'European Union only (cannot be changed later)' },
      ...LOCATION_HINTS.map((value) => ({ value, label: REGIONS[value] })),
    ],
  });
  return answer === EU_ONLY ? toPlacement(EU_ONLY, undefined) : toPlacement(undefined, answer);
}

function toPlacement(jurisdiction: string | undefined, hint: string | undefined): Placement {
  const placement: Placement = {};
  if (jurisdiction !== undefined) placement.CONVERTR_JURISDICTION = jurisdiction;
  if (hint !== undefined) placement.CONVERTR_LOCATION_HINT = hint;
  return placement;
}

function check(flag: 'jurisdiction' | 'location-hint', value: string | undefined, known: readonly string[]): void {
  if (value === undefined || known.includes(value)) return;
  throw new SetupFault(
    `${value} is not known as a ${flag}.`,
    `Set ${describeFlag(flag)} to one of ${known.join(', ')}.`,
  );
}

function suggest(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return NEAREST.find(([zone]) => zone.test(timeZone))?.[1] ?? 'weur';
}
