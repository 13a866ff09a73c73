import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LIMITS } from '../limits.ts';
import { createLogger } from '../logger.ts';
import { openSqliteStorage } from '../storage/sqlite/sqliteStorage.ts';
import type { Storage } from '../storage/storage.ts';
import { TrailRecorder } from './trail.ts';

const CHUNKS = 7000;
let folder: string;
let storage: Storage;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'street-trail-'));
  storage = openSqliteStorage(folder);
});
afterEach(async () => {
  await storage.close();
  rmSync(folder, { recursive: true, force: true });
});

it('forgets every trail that is too old in one round, however many were written since the last', async () => {
  const chunks = Array.from({ length: CHUNKS }, (_, i) => ({
    workerId: `w${i % 10}`,
    from: i,
    to: i,
    points: new Uint8Array([1]),
  }));
  await storage.trails.append(chunks);
  const recorder = new TrailRecorder(storage.trails, createLogger('silent'));
  await recorder.expire(LIMITS.trailKeepMs + CHUNKS - 1);
  const left = await Promise.all(Array.from({ length: 10 }, (_, i) => storage.trails.read(`w${i}`, 0, CHUNKS, CHUNKS)));
  expect(left.flat().map((chunk) => chunk.from)).toEqual([CHUNKS - 1]);
  await recorder.close();
});

it('[GW213] pages everybody’s points between two times, a minute apart, each once; finds who was near', async () => {
  const recorder = new TrailRecorder(storage.trails, createLogger('silent'));
  const start = 1_800_000_000_000;
  const minutes = 40;
  for (let n = 0; n < minutes * 4; n += 1) {
    for (const [worker, lon] of [
      ['w1', 121.4],
      ['w2', 121.5],
    ] as const)
      recorder.add(worker, { t: start + n * 15_000, lon, lat: 31.2 });
  }
  const told = await recorder.page(start, start + 10 * 60_000, undefined);
  const counts = new Map<string, number>();
  for (const [worker, count] of told?.page.workers ?? []) counts.set(worker, (counts.get(worker) ?? 0) + count);
  expect([...counts]).toEqual([
    ['w1', 11],
    ['w2', 11],
  ]);
  expect(told?.next).toBeUndefined();
  expect(await recorder.near([121.4, 31.2], 50, start, start + 60_000, 10)).toEqual(['w1']);
  expect(await recorder.near([121.4, 31.2], 50, start - 60_000, start - 1, 10)).toEqual([]);
  // What was sent late, of more than a quarter of an hour, is cut: each part is found by its own time.
  const asked = { longest: 15 * 60_000, limit: 1 };
  const seen: number[] = [];
  for (let after = null as null | { workerId: string; from: number; to: number }; ; ) {
    const [chunk] = await storage.trails.between({ from: start, to: start + 60 * 60_000, after, ...asked });
    if (!chunk) break;
    expect(chunk.to - chunk.from).toBeLessThan(15 * 60_000);
    seen.push(chunk.from);
    after = chunk;
  }
  expect(seen).toHaveLength(6);
  await recorder.close();
});
