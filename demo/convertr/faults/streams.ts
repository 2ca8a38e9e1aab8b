import { setTimeout as sleep } from 'node:timers/promises';

/** Twice the memory of a Worker. */
export const DEFAULT_BYTES = 268_435_456;
/** A test run that forgets such an answer must still end. */
export const MAX_BYTES = 1_073_741_824;
const ENDLESS_MS = 300_000;

/** Blanks, because JSON after them is still valid. */
const BLANKS = new Uint8Array(65_536).fill(0x20);

/** The answer byte by byte, for clients whose timeout covers only the headers. */
export function drip(body: Uint8Array<ArrayBuffer>, ms: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  let sent = 0;
  return new ReadableStream({
    async pull(controller) {
      if (sent === body.length) return controller.close();
      if (sent > 0) await sleep(ms, undefined, { ref: false });
      controller.enqueue(body.subarray(sent, sent + 1));
      sent += 1;
    },
  });
}

/** The answer after enough blanks to make it `bytes` long. */
export function pad(body: Uint8Array<ArrayBuffer>, bytes: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  let left = bytes - body.length;
  return new ReadableStream({
    pull(controller) {
      if (left > 0) {
        controller.enqueue(BLANKS.subarray(0, left));
        left -= BLANKS.length;
        return;
      }
      controller.enqueue(body);
      controller.close();
    },
  });
}

interface Endless {
  ms: number;
  bytes: number;
  /** Closes the connection, because an answer that ended properly would not be endless. */
  cut: () => void;
}

/** Blanks every `ms`, until the client hangs up, `bytes` are sent or five minutes are over. */
export function endless({ ms, bytes, cut }: Endless): ReadableStream<Uint8Array<ArrayBuffer>> {
  const deadline = performance.now() + ENDLESS_MS;
  let left = bytes;
  return new ReadableStream({
    async pull(controller) {
      await sleep(ms, undefined, { ref: false });
      if (left <= 0 || performance.now() > deadline) {
        cut();
        return controller.close();
      }
      controller.enqueue(BLANKS.subarray(0, Math.min(left, 16_384)));
      left -= 16_384;
    },
  });
}
