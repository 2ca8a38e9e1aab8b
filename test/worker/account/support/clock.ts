import { vi } from 'vitest';

const RealDate = Date;
let offsetMs = 0;

/** A running clock that tests can advance. An alarm fires when a test lets it. */
export function installClock(): void {
  offsetMs = 0;
  vi.stubGlobal(
    'Date',
    class extends RealDate {
      constructor(...args: ConstructorParameters<typeof RealDate> | []) {
        super(...((args.length === 0 ? [RealDate.now() + offsetMs] : args) as [number]));
      }
      static override now(): number {
        return RealDate.now() + offsetMs;
      }
    },
  );
}

export function pass(ms: number): void {
  offsetMs += ms;
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
