import { describe, expect, it } from 'vitest';
import { positionSchema, reportSchema } from '#shared/protocol/terminal.ts';
import { commandFor, live, messages, START, worker, worldWith } from '../testing/people.ts';
import { metresBetween } from '#shared/district/streets/metres.ts';
import { FASTEST_WALK } from './moving.ts';
import { drawPersona } from './persona.ts';
import { randomOf } from './random.ts';
import { placeOf } from './walk.ts';
import { hear, nextWakeAt, wake } from './worker.ts';

const HOUR = 3_600_000;

describe('a worker', () => {
  it('lives the same life twice from the same seed and hears the same', () => {
    const world = worldWith({ reportMean: 600_000 });
    const lives = [1, 2].map(() => {
      const state = worker(world, 7, 42);
      const command = commandFor(state, { id: '0190f7a2-0000-7000-8000-0000000000aa' });
      const before = live(state, world, START, START + HOUR);
      const heard = hear(state, { type: 'command', command }, START + HOUR, world);
      return [before, heard, live(state, world, START + HOUR, START + 3 * HOUR)];
    });
    expect(lives[0]).toEqual(lives[1]);
  });

  it('lives another life from another seed', () => {
    const world = worldWith();
    const [one, two] = [1, 2].map((seed) => live(worker(world, 7, seed), world, START, START + HOUR / 4));
    expect(one).not.toEqual(two);
  });

  it('walks on the streets of its own grid, at a human speed', () => {
    const world = worldWith({ onDuty: 1, coverageLoss: false });
    for (const place of [0, 100, 5000, 19_999]) {
      const state = worker(world, place);
      let before = placeOf(state.walk);
      let at = START;
      let way = 0;
      for (let now = START; now < START + HOUR; now = Math.max(now + 1, Math.ceil(nextWakeAt(state)))) {
        wake(state, now, world);
        const here = placeOf(state.walk);
        const metres = metresBetween(...before, ...here);
        expect(metres).toBeLessThanOrEqual((FASTEST_WALK * (now - at)) / 1000 + 0.01);
        expect(world.streets.nearest(...here)?.distance).toBeLessThan(0.5);
        expect(state.home.includes(state.walk.nodeA) && state.home.includes(state.walk.nodeB)).toBe(true);
        if (metres > 0 || state.speed > 0) [before, at] = [here, now];
        way += metres;
      }
      expect(way).toBeGreaterThan(500);
    }
  });

  it('sends lawful positions at its own moment of every interval, near where it is', () => {
    const world = worldWith({ onDuty: 1, coverageLoss: false });
    const lived = live(worker(world, 3), world, START, START + 600_000);
    const positions = lived.flatMap(({ intent }) => (intent.type === 'position' ? [intent.position] : []));
    expect(positions).toHaveLength(120);
    expect(new Set(positions.map((position) => (position.t - START) % 5000))).toEqual(new Set([2500]));
    for (const position of positions) {
      expect(positionSchema.safeParse(position).error).toBeUndefined();
      expect(world.streets.nearest(position.lon, position.lat)?.distance).toBeLessThan(20);
    }
  });

  it('reports with a lawful category, a Chinese title, an address and one or two photos, about as often as told', () => {
    const world = worldWith({ onDuty: 1, coverageLoss: false, reportMean: 120_000 });
    const reports = messages(live(worker(world, 11), world, START, START + 8 * HOUR)).flatMap((message) =>
      message.event === 'report' ? [message] : [],
    );
    expect(reports.length).toBeGreaterThan(190);
    expect(reports.length).toBeLessThan(290);
    const codes = new Set(world.catalogue.map((entry) => entry.type.code));
    for (const { payload, photos } of reports) {
      expect(reportSchema.safeParse(payload).error).toBeUndefined();
      expect(codes.has(payload.category)).toBe(true);
      expect(payload.title).toMatch(/\p{Script=Han}.*\d+号/u);
      expect(payload.address).toMatch(/.+\d+号$/);
      expect(photos.length === 1 || photos.length === 2).toBe(true);
    }
    expect(new Set(reports.map(({ payload }) => payload.id)).size).toBe(reports.length);
    expect(reports.some(({ photos }) => photos.length === 2)).toBe(true);
    expect(reports.some(({ payload }) => payload.urgency !== undefined)).toBe(true);
  });

  it('tells the gateway of duty first, and is silent off duty', () => {
    const world = worldWith({ onDuty: 0 });
    const lived = live(worker(world, 5), world, START, START + HOUR);
    expect(lived.map(({ intent }) => intent)).toEqual([
      { type: 'message', event: 'duty', payload: { on: false, at: START }, photos: [] },
    ]);
  });

  it('loses coverage and finds it again', () => {
    const world = worldWith({ onDuty: 1 });
    const lived = live(worker(world, 9), world, START, START + 24 * HOUR);
    const coverage = lived.flatMap(({ at, intent }) => (intent.type === 'coverage' ? [{ at, ...intent }] : []));
    expect(coverage.length).toBeGreaterThan(4);
    coverage.forEach((change, i) => expect(change.covered).toBe(i % 2 === 1));
  });
});

describe('a district', () => {
  it('has most of its people on duty, at the start and all day', () => {
    const world = worldWith({ reportMean: Number.POSITIVE_INFINITY, positionInterval: 24 * HOUR });
    const people = Array.from({ length: 600 }, (_, place) => worker(world, place));
    const share = () => people.filter((state) => state.onDuty).length / people.length;
    expect(share()).toBeCloseTo(0.85, 1);
    for (const state of people) live(state, world, START, START + 12 * HOUR);
    expect(share()).toBeGreaterThan(0.79);
    expect(share()).toBeLessThan(0.91);
  });

  it('has punctual, slow and forgetful people', () => {
    const names = Array.from({ length: 2000 }, (_, i) => drawPersona(randomOf(1, i)).name);
    const share = (name: string) => names.filter((one) => one === name).length / names.length;
    expect(share('punctual')).toBeCloseTo(0.6, 1);
    expect(share('slow')).toBeCloseTo(0.3, 1);
    expect(share('forgetful')).toBeCloseTo(0.1, 1);
  });
});
