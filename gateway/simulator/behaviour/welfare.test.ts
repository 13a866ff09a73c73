import { expect, it } from 'vitest';
import { live, messages, START, worker, worldWith } from '../testing/people.ts';
import { hear } from './worker.ts';

const MINUTE = 60_000;

it('[GW210] whoever is asked says within seconds that all is well; most do when asked once, some only when asked again', () => {
  const world = worldWith({ onDuty: 1, coverageLoss: false });
  const people = Array.from({ length: 200 }, (_, place) => worker(world, place));
  const answers = (level: 1 | 3) =>
    people.filter((state) => {
      hear(state, { type: 'welfare', level }, START, world);
      return messages(live(state, world, START, START + MINUTE)).some(({ event }) => event === 'welfare');
    }).length;
  const [first, last] = [answers(1), answers(3)];
  expect(first).toBeGreaterThan(80);
  expect(first).toBeLessThan(160);
  expect(last).toBeGreaterThan(170);
  for (const state of people) expect(state.nextWellAt).toBe(Number.POSITIVE_INFINITY);
});
