import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ClockOffset } from './clockOffset.ts';

/** What passes between desk and centre: how long after the one before, and how long each way takes, ms. */
const messages = fc.array(
  fc.record({
    asked: fc.boolean(),
    pause: fc.integer({ min: 0, max: 600_000 }),
    there: fc.integer({ min: 0, max: 3000 }),
    back: fc.integer({ min: 0, max: 3000 }),
  }),
  { minLength: 1, maxLength: 60 },
);
const offsets = fc.integer({ min: -1e11, max: 1e11 });
/** how much faster the centre's clock goes, in millionths */
const drifts = fc.integer({ min: -50, max: 50 });

interface World {
  clock: ClockOffset;
  /** the desk's steady clock */
  now: number;
  server(at: number): number;
}

function exchange(world: World, asked: boolean, there: number, back: number): void {
  const sent = world.now;
  const told = Math.floor(world.server(sent + (asked ? there : 0)));
  world.now = sent + (asked ? there : 0) + back;
  if (asked) world.clock.answered(told, sent, world.now);
  else world.clock.said(told, world.now);
}

test('[ST10] the true offset lies within the error of the estimate, whatever the ways take and however the clocks drift', () => {
  fc.assert(
    fc.property(messages, offsets, drifts, (list, offset, ppm) => {
      const world: World = { clock: new ClockOffset(), now: 1000, server: (at) => at * (1 + ppm / 1e6) + offset };
      for (const { asked, pause, there, back } of list) {
        world.now += pause;
        exchange(world, asked, there, back);
        const estimate = world.clock.estimate(world.now);
        if (!estimate) throw new Error('no estimate after a message');
        const truth = world.server(world.now) - world.now;
        expect(Math.abs(estimate.offset - truth)).toBeLessThanOrEqual(estimate.error + 1e-3);
      }
    }),
  );
});

test('[ST10] the error is at most half of the shortest way there and back', () => {
  fc.assert(
    fc.property(messages, offsets, (list, offset) => {
      const world: World = { clock: new ClockOffset(), now: 0, server: (at) => at + offset };
      let shortest = Number.POSITIVE_INFINITY;
      for (const { asked, there, back } of list) {
        exchange(world, asked, there, back);
        if (asked) shortest = Math.min(shortest, there + back);
      }
      const error = world.clock.estimate(world.now)?.error ?? 0;
      const aged = world.now * 50e-6;
      if (shortest < Number.POSITIVE_INFINITY) expect(error).toBeLessThanOrEqual(shortest / 2 + 1 + aged);
      else expect(error).toBe(Number.POSITIVE_INFINITY);
    }),
  );
});

test('[ST11] a centre whose clock was set is followed from the next answer on', () => {
  fc.assert(
    fc.property(messages, messages, offsets, offsets, (before, after, old, offset) => {
      const world: World = { clock: new ClockOffset(), now: 0, server: (at) => at + old };
      for (const { asked, there, back } of before) exchange(world, asked, there, back);
      world.server = (at) => at + offset;
      for (const { asked, there, back } of after) exchange(world, asked, there, back);
      exchange(world, true, 20, 20);
      const estimate = world.clock.estimate(world.now);
      expect(Math.abs((estimate?.offset ?? 0) - offset)).toBeLessThanOrEqual(21 + world.now * 50e-6);
    }),
  );
});

test('nothing is known before anything was heard', () => {
  expect(new ClockOffset().estimate(5)).toBeNull();
});
