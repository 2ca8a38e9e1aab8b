import { fail, ok, type Result } from '../result.ts';

/** Far more than a form of a hundred long answers. */
export const BODY_MAX_BYTES = 64 * 1024;
const PARAMETERS_MAX = 1000;
/** A slower sender only keeps a connection open. */
const READ_DEADLINE_MS = 10_000;

export type BodyFault = 'too_large' | 'too_many_parameters' | 'not_utf8' | 'too_slow' | 'incomplete';

/** Values by name, in the order of the body. A map, so that no name can reach a prototype. */
export type Parameters = ReadonlyMap<string, readonly string[]>;

/** Parses `application/x-www-form-urlencoded`. Names stay flat. */
export async function readParameters(request: Request): Promise<Result<Parameters, BodyFault>> {
  const text = await readText(request, BODY_MAX_BYTES);
  if (!text.ok) return text;
  if (!isUtf8(text.value)) return fail('not_utf8');
  const parameters = new Map<string, string[]>();
  let count = 0;
  for (const [name, value] of new URLSearchParams(text.value)) {
    count += 1;
    if (count > PARAMETERS_MAX) return fail('too_many_parameters');
    const values = parameters.get(name);
    if (values) values.push(value);
    else parameters.set(name, [value]);
  }
  return ok(parameters);
}

/** Reads a body as UTF-8, within limits of size and time. */
export async function readText(request: Request, maxBytes: number): Promise<Result<string, BodyFault>> {
  const length = request.headers.get('content-length');
  if (Number(length ?? 0) > maxBytes) return fail('too_large');
  // If the length is given, the platform reads no more than that. Even looking at the stream costs more than reading.
  const stream = length === null ? request.body : undefined;
  if (stream === null) return ok('');
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<'too_slow'>((resolve) => {
    timer = setTimeout(resolve, READ_DEADLINE_MS, 'too_slow');
  });
  const reading = stream ? readStream(stream, maxBytes) : request.arrayBuffer();
  try {
    const bytes = await Promise.race([reading, deadline]);
    if (bytes === 'too_slow') return fail('too_slow');
    return bytes === undefined || bytes.byteLength > maxBytes
      ? fail('too_large')
      : ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch (error) {
    return fail(error instanceof TypeError ? 'not_utf8' : 'incomplete');
  } finally {
    if (timer !== undefined) clearTimeout(timer);
  }
}

/** @returns undefined if there are more than `maxBytes`. */
async function readStream(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the stream.
    if (bytes > maxBytes) return undefined;
    chunks.push(chunk);
  }
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

/** Checked here, because `URLSearchParams` silently replaces invalid UTF-8. */
function isUtf8(encoded: string): boolean {
  if (!/%[89a-f]/i.test(encoded)) return true;
  try {
    // Forms may contain a lone percent sign, which this decoder rejects.
    decodeURIComponent(encoded.replace(/%(?![0-9a-f]{2})/gi, '%25'));
    return true;
  } catch {
    return false;
  }
}
