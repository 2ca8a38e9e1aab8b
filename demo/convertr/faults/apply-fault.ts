import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { invalidGrant } from '../api/errors.ts';
import { toGatewayPage } from '../http/gateway-page.ts';
import type { Fault } from './faults.ts';

/** These spoil the answer to a request that was carried out: a lead is stored. */
const AFTER: readonly Fault['kind'][] = ['drop_after', 'drip', 'no_id', 'garbage'];

/** True when the fault strikes before the request is carried out, so that no lead is stored. */
export const isBefore = ({ kind, after }: Fault): boolean => !AFTER.includes(kind) && !after;

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

/** What becomes of an answer on its way to the client. */
export async function distort(fault: Fault, response: Response, bindings: HttpBindings): Promise<Response> {
  const { status } = response;
  const succeeded = status < 300;
  switch (fault.kind) {
    case 'drip':
      return drip(response, fault.ms ?? 100);
    case 'no_id':
      return succeeded
        ? toResponse(status, fault.body ?? { data: null, message: 'Lead was created successfully' })
        : response;
    case 'garbage':
      return succeeded ? toResponse(status, fault.body ?? '{"data": 3670', 'application/json') : response;
    default:
      return answerInstead(fault, bindings);
  }
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

/** The answer byte by byte, for clients whose time-out covers only the headers. */
async function drip(response: Response, ms: number): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  let sent = 0;
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (sent === bytes.length) {
        controller.close();
        return;
      }
      if (sent > 0) await sleep(ms, undefined, { ref: false });
      controller.enqueue(bytes.subarray(sent, sent + 1));
      sent += 1;
    },
  });
  const headers = new Headers(response.headers);
  headers.delete('Content-Length');
  return new Response(stream, { status: response.status, headers });
}
