import { describe, expect, test } from 'vitest';
import { createTicket, readTicket } from '../../../worker/leads/spam/ticket.ts';

const KEYS = [new Uint8Array(32).fill(1)];
const ROTATED = [new Uint8Array(32).fill(2), ...KEYS];
const NOW = Date.UTC(2027, 0, 15, 12);
const HOUR = 3_600_000;

describe('a ticket', () => {
  test.each([
    [0, 'fast'],
    [1400, 'fast'],
    [2500, 'good'],
    [23 * HOUR, 'good'],
    [25 * HOUR, 'stale'],
    [-60_000, 'fast'],
  ])('is after %i ms %s', async (age, state) => {
    const ticket = await createTicket(KEYS, 'report', NOW);
    expect(await readTicket(KEYS, 'report', ticket, NOW + age)).toBe(state);
  });

  test('is good for its own form only', async () => {
    const ticket = await createTicket(KEYS, 'report', NOW);
    expect(await readTicket(KEYS, 'other', ticket, NOW + 5000)).toBe('forged');
  });

  test.each([
    ['https://a.example', 'https://a.example', 'good'],
    ['https://a.example', 'https://b.example', 'forged'],
    ['https://a.example', undefined, 'forged'],
    [undefined, 'https://a.example', 'good'],
    [undefined, undefined, 'good'],
  ])('that was given to %s and comes from %s is %s', async (given, from, state) => {
    const ticket = await createTicket(KEYS, 'report', NOW, given);
    expect(await readTicket(KEYS, 'report', ticket, NOW + 5000, from)).toBe(state);
    const relabelled = ticket.endsWith('.o') ? ticket.slice(0, -2) : `${ticket}.o`;
    expect(await readTicket(KEYS, 'report', relabelled, NOW + 5000, from)).toBe('forged');
  });

  test('is good after the key was rotated', async () => {
    const ticket = await createTicket(KEYS, 'report', NOW);
    expect(await readTicket(ROTATED, 'report', ticket, NOW + 5000)).toBe('good');
    const fresh = await createTicket(ROTATED, 'report', NOW);
    expect(await readTicket(KEYS, 'report', fresh, NOW + 5000)).toBe('forged');
  });

  test('is forged when its time was changed', async () => {
    const [issued = '', signature = ''] = (await createTicket(KEYS, 'report', NOW)).split('.');
    const older = (Number.parseInt(issued, 36) - HOUR).toString(36);
    expect(await readTicket(KEYS, 'report', `${older}.${signature}`, NOW)).toBe('forged');
  });

  test.each(['x', '.', 'zzzzzzzzzzzzzzzz.a', '000000.', '<script>', `${'z'.repeat(8)}.${'_'.repeat(22)}`])(
    'is forged when it reads %s',
    async (ticket) => {
      expect(await readTicket(KEYS, 'report', ticket, NOW)).toBe('forged');
    },
  );

  test.each([undefined, ''])('is missing when it is %j', async (ticket) => {
    expect(await readTicket(KEYS, 'report', ticket, NOW)).toBe('missing');
  });
});
