import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { invalidGrant } from '../api/errors.ts';
import { toGatewayPage } from '../http/gateway-page.ts';
import type { Fault } from './faults.ts';
import { mistype } from './mistype.ts';
import { DEFAULT_BYTES, drip, endless, MAX_BYTES, pad } from './streams.ts';

/** These replace the answer to a request that is not carried out, unless the fault says `after`: no lead is stored. */
const BEFORE: readonly Fault['kind'][] = ['status', 'html502', 'redirect', 'other_2xx', 'drop'];

/** True if the fault applies before the request is carried out, so that no lead is stored. */
export const isBefore = ({ kind, after }: Fault): boolean => BEFORE.includes(kind) && !after;

/** What a client gets in place of an answer. */
export function answerInstead({ kind, status, body }: Fault, { incoming }: HttpBindings): Response {
  switch (kind) {
    case 'drop':
    case 'drop_after':
      incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    case 'html502':
      return toResponse(502, body ?? toGatewayPage('502 Bad Gateway'));
    case 'redirect':
      // A client that follows it sends a GET, is answered 200, and the lead is gone.
      return new Response(null, { status: status ?? 302, headers: { Location: '/api/elsewhere' } });
    case 'other_2xx':
      return toResponse(status ?? 200, body ?? { message: 'Accepted' });
    default:
      return toResponse(status ?? 500, body ?? toUsualBody(status ?? 500));
  }
}

/** Changes an answer on its way to the client. */
export async function distort(fault: Fault, response: Response, bindings: HttpBindings): Promise<Response> {
  const { status } = response;
  const succeeded = status < 300;
  switch (fault.kind) {
    case 'no_id':
      return succeeded
        ? toResponse(status, fault.body ?? { data: null, message: 'Lead was created successfully' })
        : response;
    case 'garbage':
      return succeeded ? toResponse(status, fault.body ?? '{"data": 3670', 'application/json') : response;
    case 'mistyped':
      return toResponse(status, mistype(await response.text()), 'application/json');
    case 'wrong_type':
      return replaceBody(response, await response.text(), { 'Content-Type': fault.type ?? 'application/octet-stream' });
    case 'drip':
      return replaceBody(response, drip(await readBytes(response), fault.ms ?? 100));
    case 'gigantic':
      return replaceBody(response, pad(await readBytes(response), fault.bytes ?? DEFAULT_BYTES));
    case 'endless':
      return replaceBody(
        response,
        endless({ ms: fault.ms ?? 10, bytes: fault.bytes ?? MAX_BYTES, cut: () => bindings.incoming.socket.destroy() }),
      );
    case 'gzip_bomb': {
      const padded = pad(await readBytes(response), fault.bytes ?? DEFAULT_BYTES);
      return replaceBody(response, padded.pipeThrough(new CompressionStream('gzip')), GZIP);
    }
    case 'broken_gzip':
      return replaceBody(response, await response.text(), GZIP);
    default:
      return answerInstead(fault, bindings);
  }
}

const GZIP = { 'Content-Encoding': 'gzip' };

const readBytes = async (response: Response) => new Uint8Array(await response.arrayBuffer());

function replaceBody(
  { status, headers }: Response,
  body: ReadableStream<Uint8Array<ArrayBuffer>> | string,
  changed: Record<string, string> = {},
): Response {
  const kept = new Headers(headers);
  kept.delete('Content-Length');
  for (const [name, value] of Object.entries(changed)) kept.set(name, value);
  return new Response(body, { status, headers: kept });
}

function toResponse(status: number, body: unknown, type?: string): Response {
  if (status === 204 || status === 205 || status === 304) return new Response(null, { status });
  if (typeof body !== 'string') return Response.json(body, { status });
  const guessed = body.startsWith('<') ? 'text/html; charset=UTF-8' : 'text/plain; charset=UTF-8';
  return new Response(body, { status, headers: { 'Content-Type': type ?? guessed } });
}

function toUsualBody(status: number): unknown {
  if (status === 401) return invalidGrant('The access token provided is invalid.');
  return status === 429 || status >= 500 ? toGatewayPage(String(status)) : { code: status, message: 'Refused' };
}
