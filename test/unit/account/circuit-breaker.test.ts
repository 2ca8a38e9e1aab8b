import { describe, expect, test } from 'vitest';
import {
  type AccountSignal,
  afterSignal,
  type BreakerState,
  CLOSED,
  readBreaker,
  toHalfOpen,
} from '../../../worker/account/limits/breaker-state.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
/** @param signals with the minutes after `NOW` at which they come. */
const play = (signals: [AccountSignal | AccountSignal['kind'], number?][], from: BreakerState = CLOSED): BreakerState =>
  signals.reduce((state, [signal, minute = 0]) => {
    const full = typeof signal === 'string' ? ({ kind: signal } as AccountSignal) : signal;
    return afterSignal(state, full, NOW + minute * MINUTE, 0);
  }, from);
const read = (state: BreakerState, minute = 0) => readBreaker(state, NOW + minute * MINUTE);

describe('unknown outcomes', () => {
  test('open the breaker at the third in a row', () => {
    expect(read(play([['unknown'], ['unknown']]))).toEqual({ kind: 'closed' });
    expect(read(play([['unknown'], ['unknown'], ['unknown']]))).toEqual({ kind: 'open', until: NOW + MINUTE / 2 });
  });

  test('are counted anew after any answer', () => {
    expect(read(play([['unknown'], ['unknown'], ['healthy'], ['unknown'], ['unknown']]))).toEqual({ kind: 'closed' });
  });

  test('of one bad moment open it once: calls that are still on their way don’t lengthen it', () => {
    const state = play([['unknown'], ['unknown'], ['unknown'], ['unknown', 0.1], ['unknown', 0.2]]);
    expect(read(state)).toEqual({ kind: 'open', until: NOW + MINUTE / 2 });
  });

  test('are followed by a read, then by one lead, then by all', () => {
    const paused = play([['unknown'], ['unknown'], ['unknown']]);
    expect(read(paused, 1)).toEqual({ kind: 'half_open', probe: true });
    const probed = play([['probed', 1]], paused);
    expect(read(probed, 1)).toEqual({ kind: 'half_open', probe: false });
    expect(read(play([['healthy', 1]], probed), 1)).toEqual({ kind: 'closed' });
  });

  test('open it for longer while they go on, ten minutes at most, and each time a read comes first', () => {
    let state = play([['unknown'], ['unknown'], ['unknown']]);
    const gaps: number[] = [];
    let minute = 0;
    for (let n = 0; n < 6; n++) {
      minute = ((state.until ?? 0) - NOW) / MINUTE;
      state = play([['unknown', minute]], state);
      gaps.push(((state.until ?? 0) - NOW) / MINUTE - minute);
      expect(state.probed).toBe(false);
    }
    expect(gaps).toEqual([1, 2, 5, 10, 10, 10]);
  });

  test('after a 429 that is over are three again, not one', () => {
    const state = play([[{ kind: 'rate_limited', until: NOW + MINUTE }], ['unknown', 2], ['unknown', 2]]);
    expect(read(state, 2)).toEqual({ kind: 'closed' });
  });
});

describe('429', () => {
  const limited = play([[{ kind: 'rate_limited', until: NOW + 5 * MINUTE }]]);

  test('opens the breaker until the time that it names, then closes it at once', () => {
    expect(read(limited, 4.9)).toEqual({ kind: 'open', until: NOW + 5 * MINUTE });
    expect(read(limited, 5)).toEqual({ kind: 'closed' });
  });

  test('outlasts answers that were on their way, and a person’s retry', () => {
    expect(read(play([['healthy', 1]], limited), 1)).toMatchObject({ kind: 'open' });
    expect(read(toHalfOpen(limited, NOW + MINUTE), 1)).toMatchObject({ kind: 'open' });
  });

  test.each([
    ['an answer that nobody understood', play([['unexpected']]), { kind: 'open', until: null }],
    ['lost answers', play([['unknown'], ['unknown'], ['unknown']]), { kind: 'half_open', probe: true }],
  ])('counts beside an open breaker for %s, and leaves that as it was', (_, paused, after) => {
    const both = play([[{ kind: 'rate_limited', until: NOW + 5 * MINUTE }, 0.1]], paused);
    const released = toHalfOpen(both, NOW + MINUTE);
    for (const state of [both, released]) expect(read(state, 4.9)).toMatchObject({ kind: 'open' });
    expect(read(play([['healthy', 1]], released), 4.9)).toMatchObject({ kind: 'open' });
    expect(read(both, 5)).toEqual(after);
    expect(read(released, 5)).toEqual({ kind: 'half_open', probe: false });
  });

  test('is never shortened by another', () => {
    expect(read(play([[{ kind: 'rate_limited', until: NOW + MINUTE }]], limited))).toMatchObject({
      until: NOW + 5 * MINUTE,
    });
  });
});

describe('gateways that refuse', () => {
  test('open the breaker at the fifth in a row, for a growing time, and then one lead tries', () => {
    const four = play([['unavailable'], ['unavailable'], ['unavailable'], ['unavailable']]);
    expect(read(four)).toEqual({ kind: 'closed' });
    const five = play([['unavailable']], four);
    expect(read(five)).toEqual({ kind: 'open', until: NOW + 5000 });
    expect(read(five, 1)).toEqual({ kind: 'half_open', probe: false });
    expect(read(play([['unavailable', 1]], five), 1)).toEqual({ kind: 'open', until: NOW + MINUTE + 30_000 });
  });
});

describe('401', () => {
  test('once is an expired token, twice opens the breaker', () => {
    expect(read(play([['unauthorized']]))).toEqual({ kind: 'closed' });
    expect(read(play([['unauthorized'], ['unauthorized']]))).toEqual({ kind: 'open', until: NOW + 5 * MINUTE });
  });

  test('is forgotten once a token was good, be it for a read', () => {
    for (const good of ['authorized', 'healthy'] as const) {
      expect(read(play([['unauthorized'], [good], ['unauthorized']]))).toEqual({ kind: 'closed' });
    }
  });

  test('is over when, after its time, a read is answered', () => {
    const stopped = play([['unauthorized'], ['unauthorized']]);
    expect(read(play([['authorized', 1]], stopped), 1)).toMatchObject({ kind: 'open' });
    expect(read(play([['authorized', 6]], stopped), 6)).toEqual({ kind: 'closed' });
  });
});

describe('an unexpected answer', () => {
  const stopped = play([['unexpected']]);

  test('opens the breaker until a person has looked, whatever else comes', () => {
    const later = play(
      [['healthy'], ['unknown'], [{ kind: 'rate_limited', until: NOW + MINUTE }], ['unavailable']],
      stopped,
    );
    expect(read(later, 1e6)).toEqual({ kind: 'open', until: null });
  });

  test('is followed by one lead once a person has, then by all', () => {
    const released = toHalfOpen(stopped, NOW + MINUTE);
    expect(read(released, 1)).toEqual({ kind: 'half_open', probe: false });
    expect(read(play([['healthy', 1]], released), 1)).toEqual({ kind: 'closed' });
    expect(read(play([['unexpected', 1]], released), 1)).toEqual({ kind: 'open', until: null });
  });

  test('doesn’t hide a 429 that comes after a person has looked', () => {
    const released = toHalfOpen(stopped, NOW);
    expect(read(play([[{ kind: 'rate_limited', until: NOW + MINUTE }]], released))).toMatchObject({ kind: 'open' });
  });
});
