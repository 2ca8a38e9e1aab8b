/**
 * Cloudflare's published prices, in US dollars, read on 2026-11-01 from the pricing pages of Workers, Durable Objects,
 * KV and Workers Logs (Workers Paid plan). `included` is per month; `price` is for each further `per`.
 */
export const PLAN_PER_MONTH = 5;

export const PRICES = {
  workerRequests: { included: 10e6, per: 1e6, price: 0.3 },
  workerCpuMs: { included: 30e6, per: 1e6, price: 0.02 },
  objectRequests: { included: 1e6, per: 1e6, price: 0.15 },
  objectGbSeconds: { included: 400_000, per: 1e6, price: 12.5 },
  rowsRead: { included: 25e9, per: 1e6, price: 0.001 },
  rowsWritten: { included: 50e6, per: 1e6, price: 1 },
  sqlGbMonths: { included: 5, per: 1, price: 0.2 },
  kvReads: { included: 10e6, per: 1e6, price: 0.5 },
  kvWrites: { included: 1e6, per: 1e6, price: 5 },
  // From memory, not from that reading. No volume here comes near what is included.
  logLines: { included: 20e6, per: 1e6, price: 0.6 },
} as const;

export type Meter = keyof typeof PRICES;
