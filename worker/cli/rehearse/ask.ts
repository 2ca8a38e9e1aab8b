import { type IncomingHttpHeaders, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

const TIMEOUT_MS = 30_000;

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  /** On the wire, as it was compressed. */
  bytes: number;
  /** Empty when it was compressed. */
  text: string;
  ms: number;
}

interface Options {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** One request on a separate connection. `fetch` would hide how many bytes came. */
export function ask(url: URL, { method = 'GET', headers = {}, body }: Options = {}): Promise<Reply> {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const request = send(url, { method, headers, timeout: TIMEOUT_MS }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const whole = Buffer.concat(chunks);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          bytes: whole.byteLength,
          text: response.headers['content-encoding'] ? '' : whole.toString('utf8'),
          ms: performance.now() - started,
        });
      });
    });
    request.on('timeout', () => request.destroy(new Error('It timed out.')));
    request.on('error', reject);
    request.end(body);
  });
}

/** In words: the median and the slowest. */
export function describeTimes(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return `${Math.round(middle)} ms median, ${Math.round(sorted.at(-1) ?? 0)} ms slowest, ${sorted.length} requests`;
}
