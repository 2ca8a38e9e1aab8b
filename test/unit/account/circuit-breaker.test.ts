import { describe, expect, test } from 'vitest';
import { type AccountSignal, afterSignal, toHalfOpen } from '../../../worker/account/limits/breaker-rules.ts';
import { type BreakerState, CLOSED, readBreaker } from '../../../worker/account/limits/breaker-state.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const PROBE = 50_000;
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
    expect(read(play([['unknown'], ['unknown'], ['unknown']]))).toEqual({ kind: 'open', until: NOW + PROBE });
  });

  test('are counted from zero after any answer', () => {
    expect(read(play([['unknown'], ['unknown'], ['healthy'], ['unknown'], ['unknown']]))).toEqual({ kind: 'closed' });
  });

  test('of one bad moment open it once: calls that are still on their way don’t lengthen it', () => {
    const state = play([['unknown'], ['unknown'], ['unknown'], ['unknown', 0.1], ['unknown', 0.2]]);
    expect(read(state)).toEqual({ kind: 'open', until: NOW + PROBE });
  });

  test('are followed by a read, then by one lead, then by all', () => {
    const paused = play([['unknown'], ['unknown'], ['unknown']]);
    expect(read(paused, 1)).toEqual({ kind: 'half_open', probe: true });
    const probed = play([['probed', 1]], paused);
    expect(read(probed, 1)).toEqual({ kind: 'half_open', probe: false });
    expect(read(play([['healthy', 1]], probed), 1)).toEqual({ kind: 'closed' });
  });

  test('are checked once a minute while they last, each time with a read first', () => {
    let state = play([['unknown'], ['unknown'], ['unknown']]);
    for (const signal of ['unanswered', 'unknown', 'unanswered', 'unanswered'] as const) {
      const minute = ((state.until ?? 0) - NOW) / MINUTE;
      state = play([[signal, minute]], state);
      expect(state).toMatchObject({ paused: 'unknown_outcomes', probed: false });
      expect((state.until ?? 0) - NOW - minute * MINUTE).toBeCloseTo(PROBE);
    }
  });

  test('after a 429 that is over are three again, not one', () => {
    const state = play([[{ kind: 'rate_limited', until: NOW + MINUTE }], ['unknown', 2], ['unknown', 2]]);
    expect(read(state, 2)).toEqual({ kind: 'closed' });
  });
});

describe('429', () => {
  const limited = play([[{ kind: 'rate_limited', until: NOW + 5 * MINUTE }]]);

  test('opens the breaker until the time that it names, then closes it immediately', () => {
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
  test('open the breaker at the third in a row, and a read goes before the next lead', () => {
    const two = play([['unavailable'], ['unavailable']]);
    expect(read(two)).toEqual({ kind: 'closed' });
    const three = play([['unavailable']], two);
    expect(read(three)).toEqual({ kind: 'open', until: NOW + PROBE });
    expect(read(three, 1)).toEqual({ kind: 'half_open', probe: true });
    expect(read(play([['unanswered', 1]], three), 1)).toEqual({ kind: 'open', until: NOW + MINUTE + PROBE });
    const probed = play([['probed', 1]], three);
    expect(read(probed, 1)).toEqual({ kind: 'half_open', probe: false });
    expect(read(play([['unavailable', 1]], probed), 1)).toEqual({ kind: 'open', until: NOW + MINUTE + PROBE });
  });
});

describe('401', () => {
  test('once is an expired token, twice opens the breaker', () => {
    expect(read(play([['unauthorized']]))).toEqual({ kind: 'closed' });
    expect(read(play([['unauthorized'], ['unauthorized']]))).toEqual({ kind: 'open', until: NOW + PROBE });
  });

  test('is forgotten once a token was good, be it for a read', () => {
    for (const good of ['authorized', 'healthy'] as const) {
      expect(read(play([['unauthorized'], [good], ['unauthorized']]))).toEqual({ kind: 'closed' });
    }
  });

  test('is over when, after its time, a read is answered', () => {
    const stopped = play([['unauthorized'], ['unauthorized']]);
    expect(read(play([['authorized', 0.5]], stopped), 0.5)).toMatchObject({ kind: 'open' });
    expect(read(play([['authorized', 6]], stopped), 6)).toEqual({ kind: 'closed' });
  });

  test('is over immediately when the credentials are new, and nothing else is', () => {
    expect(read(play([['unauthorized'], ['unauthorized'], ['new_login']]))).toEqual({ kind: 'closed' });
    expect(read(play([['unknown'], ['unknown'], ['unknown'], ['new_login']]))).toMatchObject({ kind: 'open' });
  });
});

describe('an unexpected answer', () => {
  const stopped = play([['unexpected']]);

  test('opens the breaker until a person acts, regardless of later answers', () => {
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

  test('doesn’t hide a 429 that comes after a person has acted', () => {
    const released = toHalfOpen(stopped, NOW);
    expect(read(play([[{ kind: 'rate_limited', until: NOW + MINUTE }]], released))).toMatchObject({ kind: 'open' });
  });
});
