/** An answer in which every value has the wrong type, as PHP casts them by mistake [inferred]. */
export function mistype(text: string): string {
  return JSON.stringify(toOtherType(parse(text)));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function toOtherType(value: unknown): unknown {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return `${value}`;
  if (typeof value === 'boolean') return value ? 'true' : '';
  // PHP writes an empty array for an empty object, and an object for an array with gaps.
  if (value === null) return [];
  if (Array.isArray(value)) return Object.fromEntries(value.map((item, index) => [index + 1, toOtherType(item)]));
  return Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, toOtherType(item)]));
}
