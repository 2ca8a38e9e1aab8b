import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import type { Simulator } from '../state/simulator.ts';
import { toLedgerList, toLedgerPage } from './page.ts';

/** The page needs nothing from other hosts, and a lead's answer must not run as a script. */
const CSP =
  "default-src 'none'; img-src data:; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";

const read = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8');
const css = read('ledger.css');
const script = read('ledger.js');

/** The leads that arrived, as Convertr's own screens would show them. */
export function createLedger(simulator: Simulator) {
  return new Hono()
    .get('/', (c) => {
      c.header('Content-Security-Policy', CSP);
      return c.html(toLedgerPage(simulator));
    })
    .get('/ledger/list', (c) => {
      c.header('Cache-Control', 'no-store');
      return c.html(toLedgerList(simulator));
    })
    .get('/ledger/style.css', (c) => c.body(css, 200, { 'Content-Type': 'text/css; charset=utf-8' }))
    .get('/ledger/live.js', (c) => c.body(script, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }));
}
