import { describe, expect, test } from 'vitest';
import type { AccountSignal } from '../../../worker/account/delivery/transition.ts';
import {
  afterRelease,
  afterSignal,
  type Gate,
  OPEN_GATE,
  readGate,
} from '../../../worker/account/limits/circuit-breaker.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
/** @param signals with the minutes after `NOW` at which they come. */
const play = (signals: [AccountSignal | AccountSignal['kind'], number?][], from: Gate = OPEN_GATE): Gate =>
  signals.reduce((gate, [signal, minute = 0]) => {
    const full = typeof signal === 'string' ? ({ kind: signal } as AccountSignal) : signal;
    return afterSignal(gate, full, NOW + minute * MINUTE, 0);
  }, from);
const read = (gate: Gate, minute = 0) => readGate(gate, NOW + minute * MINUTE);

describe('unknown outcomes', () => {
  test('pause the account at the third in a row', () => {
    expect(read(play([['unknown'], ['unknown']]))).toEqual({ kind: 'open' });
    expect(read(play([['unknown'], ['unknown'], ['unknown']]))).toEqual({ kind: 'shut', until: NOW + MINUTE / 2 });
  });

  test('are counted anew after any answer', () => {
    expect(read(play([['unknown'], ['unknown'], ['healthy'], ['unknown'], ['unknown']]))).toEqual({ kind: 'open' });
  });

  test('of one bad moment make one pause: those still on their way don’t lengthen it', () => {
    const gate = play([['unknown'], ['unknown'], ['unknown'], ['unknown', 0.1], ['unknown', 0.2]]);
    expect(read(gate)).toEqual({ kind: 'shut', until: NOW + MINUTE / 2 });
  });

  test('are followed by a read, then by one lead, then by all', () => {
    const paused = play([['unknown'], ['unknown'], ['unknown']]);
    expect(read(paused, 1)).toEqual({ kind: 'trial', probe: true });
    const probed = play([['probed', 1]], paused);
    expect(read(probed, 1)).toEqual({ kind: 'trial', probe: false });
    expect(read(play([['healthy', 1]], probed), 1)).toEqual({ kind: 'open' });
  });

  test('make longer pauses while they go on, ten minutes at most, and each read comes first', () => {
    let gate = play([['unknown'], ['unknown'], ['unknown']]);
    const gaps: number[] = [];
    let minute = 0;
    for (let n = 0; n < 6; n++) {
      minute = ((gate.until ?? 0) - NOW) / MINUTE;
      gate = play([['unknown', minute]], gate);
      gaps.push(((gate.until ?? 0) - NOW) / MINUTE - minute);
      expect(gate.probed).toBe(false);
    }
    expect(gaps).toEqual([1, 2, 5, 10, 10, 10]);
  });

  test('after a 429 that is over are three again, not one', () => {
    const gate = play([[{ kind: 'rate_limited', until: NOW + MINUTE }], ['unknown', 2], ['unknown', 2]]);
    expect(read(gate, 2)).toEqual({ kind: 'open' });
  });
});

describe('429', () => {
  const limited = play([[{ kind: 'rate_limited', until: NOW + 5 * MINUTE }]]);

  test('shuts the account until its time, then opens it at once', () => {
    expect(read(limited, 4.9)).toEqual({ kind: 'shut', until: NOW + 5 * MINUTE });
    expect(read(limited, 5)).toEqual({ kind: 'open' });
  });

  test('outlasts answers that were on their way, and a person’s retry', () => {
    expect(read(play([['healthy', 1]], limited), 1)).toMatchObject({ kind: 'shut' });
    expect(read(afterRelease(limited, NOW + MINUTE), 1)).toMatchObject({ kind: 'shut' });
  });

  test.each([
    ['an answer that nobody understood', play([['unexpected']]), { kind: 'shut', until: null }],
    ['lost answers', play([['unknown'], ['unknown'], ['unknown']]), { kind: 'trial', probe: true }],
  ])('counts beside a pause for %s, and leaves that as it was', (_, paused, after) => {
    const both = play([[{ kind: 'rate_limited', until: NOW + 5 * MINUTE }, 0.1]], paused);
    const released = afterRelease(both, NOW + MINUTE);
    for (const gate of [both, released]) expect(read(gate, 4.9)).toMatchObject({ kind: 'shut' });
    expect(read(play([['healthy', 1]], released), 4.9)).toMatchObject({ kind: 'shut' });
    expect(read(both, 5)).toEqual(after);
    expect(read(released, 5)).toEqual({ kind: 'trial', probe: false });
  });

  test('is never shortened by another', () => {
    expect(read(play([[{ kind: 'rate_limited', until: NOW + MINUTE }]], limited))).toMatchObject({
      until: NOW + 5 * MINUTE,
    });
  });
});

describe('gateways that refuse', () => {
  test('pause the account at the fifth in a row, with a growing gap and one lead to try', () => {
    const four = play([['unavailable'], ['unavailable'], ['unavailable'], ['unavailable']]);
    expect(read(four)).toEqual({ kind: 'open' });
    const five = play([['unavailable']], four);
    expect(read(five)).toEqual({ kind: 'shut', until: NOW + 5000 });
    expect(read(five, 1)).toEqual({ kind: 'trial', probe: false });
    expect(read(play([['unavailable', 1]], five), 1)).toEqual({ kind: 'shut', until: NOW + MINUTE + 30_000 });
  });
});

describe('401', () => {
  test('once is an expired token, twice stops the account', () => {
    expect(read(play([['unauthorized']]))).toEqual({ kind: 'open' });
    expect(read(play([['unauthorized'], ['unauthorized']]))).toEqual({ kind: 'shut', until: NOW + 5 * MINUTE });
  });

  test('is forgotten once a token was good, be it for a read', () => {
    for (const good of ['authorized', 'healthy'] as const) {
      expect(read(play([['unauthorized'], [good], ['unauthorized']]))).toEqual({ kind: 'open' });
    }
  });

  test('is over when, after its time, a read is answered', () => {
    const stopped = play([['unauthorized'], ['unauthorized']]);
    expect(read(play([['authorized', 1]], stopped), 1)).toMatchObject({ kind: 'shut' });
    expect(read(play([['authorized', 6]], stopped), 6)).toEqual({ kind: 'open' });
  });
});

describe('an unexpected answer', () => {
  const stopped = play([['unexpected']]);

  test('stops the account until a person has looked, whatever else comes', () => {
    const later = play(
      [['healthy'], ['unknown'], [{ kind: 'rate_limited', until: NOW + MINUTE }], ['unavailable']],
      stopped,
    );
    expect(read(later, 1e6)).toEqual({ kind: 'shut', until: null });
  });

  test('is followed by one lead once a person has, then by all', () => {
    const released = afterRelease(stopped, NOW + MINUTE);
    expect(read(released, 1)).toEqual({ kind: 'trial', probe: false });
    expect(read(play([['healthy', 1]], released), 1)).toEqual({ kind: 'open' });
    expect(read(play([['unexpected', 1]], released), 1)).toEqual({ kind: 'shut', until: null });
  });

  test('doesn’t hide a 429 that follows a person’s release', () => {
    const released = afterRelease(stopped, NOW);
    expect(read(play([[{ kind: 'rate_limited', until: NOW + MINUTE }]], released))).toMatchObject({ kind: 'shut' });
  });
});
