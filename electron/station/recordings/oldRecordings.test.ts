import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { databaseForTest } from '../cache/cacheForTest.ts';
import { Vault } from '../vault/vault.ts';
import type { About } from './about.ts';
import { openRecordings, type Recordings } from './recordings.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 27);
let home: string;
let recordings: Recordings;
let centreNow: number | null;
let megabytes: number;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'street-recordings-'));
  const db = databaseForTest();
  centreNow = NOW;
  megabytes = 64;
  recordings = openRecordings({
    ...{ db, home, log: pino({ level: 'silent' }) },
    vault: new Vault(Buffer.alloc(32, 1).toString('base64')),
    serverNow: () => NOW,
    monotonic: () => performance.now(),
    placeOf: () => null,
    full: () => undefined,
    centreNow: () => centreNow,
    days: () => 30,
    megabytes: () => megabytes,
    changed: () => undefined,
  });
});
afterEach(() => rmSync(home, { recursive: true }));

async function keep(daysAgo: number, bytes: number, listed = true): Promise<string> {
  const startedAt = NOW - daysAgo * DAY_MS;
  const about: About = {
    ...{ id: uuidv7(), channelId: 'c', channelName: '全区', talker: { id: 'w1', name: '王芳', kind: 'terminal' } },
    ...{ startedAt, soundAt: startedAt, endedAt: startedAt + 20, emergency: false, lon: null, lat: null },
    ...{ caseId: null, cut: false },
  };
  const kept = await recordings.files.keep(about, { ogg: new Uint8Array(bytes), soundMs: 20, lost: 0 });
  if (listed) recordings.rows.put(about, kept);
  return about.id;
}
const names = () => readdirSync(join(home, 'recordings')).sort();

test('[ST207] sound that is older than its time goes with its file, by the centre’s clock and only while that is known', async () => {
  const [old, recent] = [await keep(31, 100), await keep(29, 100)];
  centreNow = null;
  expect(recordings.old.step()).toBe(true);
  expect(recordings.rows.has(old)).toBe(true);
  centreNow = NOW;
  recordings.old.step();
  expect([recordings.rows.has(old), recordings.rows.has(recent)]).toEqual([false, true]);
  await vi.waitFor(() => expect(names()).toEqual([`${recent}.sound`]));
});

test('[ST207] of what is too much the oldest goes, whatever the clock says', async () => {
  const ids = [await keep(3, 900_000), await keep(2, 900_000), await keep(1, 900_000)];
  megabytes = 2;
  centreNow = null;
  recordings.old.step();
  expect(ids.map((id) => recordings.rows.has(id))).toEqual([false, true, true]);
});

test('[ST204] a file that no row speaks of, as after a backup was put back, is listed again from what lies in it', async () => {
  const id = await keep(1, 100, false);
  await recordings.recorder.recover();
  expect(recordings.rows.get(id)).toMatchObject({ talker_name: '王芳', bytes: 100, cut: 0 });
});
