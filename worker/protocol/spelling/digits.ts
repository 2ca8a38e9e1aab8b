const OTHER_DIGIT = /(?![0-9])\p{Nd}/gu;

/** `١٧` and `１７` → `17`. */
export function toAsciiDigits(text: string): string {
  return text.replace(OTHER_DIGIT, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let before = 0;
    while (/\p{Nd}/u.test(String.fromCodePoint(code - before - 1))) before++;
    // In Unicode each script's ten digits are consecutive, and some scripts follow one another.
    return `${before % 10}`;
  });
}

/** `ａ＠ｂ．ｃｏ` and `a﹫b﹒co` → `a@b.co`. NFKC of all would do this too, but it also turns `½` into three characters. */
export const toHalfWidth = (text: string): string =>
  text.replace(/[\uff01-\uff5e\ufe50-\ufe6b]/g, (wide) => wide.normalize('NFKC'));
