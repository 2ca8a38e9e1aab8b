/** Mailbox hosts that people mistype most, the most used first. */
const HOSTS =
  'gmail.com ymail.com mail.com yahoo.com hotmail.com outlook.com icloud.com aol.com live.com msn.com googlemail.com protonmail.com gmx.de gmx.net web.de t-online.de yahoo.co.uk hotmail.co.uk btinternet.com hotmail.fr orange.fr free.fr libero.it hotmail.es ziggo.nl telia.com wp.pl'.split(
    ' ',
  );

/** The address with the host that was probably meant, or undefined if it seems right. */
export function suggestEmail(address: string): string | undefined {
  const at = address.lastIndexOf('@');
  const host = address.slice(at + 1).toLowerCase();
  if (at < 1 || !host.includes('.') || HOSTS.includes(host)) return undefined;
  const meant = HOSTS.find((known) => isNear(host, known));
  return meant && `${address.slice(0, at)}@${meant}`;
}

/**
 * Whether one letter is wrong, missing or extra, or two are swapped, so that only up to two letters in the middle
 * differ.
 */
function isNear(typed: string, known: string): boolean {
  let start = 0;
  while (start < typed.length && typed[start] === known[start]) start++;
  let end = 0;
  while (
    end < Math.min(typed.length, known.length) - start &&
    typed[typed.length - 1 - end] === known[known.length - 1 - end]
  )
    end++;
  const left = typed.slice(start, typed.length - end);
  const right = known.slice(start, known.length - end);
  // One letter more or less at the start is another host, such as "mail.com" and "gmail.com".
  if (start === 0 && left.length !== right.length) return false;
  return (
    (left.length <= 1 && right.length <= 1) ||
    (left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0])
  );
}
