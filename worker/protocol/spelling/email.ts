import { toPlainText } from './characters.ts';
import { fault, type Reading, read } from './reading.ts';

const LOCAL_MAX = 64;
const ADDRESS_MAX = 254;
/** With a name and a subject around it. */
const TEXT_MAX = 1000;
/** The maximum of HTML and of Convertr. */
const NOT_LOCAL = /[^\w.!#$%&'*+/=?^`{|}~-]/u;
const NOT_DOMAIN = /[^\p{L}\p{M}\p{N}.-]/u;
/** Labels of letters, digits and inner hyphens. The last has at least two characters and is not a number. */
const DOMAIN = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]{0,61}[a-z\d]$/;

/**
 * The address that was meant, as Convertr accepts it: the domain in ASCII and lower case, the mailbox as typed.
 *
 * A page may check with this, but should send what was typed, because old browsers turn `ß` in a domain into `ss`.
 */
export function readEmail(text: string): Reading<string> {
  if (text.includes('\ufffd')) return fault('email_character', { character: '\ufffd' });
  const address = unwrap(text);
  const addresses = address.split(/[\s,;/|&]+/).filter((piece) => piece.includes('@'));
  if (addresses.length > 1) return fault('email_several');
  const [local = '', domain = '', more] = address.split('@');
  if (!local || !domain || more !== undefined) return fault('email');
  if (/\s/.test(address)) return fault('email_space');
  const [character] = NOT_LOCAL.exec(local) ?? NOT_DOMAIN.exec(domain) ?? [];
  if (character) return fault('email_character', { character });
  const host = toAsciiDomain(domain);
  const ascii = `${local}@${host}`;
  const isLong = local.length > LOCAL_MAX || ascii.length > ADDRESS_MAX;
  return !host || isLong || /^\.|\.\.|\.$/.test(local) ? fault('email') : read(ascii);
}

/** The same for all spellings of an address, for finding a person. Defined for every text, even an invalid one. */
export function toEmailKey(text: string): string {
  const address = unwrap(text).normalize('NFC');
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  return `${address.slice(0, at + 1)}${toAsciiDomain(domain) ?? domain}`.toLowerCase();
}

/** Both forms of an international domain become the same: `bücher.example` → `xn--bcher-kva.example`. */
function toAsciiDomain(domain: string): string | undefined {
  try {
    const { hostname } = new URL(`http://${domain}`);
    return !NOT_DOMAIN.test(domain) && DOMAIN.test(hostname) ? hostname : undefined;
  } catch {
    return undefined;
  }
}

/** Marks at both ends belong to neither: no address ends in one. */
const WRAPPED = /^[^\p{L}\p{M}\p{N}@]+([^\s@]+@[^\s@]*[^\p{L}\p{M}\p{N}\s@.,;:!?])$/u;
/** `Email: `, `(work) `, `• `. */
const LABEL = /^(?:[^@]*[:=)\]>|•]|[-*–]+) (?=[^\s@]+@)/;
/** ` (work)`. */
const NOTE = /([^\s@]) ?[([][^@()[\]]*[)\]]$/;
/** Phones type them for the plain one. */
const APOSTROPHES = /[\u2018-\u201b\u02bc\u2032\u00b4]/g;
/** What no address begins or ends with. */
const AROUND = /^[\s"'‘-‟«‹´()[\]<>「『,;:]+|[^\p{L}\p{M}\p{N}]+$/gu;

/** `“Ada” <mailto:ada@example.com>,` → `ada@example.com`. */
function unwrap(text: string): string {
  if (text.length > TEXT_MAX) return toPlainText(text);
  const plain = toPlainText(text)
    // Word processors insert them.
    .replace(/[\ufb00-\ufb06]/g, (ligature) => ligature.normalize('NFKC'))
    .replace(/[\u3002\uff61]/g, '.')
    .replace(/\p{Pd}|\u2212/gu, '-')
    .replace(/ ?@ ?/g, '@');
  const [bracketed, other] = plain.match(/[<([][^<>()[\]]*@[^<>()[\]]*[>)\]]/g) ?? [];
  let address = bracketed && !other ? bracketed : plain;
  for (let before = ''; before !== address; ) {
    before = address;
    address = stripScheme(
      address
        .replace(APOSTROPHES, "'")
        .replace(WRAPPED, '$1')
        .replace(LABEL, '')
        .replace(NOTE, '$1')
        .replace(AROUND, ''),
    );
  }
  return address;
}

/** A link may have a subject after the address. */
function stripScheme(text: string): string {
  const address = /^mailto(?::|%3a)(?:\/\/)?([^?]*)/i.exec(text)?.[1];
  try {
    return address === undefined ? text : decodeURIComponent(address);
  } catch {
    return address ?? text;
  }
}
