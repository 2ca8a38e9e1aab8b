/** Serves one page per peer over plain HTTP, each file brotli-compressed, as a CDN would. */

import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

const modules = join(import.meta.dirname, '../node_modules');

export interface Site {
  url: string;
  close(): Promise<void>;
}

/** @param files by path, `/peer/…` besides, which is a file of an installed package. */
export async function serveSite(files: Record<string, string>): Promise<Site> {
  const compressed = new Map<string, Buffer>();
  const server: Server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const body = compressed.get(path) ?? compress(read(path, files));
    if (!body) {
      response.writeHead(404).end();
      return;
    }
    compressed.set(path, body);
    const type = TYPES[extname(path)] ?? (path.startsWith('/v1/') ? TYPES['.json'] : TYPES['.html']);
    response.writeHead(200, { 'content-type': type, 'content-encoding': 'br', 'content-length': body.length });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function read(path: string, files: Record<string, string>): string | undefined {
  if (path in files) return files[path];
  if (!path.startsWith('/peer/')) return undefined;
  const file = normalize(join(modules, path.slice('/peer/'.length)));
  if (!file.startsWith(modules)) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function compress(text: string | undefined): Buffer | undefined {
  if (text === undefined) return undefined;
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
}
