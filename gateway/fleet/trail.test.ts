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
