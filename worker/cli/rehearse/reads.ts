import { randomUUID } from 'node:crypto';
import { ask, describeTimes } from './ask.ts';

export interface Line {
  /** `note`: a figure that only a person can judge. */
  is: 'good' | 'to do' | 'note';
  check: string;
  detail: string;
}

/** Fewer than the limit per address in a minute. */
const READS = 10;
const YEAR = 'max-age=31536000';

const line = (check: string, isGood: boolean, detail: string): Line => ({
  is: isGood ? 'good' : 'to do',
  check,
  detail,
});
const note = (check: string, detail: string): Line => ({ is: 'note', check, detail });

export async function checkHealth(origin: URL): Promise<Line[]> {
  const { status, headers, text, ms } = await ask(new URL('/healthz', origin));
  // This header ends with the Cloudflare location that answered.
  const place = String(headers['cf-ray'] ?? '').split('-')[1];
  const secure = String(headers['strict-transport-security'] ?? '');
  return [
    line(
      'Health',
      status === 200,
      status === 200 ? `It can store leads (${Math.round(ms)} ms).` : `${status}: ${text}`,
    ),
    place
      ? note('Edge', `Cloudflare answers from ${place}.`)
      : note('Edge', 'No Cloudflare location in the answer: this Worker does not run there.'),
    line('HTTPS', secure === YEAR, secure === YEAR ? 'Browsers will use HTTPS only.' : `HSTS is "${secure}".`),
  ];
}

/** What a page loads, in bytes on the wire. */
export async function checkWidget(origin: URL): Promise<Line[]> {
  const script = new URL('/widget.js', origin);
  const headers = { 'accept-encoding': 'br, gzip' };
  const first = await ask(script, { headers });
  const encoding = first.headers['content-encoding'];
  const etag = first.headers.etag ?? '';
  const again = await ask(script, { headers: { ...headers, 'if-none-match': etag } });
  const { file } = JSON.parse((await ask(new URL('/widget.json', origin))).text) as { file: string };
  const hashed = await ask(new URL(file, origin), { headers });
  const policy = String(hashed.headers['cache-control']);
  const size = `${first.bytes} bytes${encoding ? `, ${encoding}` : ', not compressed'} (${Math.round(first.ms)} ms)`;
  return [
    encoding ? note('Script', `${size}. The limit of the build is 12,000 with brotli.`) : note('Script', `${size}.`),
    line('Script again', again.status === 304, `${again.status}, ${again.bytes} bytes.`),
    line('Pinned script', policy.includes('immutable'), `${hashed.bytes} bytes, Cache-Control: ${policy}.`),
  ];
}

/** From the first request for the definition to the account's object and back. */
export async function checkForm(origin: URL, form: string): Promise<Line[]> {
  const { status, headers, ms } = await ask(new URL(`/v1/forms/${form}`, origin));
  const times: number[] = [];
  const statuses = new Set<number>();
  for (let n = 0; n < READS; n++) {
    // No submission has this id, so the object is called, and nothing is cached.
    const read = await ask(new URL(`/v1/forms/${form}/leads/${randomUUID()}`, origin));
    times.push(read.ms);
    statuses.add(read.status);
  }
  const isAnswered = [...statuses].every((each) => each === 404);
  return [
    line('Form', status === 200, `${status} in ${Math.round(ms)} ms, Cache-Control: ${headers['cache-control']}.`),
    isAnswered
      ? note('Object', `${describeTimes(times)}from here to the account's object and back.`)
      : line('Object', false, `Answers were ${[...statuses].join(', ')}; 404 was expected.`),
  ];
}

/** Without a token the admin API must refuse. */
export async function checkAdmin(origin: URL): Promise<Line[]> {
  const { status } = await ask(new URL('/v1/admin/forms', origin));
  return [line('Admin API', status === 401, `${status} without a token.`)];
}
