import { describe, expect, it } from 'vitest';
import { live, messages, START, worker, worldWith } from '../testing/people.ts';
import { hear } from './worker.ts';

const HOUR = 3_600_000;

describe('the radio', () => {
  it('is quiet unless asked for: nobody talks, nobody answers', () => {
    const world = worldWith({ onDuty: 1 });
    const state = worker(world);
    hear(state, { type: 'talk-over' }, START, world);
    expect(live(state, world, START, START + 4 * HOUR).filter(({ intent }) => intent.type === 'talk')).toEqual([]);
  });

  it('is used as often as asked for, mostly among those around, now and then to be called', () => {
    const world = worldWith({ onDuty: 1, talkMean: HOUR / 60, coverageLoss: false });
    const lived = live(worker(world), world, START, START + 10 * HOUR);
    const talks = lived.flatMap(({ intent }) => (intent.type === 'talk' ? [intent] : []));
    const calls = messages(lived).filter(({ event }) => event === 'call-back');
    expect(talks.length + calls.length).toBeGreaterThan(400);
    expect(talks.length + calls.length).toBeLessThan(750);
    expect(calls.length).toBeGreaterThan(5);
    expect(talks.filter(({ to }) => to === 'wide').length).toBeLessThan(talks.length / 3);
    for (const { ms } of talks) expect(ms).toBeGreaterThan(1000);
    for (const { ms } of talks) expect(ms).toBeLessThanOrEqual(9000);
  });

  it('is answered by some who hear it, within seconds, on the same channel', () => {
    const world = worldWith({ onDuty: 1, talkMean: 1000 * HOUR, coverageLoss: false });
    const people = Array.from({ length: 300 }, (_, place) => worker(world, place));
    for (const state of people) hear(state, { type: 'talk-over' }, START, world);
    const answers = people.flatMap((state) => live(state, world, START, START + 5000));
    const talks = answers.flatMap(({ intent }) => (intent.type === 'talk' ? [intent.to] : []));
    expect(talks.length).toBeGreaterThan(3);
    expect(talks.length).toBeLessThan(30);
    expect(new Set(talks)).toEqual(new Set(['last']));
  });
});
