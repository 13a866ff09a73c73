import { expect, test } from 'vitest';
import { steadyClock } from './steadyClock.ts';

test('it goes on by what the machine slept, and never goes back', () => {
  let ticks = 0;
  let boot = 5000;
  const clock = steadyClock(
    () => ticks,
    () => boot,
  );
  expect(clock()).toBe(0);
  const pass = (awake: number, asleep = 0): number => {
    ticks += awake;
    boot += (awake + asleep) / 1000;
    return clock();
  };
  expect(pass(1500)).toBe(1500);
  expect(pass(1000, 3_600_000)).toBe(3_602_500);
  expect(pass(10)).toBe(3_602_510);
  expect(pass(2000)).toBe(3_604_510);
});

test('what is told too coarsely to be a sleep is none', () => {
  let ticks = 0;
  let boot = 100;
  const clock = steadyClock(
    () => ticks,
    () => Math.floor(boot),
  );
  for (let n = 0; n < 1000; n += 1) {
    ticks += 1100;
    boot += 1.1;
    expect(clock()).toBe(ticks);
  }
});
