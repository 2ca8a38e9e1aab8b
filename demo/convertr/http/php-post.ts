import type { HonoRequest } from 'hono';

/** What PHP would pass to the framework: strings, and arrays whose keys keep their order. */
export type PhpValue = string | PhpArray;
export type PhpArray = Map<string, PhpValue>;

/** PHP's default. Further variables are dropped with a warning that no caller sees. */
const MAX_INPUT_VARS = 1000;
/** PHP's `max_input_nesting_level`. */
const MAX_NESTING = 64;

/** A body's contribution to `$_POST`. PHP reads these two types, and leaves it empty for any other [inferred]. */
export async function readPhpPost(request: HonoRequest): Promise<PhpArray> {
  const contentType = request.header('Content-Type') ?? '';
  const type = contentType.split(/[;, ]/, 1)[0]?.toLowerCase();
  const body = await request.text();
  if (type === 'application/x-www-form-urlencoded') return parsePhpBody(body);
  return type === 'multipart/form-data' ? readMultipart(body, contentType) : new Map();
}

/** Reads a url-encoded body as PHP fills `$_POST` [inferred: the vendor's stack is Symfony]. */
export function parsePhpBody(body: string): PhpArray {
  const pairs = body.split('&').filter((pair) => pair !== '');
  return toPhpArray(
    pairs.map((pair): [string, string] => {
      const equals = pair.indexOf('=');
      return equals === -1 ? [decode(pair), ''] : [decode(pair.slice(0, equals)), decode(pair.slice(equals + 1))];
    }),
  );
}

/** A malformed multipart body gives PHP no variables [inferred]. */
async function readMultipart(body: string, contentType: string): Promise<PhpArray> {
  const response = new Response(body, { headers: { 'Content-Type': contentType } });
  const form = await response.formData().catch(() => new FormData());
  // Neither a file nor an array is a text for a field here.
  return toPhpArray([...form].map(([name, value]) => [name, typeof value === 'string' ? value : new Map()]));
}

function toPhpArray(variables: [name: string, value: PhpValue][]): PhpArray {
  const post: PhpArray = new Map();
  let count = 0;
  for (const [name, value] of variables) {
    const keys = parseName(name);
    if (!keys) continue;
    count += 1;
    if (count > MAX_INPUT_VARS) break;
    assign(post, keys, value);
  }
  return post;
}

/** `a.b[c][]` → `['a_b', 'c', '']`, where an empty key appends. Undefined if PHP would ignore the variable. */
function parseName(raw: string): string[] | undefined {
  // A C string ends at its first NUL; leading spaces are skipped.
  const name = (raw.split('\0', 1)[0] ?? '').replace(/^ +/, '');
  const bracket = name.indexOf('[', 1);
  const top = bracket === -1 ? name : name.slice(0, bracket);
  if (top === '') return undefined;
  const keys = [top.replace(/[ .[]/g, '_')];
  let at = bracket;
  while (at !== -1 && name[at] === '[') {
    const end = name.indexOf(']', at + 1);
    if (end === -1) {
      // An opening bracket that nothing closes is part of the name.
      return keys.length === 1 ? [`${keys[0]}_${name.slice(at + 1)}`] : keys;
    }
    keys.push(name.slice(at + 1, end).replace(/^\s+/, ''));
    at = end + 1;
  }
  return keys.length > MAX_NESTING ? undefined : keys;
}

/** A scalar overwrites an earlier value, and an array replaces a scalar, so the last one wins. */
function assign(target: PhpArray, keys: string[], value: PhpValue): void {
  let level = target;
  for (const [depth, key] of keys.entries()) {
    const name = key === '' ? nextIndex(level) : key;
    if (depth === keys.length - 1) {
      level.set(name, value);
      return;
    }
    const existing = level.get(name);
    const next: PhpArray = existing instanceof Map ? existing : new Map();
    level.set(name, next);
    level = next;
  }
}

function nextIndex(level: PhpArray): string {
  let next = 0;
  for (const key of level.keys()) if (/^(0|[1-9]\d{0,15})$/.test(key)) next = Math.max(next, Number(key) + 1);
  return String(next);
}

function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    // PHP keeps a broken escape and every byte as they are.
    const bytes = spaced.replace(/%([0-9a-f]{2})|([^\0-\x7f]+)/gi, (_, hex: string | undefined, wide: string) =>
      hex === undefined ? Buffer.from(wide).toString('latin1') : String.fromCharCode(Number.parseInt(hex, 16)),
    );
    return Buffer.from(bytes, 'latin1').toString('utf8');
  }
}
