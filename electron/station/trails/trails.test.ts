import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { STATUS } from '#shared/protocol/fleetFrame.ts';
import { loadDriver } from '../db/driver.ts';
import { TrailStore } from './trailStore.ts';
import { TRAIL, Trails } from './trails.ts';

const ON_DUTY = STATUS.online | STATUS.onDuty;
const START = Date.UTC(2026, 5, 1);
const DAY = 86_400_000;
const log = pino({ level: 'silent' });
let folder: string;
let store: TrailStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'street-trails-'));
  store = new TrailStore(join(folder, 'trails.db'), loadDriver(''), log);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function trailsOn(more: { append?: TrailStore['append'] } = {}): { trails: Trails; pass(ms: number): void } {
  let clock = 0;
  const shown = Object.assign(Object.create(store) as TrailStore, {
    append: more.append ?? store.append.bind(store),
    read: store.read.bind(store),
    close: () => undefined,
  });
  const workerId = (index: number) => `w${index}`;
  const trails = new Trails({ store: shown, log, workerId, monotonic: () => clock, centreNow: () => null });
  return {
    trails,
    pass: (ms) => {
      clock += ms;
    },
  };
}

const walked = (trails: Trails, minutes: number, index = 0): void => {
  for (let i = 0; i < minutes; i += 1)
    trails.heard(index, 1_214_600_000 + i * 6000, 312_000_000, START + i * TRAIL.spacingMs, ON_DUTY);
};

test('chunks are written when they are a quarter of an hour old, and read with what is in memory as one trail', () => {
  const { trails } = trailsOn();
  walked(trails, 10);
  trails.flush();
  expect(store.read('w0', START, START + DAY)).toEqual([]);
  walked(trails, 100);
  trails.flush();
  expect(store.read('w0', START, START + DAY)).toHaveLength(100);
  for (let i = 100; i < 105; i += 1)
    trails.heard(0, 1_214_600_000 + i * 6000, 312_000_000, START + i * TRAIL.spacingMs, ON_DUTY);
  expect(trails.read('w0', START, START + DAY)).toHaveLength(105);
  trails.stop();
});

test('a trail that passes midnight is whole', () => {
  const midnight = Math.ceil(START / DAY) * DAY;
  const points = [-2, -1, 0, 1].map((m) => ({ t: midnight + m * 60_000, lon: 121, lat: 31, status: ON_DUTY }));
  store.append([{ workerId: 'w1', points }]);
  expect(store.read('w1', midnight - 60_000, midnight + 60_000)).toHaveLength(3);
});

test('a disk that takes nothing costs no error and no memory, and goes on later', () => {
  let full = true;
  const { trails, pass } = trailsOn({
    append: (chunks) => {
      if (full) throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
      store.append(chunks);
    },
  });
  walked(trails, 400);
  trails.flush();
  expect(trails.read('w0', START, START + DAY).length).toBeLessThanOrEqual(120);
  full = false;
  trails.flush();
  expect(store.read('w0', START, START + DAY)).toEqual([]);
  pass(60_001);
  trails.flush();
  expect(store.read('w0', START, START + DAY).length).toBeGreaterThan(100);
  trails.stop();
});

test('a month is forgotten from its front, in steps', () => {
  for (let day = 0; day < 40; day += 1) {
    const t = START + day * DAY;
    store.append(
      Array.from({ length: 20 }, (_, i) => ({ workerId: `w${i}`, points: [{ t, lon: 1, lat: 2, status: 3 }] })),
    );
  }
  let steps = 1;
  while (store.forget(START + 10 * DAY)) steps += 1;
  expect(steps).toBeGreaterThan(1);
  expect(store.read('w7', START, START + 40 * DAY)).toHaveLength(30);
});
