import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Worker } from '#shared/protocol/entities.ts';
import { LIMITS } from '../limits.ts';
import { PositionFilter, readPositionRules } from './positionFilter.ts';

const NOW = 1.8e12;
const HOME = { lon: 121.46, lat: 31.195 };
/** degrees of latitude of a metre, about */
const METRE = 1 / 111_195;
const north = (metres: number) => ({ lon: HOME.lon, lat: HOME.lat + metres * METRE });
const worker = { id: 'w00001', index: 0, onDuty: true, dutySince: NOW - 3_600_000 } as Worker;

test('[GW217] a fix is dropped for what it says itself: time, place, accuracy', () => {
  const filter = new PositionFilter({ accuracyMeters: 80 }, NOW);
  const { futureMs, pastMs } = LIMITS.positions;
  const judge = (fix: { t: number; accuracy?: number }, near = true) =>
    filter.judge(0, { ...HOME, ...fix }, null, near, NOW);
  expect(judge({ t: NOW + futureMs + 1 })).toBe('future');
  expect(judge({ t: NOW - pastMs - 1 })).toBe('past');
  expect(judge({ t: NOW }, false)).toBe('outside');
  expect(judge({ t: NOW, accuracy: 81 })).toBe('accuracy');
  expect(judge({ t: NOW, accuracy: 80 })).toBeNull();
  expect(filter.of(worker).accuracy).toBe(80);
  expect(filter.of({ ...worker, onDuty: false })).not.toHaveProperty('accuracy');
  expect(judge({ t: NOW + 1 })).toBeNull();
  expect(filter.of(worker)).not.toHaveProperty('accuracy');
});

test('[GW217] whoever walks or drives is never dropped, however the fixes are spaced and mixed', () => {
  const fixes = fc.array(
    fc.record({ s: fc.integer({ min: 1, max: 600 }), speed: fc.double({ min: 0, max: 40, noNaN: true }) }),
    {
      minLength: 2,
      maxLength: 30,
    },
  );
  fc.assert(
    fc.property(fixes, (steps) => {
      const filter = new PositionFilter({}, NOW);
      let [t, metres] = [NOW - 20_000_000, 0];
      let last: { t: number; lon: number; lat: number } | null = null;
      for (const { s, speed } of steps) {
        t += s * 1000;
        metres += s * speed;
        const fix = { t, ...north(metres) };
        expect(filter.judge(0, fix, last, true, NOW)).toBeNull();
        last = fix;
      }
    }),
  );
});

test('[GW217] a jump is dropped, forward and in a backfill, and so many that agree are the truth', () => {
  const filter = new PositionFilter({}, NOW);
  const last = { t: NOW - 10_000, ...HOME };
  const judge = (t: number, metres: number, accuracy?: number) =>
    filter.judge(0, { t, ...north(metres), accuracy }, last, true, NOW);
  expect(judge(NOW - 9_000, 140)).toBeNull();
  expect(judge(NOW - 9_000, 180)).toBe('jump');
  expect(judge(NOW - 9_001, 180, 60)).toBeNull();
  expect(judge(NOW - 11_000, 5_000)).toBe('jump');
  // Each elsewhere: nothing agrees.
  for (const metres of [20_000, -20_000, 40_000, -40_000]) expect(judge(NOW - 8_000, metres)).toBe('jump');
  // Three times the same new place: what was known before was wrong.
  expect([NOW - 7_000, NOW - 6_000, NOW - 5_000].map((t) => judge(t, 3_000))).toEqual(['jump', 'jump', null]);
});

test('[GW217] the same fix again is a duplicate; another place at the same moment is none', () => {
  const filter = new PositionFilter({}, NOW);
  expect(filter.judge(0, { t: NOW, ...HOME }, null, true, NOW)).toBeNull();
  expect(filter.judge(0, { t: NOW, ...HOME }, { t: NOW, ...HOME }, true, NOW)).toBe('duplicate');
  expect(filter.judge(0, { t: NOW, ...north(3) }, { t: NOW, ...HOME }, true, NOW)).toBeNull();
  expect(filter.judge(1, { t: NOW, ...HOME }, null, true, NOW)).toBeNull();
});

test('[GW218] what was dropped is counted by worker and reason, the last kept, and a new duty begins anew', () => {
  const filter = new PositionFilter({}, NOW - 10_000_000);
  expect(filter.of(worker)).toEqual({ workerId: 'w00001', since: NOW - 3_600_000, counts: {}, last: null });
  filter.drop(worker, 'jump', { t: NOW, ...HOME, accuracy: 12 }, NOW + 1);
  filter.drop(worker, 'jump', { t: NOW + 2, ...HOME }, NOW + 3);
  filter.drop(worker, 'future', { t: NOW + 999_999, ...HOME }, NOW + 4);
  const last = { reason: 'future', t: NOW + 999_999, at: NOW + 4, ...HOME };
  expect(filter.of(worker)).toMatchObject({ counts: { jump: 2, future: 1 }, last });
  const resting = { ...worker, onDuty: false, dutySince: NOW + 5 };
  filter.drop(resting, 'off-duty', { t: NOW + 6, ...HOME }, NOW + 6);
  expect(filter.of(resting)).toMatchObject({ counts: { 'off-duty': 1 }, last: null });
  expect(filter.of({ ...worker, dutySince: NOW + 10 }).counts).toEqual({});
  expect(filter.ofAll()).toMatchObject({ workers: 1, counts: { jump: 2, future: 1, 'off-duty': 1 } });
});

test('[GW217] thresholds come from a file; a wrong one is named', () => {
  const folder = mkdtempSync(join(tmpdir(), 'position-rules-'));
  const file = join(folder, 'rules.json');
  writeFileSync(file, '{"accuracyMeters": 50, "jumpAgreeing": 5}');
  expect(readPositionRules(file)).toEqual({ accuracyMeters: 50, jumpAgreeing: 5 });
  expect(readPositionRules(undefined)).toEqual({});
  writeFileSync(file, '{"accuracyMetres": 50}');
  expect(() => readPositionRules(file)).toThrow(/rules\.json[\s\S]*accuracyMetres/);
  rmSync(folder, { recursive: true });
});
