import { describe, expect, it } from 'vitest';
import { randomOf } from './behaviour/random.ts';
import { TimerWheel } from './scheduler.ts';

describe('the timer wheel', () => {
  it('fires each key once, at its latest set time, in order, near and far', () => {
    const random = randomOf(1, 1);
    const wheel = new TimerWheel(500, 20, 0);
    const due = Array.from({ length: 500 }, () => random.int(1, 120_000));
    for (const [key, at] of due.entries()) {
      wheel.set(key, random.int(1, 120_000));
      wheel.set(key, at);
    }
    const fired: { key: number; at: number }[] = [];
    for (let now = 0; now <= 130_000; now += 20) wheel.advance(now, (key) => fired.push({ key, at: now }));
    expect(fired).toHaveLength(500);
    for (const { key, at } of fired) {
      expect(at).toBeGreaterThanOrEqual(due[key] ?? 0);
      expect(at).toBeLessThan((due[key] ?? 0) + 20);
    }
  });

  it('lets a key be moved earlier, taken off, and set again while it fires', () => {
    const wheel = new TimerWheel(3, 20, 0);
    wheel.set(0, 1000);
    wheel.set(0, 100);
    wheel.set(1, 100);
    wheel.set(1, Number.POSITIVE_INFINITY);
    wheel.set(2, 60);
    const fired: number[] = [];
    for (let now = 0; now <= 2000; now += 20) {
      wheel.advance(now, (key) => {
        fired.push(key);
        if (key === 2 && fired.length < 4) wheel.set(2, 0);
      });
    }
    expect(fired).toEqual([2, 2, 0, 2]);
  });

  it('catches up after a long stall', () => {
    const wheel = new TimerWheel(2, 20, 0);
    wheel.set(0, 500);
    wheel.set(1, 90_000);
    const fired: number[] = [];
    wheel.advance(100_000, (key) => fired.push(key));
    expect(fired).toEqual([0, 1]);
  });
});
