/** Malformed requests on a bare socket, which no ordinary client would send. */
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { ANSWERS, countRows, newAddress, PAGE, saveForm, workerUrl } from './worker.ts';

const { hostname, port, host } = new URL(workerUrl);

/** Sends pieces with pauses between them. @returns all that came back until the server or the time ended it. */
function talk(pieces: (string | Buffer | number)[], withinMs = 3000): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let received = '';
    const end = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(received);
    };
    const timer = setTimeout(end, withinMs);
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
    });
    socket.on('error', end);
    socket.on('close', end);
    socket.on('connect', async () => {
      for (const piece of pieces) {
        if (typeof piece === 'number') await new Promise((next) => setTimeout(next, piece));
        else if (socket.writable) socket.write(piece);
      }
    });
  });
}

const statuses = (received: string) =>
  [...received.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
const body = new URLSearchParams(ANSWERS).toString();

function head(form: string, headers: Record<string, string | string[]>): string {
  const all: Record<string, string | string[]> = {
    Host: host,
    Accept: 'application/json',
    'Content-Type': 'application/x-www-form-urlencoded',
    'CF-Connecting-IP': newAddress(),
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) => [value].flat().map((each) => `${name}: ${each}`));
  return `POST /v1/forms/${form}/leads HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
}

/** The Worker refuses, or the server in front of it does with words of its own. */
function expectRefused(received: string): void {
  expect(statuses(received).filter((status) => status < 400)).toEqual([]);
  expect(received).not.toContain('urn:leadwire:problem:internal');
}

/** The Worker still works, and the form has only the rows that it should have. */
async function expectWell(form: string, rows = 0): Promise<void> {
  expect((await fetch(`${workerUrl}/healthz`)).status).toBe(200);
  expect(await countRows(form)).toBe(rows);
}

describe('a body', { timeout: 20_000 }, () => {
  test('that comes too slowly is given up after ten seconds', async () => {
    const form = await saveForm();
    const started = Date.now();
    const drops = Array.from({ length: 40 }, () => ['a', 300]).flat();
    const received = await talk([head(form, { 'Content-Length': '60000' }), ...drops], 15_000);
    expect(statuses(received)[0]).toBe(400);
    expect(received).toContain('took too long');
    expect(Date.now() - started).toBeLessThan(14_500);
    await expectWell(form);
  });

  test('that ends before its length stores nothing', async () => {
    const form = await saveForm();
    const received = await talk([head(form, { 'Content-Length': String(body.length + 100) }), body, 200], 500);
    expectRefused(received);
    await expectWell(form);
  });

  test('in chunks that break off stores nothing', async () => {
    const form = await saveForm();
    const request = head(form, { 'Transfer-Encoding': 'chunked' });
    const received = await talk([request, `${body.length.toString(16)}\r\n${body}\r\nff\r\nhalf`, 200], 500);
    expectRefused(received);
    await expectWell(form);
  });

  test.each(['zz\r\n', '-1\r\n', 'ffffffffffffffffff\r\n', '5;\0\r\n'])(
    'in chunks of the size %j is no lead',
    async (size) => {
      const form = await saveForm();
      const received = await talk(
        [head(form, { 'Transfer-Encoding': 'chunked' }), `${size}${body}\r\n0\r\n\r\n`],
        1500,
      );
      expectRefused(received);
      await expectWell(form);
    },
  );

  test('in complete chunks is a lead', async () => {
    const form = await saveForm();
    const half = Math.floor(body.length / 2);
    const chunks = [body.slice(0, half), body.slice(half)].map((part) => `${part.length.toString(16)}\r\n${part}\r\n`);
    const request = head(form, { 'Transfer-Encoding': 'chunked', Connection: 'close' });
    const received = await talk([request, chunks[0] ?? '', 100, chunks[1] ?? '', '0\r\n\r\n'], 6000);
    expect(statuses(received)).toEqual([201]);
  });

  test.each(['-1', '1e3', '0x10', '9999999999999999999999', 'abc', '12, 13'])(
    'of the length %s is no lead',
    async (length) => {
      const form = await saveForm();
      const received = await talk([head(form, { 'Content-Length': length }), body], 1500);
      expectRefused(received);
      await expectWell(form);
    },
  );

  test('with both a length and chunks is read once, or not at all', async () => {
    const form = await saveForm();
    const smuggled = `0\r\n\r\nDELETE /v1/admin/forms/${form} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
    const headers = { 'Content-Length': String(smuggled.length), 'Transfer-Encoding': 'chunked' };
    const received = await talk([head(form, headers), smuggled], 1500);
    expectRefused(received);
    await expectWell(form);
  });

  test('of 70 KB is refused', async () => {
    const form = await saveForm();
    const received = await talk([head(form, { 'Content-Length': '70000', Connection: 'close' }), 'a'.repeat(70_000)]);
    expect(statuses(received)[0]).toBe(413);
    await expectWell(form);
  });

  test('that claims to be large and never arrives stores nothing', async () => {
    const form = await saveForm();
    expectRefused(await talk([head(form, { 'Content-Length': '100000000' }), 'a=b'], 500));
    await expectWell(form);
  });
});

describe('headers', () => {
  test('of 200 KB are refused', async () => {
    const form = await saveForm();
    const received = await talk([head(form, { 'X-Large': 'x'.repeat(200_000), 'Content-Length': '0' })], 1000);
    expectRefused(received);
    await expectWell(form);
  });

  test('by the thousand are refused or read', async () => {
    const form = await saveForm();
    const many = Object.fromEntries(Array.from({ length: 3000 }, (_, n) => [`X-${n}`, 'x']));
    const received = await talk([head(form, { ...many, 'Content-Length': '3', Connection: 'close' }), 'a=b']);
    expectRefused(received);
    await expectWell(form);
  });

  test.each([
    ['Origin', [PAGE, 'https://evil.example']],
    ['Origin', ['https://evil.example', PAGE]],
    ['Content-Type', ['application/x-www-form-urlencoded', 'application/json']],
    ['Content-Length', [String(body.length), '3']],
    ['Host', [host, 'evil.example']],
  ])('with %s twice are no lead', async (name, values) => {
    const form = await saveForm();
    const headers = { 'Content-Length': String(body.length), Connection: 'close', [name]: values };
    const received = await talk([head(form, headers), body]);
    expectRefused(received);
    await expectWell(form);
  });

  test.each([
    ['a folded line', 'X-Folded: a\r\n b'],
    ['no colon', 'nonsense'],
    ['a NUL', 'X-Nul: a\0b'],
    ['a space before the colon', 'Origin : https://evil.example'],
  ])('with %s cause no failure', async (_, line) => {
    const form = await saveForm();
    const request = head(form, { 'Content-Length': '3', Connection: 'close' }).replace(
      '\r\n\r\n',
      `\r\n${line}\r\n\r\n`,
    );
    const received = await talk([request, 'a=b'], 1500);
    expectRefused(received);
    await expectWell(form);
  });
});

test('requests in a row on one connection are each answered, in order', { timeout: 20_000 }, async () => {
  const form = await saveForm();
  const good = head(form, { 'Content-Length': String(body.length) }) + body;
  const bad = `${head(form, { 'Content-Length': '3' })}a=b`;
  const last = `GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
  const received = await talk([good + bad + good + last], 15_000);
  expect(statuses(received)).toEqual([201, 422, 201, 200]);
  await expectWell(form, 2);
});
