/** Countries with their dial codes; names come from the browser. */
import type { Option } from '../../../worker/protocol/wire.ts';

/** Each dial code, then its countries; of several, the one with the most numbers comes first. */
const TABLE =
  '1USAGAIASBBBMBSCADMDOGDGUJMKNKYLCMPMSPRSXTCTTVCVGVI7RUKZ20EG27ZA30GR31NL32BE33FR34ES36HU39ITVA40RO41CH43AT44GBGGIMJE45DK46SE47NOSJ48PL49DE51PE52MX53CU54AR55BR56CL57CO58VE60MY61AUCCCX62ID63PH64NZ65SG66TH81JP82KR84VN86CN90TR91IN92PK93AF94LK95MM98IR211SS212MAEH213DZ216TN218LY220GM221SN222MR223ML224GN225CI226BF227NE228TG229BJ230MU231LR232SL233GH234NG235TD236CF237CM238CV239ST240GQ241GA242CG243CD244AO245GW246IO247AC248SC249SD250RW251ET252SO253DJ254KE255TZ256UG257BI258MZ260ZM261MG262REYT263ZW264NA265MW266LS267BW268SZ269KM290SHTA291ER297AW298FO299GL350GI351PT352LU353IE354IS355AL356MT357CY358FIAX359BG370LT371LV372EE373MD374AM375BY376AD377MC378SM380UA381RS382ME383XK385HR386SI387BA389MK420CZ421SK423LI500FK501BZ502GT503SV504HN505NI506CR507PA508PM509HT590GPBLMF591BO592GY593EC594GF595PY596MQ597SR598UY599CWBQ670TL672NF673BN674NR675PG676TO677SB678VU679FJ680PW681WF682CK683NU685WS686KI687NC688TV689PF690TK691FM692MH850KP852HK853MO855KH856LA880BD886TW960MV961LB962JO963SY964IQ965KW966SA967YE968OM970PS971AE972IL973BH974QA975BT976MN977NP992TJ993TM994AZ995GE996KG998UZ';

const DIAL_CODES: Record<string, string> = {};
for (const [, code = '', countries = ''] of TABLE.matchAll(/(\d+)([A-Z]+)/g))
  for (const [country] of countries.matchAll(/../g)) DIAL_CODES[country] = code;

/** `GB` → `44`. */
export const dialCodeOf = (country: string): string => DIAL_CODES[country] ?? '';

/** `+4930…` → `DE`. Of countries that share the dial code, the one already chosen. */
export function countryOfNumber(number: string, chosen = ''): string | undefined {
  const digits = number.slice(1);
  const fits = (country: string) => digits.startsWith(dialCodeOf(country));
  // No dial code begins with another, except +1, where the United States come first.
  return chosen && fits(chosen) ? chosen : Object.keys(DIAL_CODES).find(fits);
}

/** Cached, because a form renders at every keystroke, and naming and sorting takes milliseconds. */
const named: Record<string, Option[]> = {};

/** All countries, named and sorted in the visitor's language. */
export function nameCountries(locale: string): Option[] {
  named[locale] ??= (() => {
    const names = new Intl.DisplayNames([locale, 'en'], { type: 'region' });
    const { compare } = new Intl.Collator([locale, 'en']);
    return Object.keys(DIAL_CODES)
      .map((value) => ({ value, label: names.of(value) ?? value }))
      .sort((one, other) => compare(one.label, other.label));
  })();
  return named[locale];
}

/** The initial country: the visitor's by IP address, or else the most likely one for the language. */
export function guessCountry(locale: string, country?: string): string {
  return country && DIAL_CODES[country] ? country : (new Intl.Locale(locale).maximize().region ?? 'US');
}
