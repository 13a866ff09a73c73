import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pino from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seededRandom } from '#shared/geo/index.ts';
import { loadDriver } from '../../../electron/station/db/driver.ts';
import { openDatabase } from '../../../electron/station/db/open.ts';
import { type ChildDesk, liveDesk } from './desk.ts';
import { aCase, type FakeGateway, snapshotOf, startFakeGateway } from './fakeGateway.ts';
import { scratchFolder } from './harness.ts';

const PAGE = 4096;
const FRAME = PAGE + 24;
const WAITING = 60;
const driver = loadDriver('');
const log = pino({ level: 'silent' });

// Hundreds of databases are made here: in memory where there is such a folder, for nothing of it is about the disk.
const scratch = scratchFolder(existsSync('/dev/shm') ? '/dev/shm' : tmpdir());
const used = join(scratch.path, 'used');
let fake: FakeGateway;
/** ids of the actions the desk acknowledged, in order */
const acknowledged: string[] = [];
/** how long the log was when each had been acknowledged */
const logBytes: number[] = [];

/** A desk that was killed outright with many actions waiting, some in the file and the rest in its log. */
beforeAll(async () => {
  fake = await startFakeGateway();
  const rows = Array.from({ length: 40 }, (_, i) => aCase({ title: `案件${i}` }));
  fake.snapshots.set('case', rows.map(snapshotOf));
  fake.answers.set('op', () => ({ ok: false, code: 'unavailable', message: '' }));
  const first = await liveDesk(used, fake.url);
  await note(first, rows[0]?.id ?? '', WAITING / 2);
  await first.stop();
  const second = await liveDesk(used, fake.url);
  await note(second, rows[1]?.id ?? '', WAITING / 2);
  await second.kill();
  await fake.close();
});
afterAll(() => scratch.remove());

async function note(desk: ChildDesk, caseId: string, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    const id = uuidv7();
    const note = `${i} ${'说明'.repeat(300)}`;
    const answer = await desk.act({ id, kind: 'case.annotate', entityId: caseId, payload: { note } });
    expect(answer.ok).toBe(true);
    acknowledged.push(id);
    logBytes.push(readFileSync(join(used, 'station.db-wal')).length);
  }
}

interface Opened {
  saved: string[];
  salvaged: { saved: number; lost: number; complete: boolean } | null;
  aside: boolean;
}

/** Opens a copy of the used desk after something was done to its files; it must serve, whatever that was. */
function openAfter(damage: (files: { db: Buffer; wal: Buffer }) => void): Opened {
  const home = join(scratch.path, 'copy');
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home);
  const files = { db: readFileSync(join(used, 'station.db')), wal: readFileSync(join(used, 'station.db-wal')) };
  damage(files);
  writeFileSync(join(home, 'station.db'), files.db);
  writeFileSync(join(home, 'station.db-wal'), files.wal);
  const opened = openDatabase(home, driver, Date.now(), log);
  expect(opened.trouble).toBeNull();
  // Every row counts that is there: one whose payload was hit is told when it is its turn to leave.
  const saved = opened.db.prepare("SELECT id FROM outbox WHERE state <> 'done' ORDER BY n").pluck().all() as string[];
  opened.db.close();
  opened.release();
  return { saved, salvaged: opened.salvaged, aside: readdirSync(home).some((name) => name.includes('.damaged-')) };
}

/** The acknowledged actions that are not there. One whose id itself was hit is there, under an id that no check can tell. */
function missingFrom(saved: readonly string[]): string[] {
  const strange = saved.filter((id) => !acknowledged.includes(id));
  const hit = (id: string): boolean => strange.some((other) => [...id].filter((c, i) => c !== other[i]).length === 1);
  return acknowledged.filter((id) => !saved.includes(id) && !hit(id));
}

test('undamaged, all that was acknowledged is there', () => {
  const { saved, salvaged } = openAfter(() => undefined);
  expect(saved).toEqual(acknowledged);
  expect(salvaged).toBeNull();
});

describe('[ST46] a log that ends too early', () => {
  test('costs what was written behind the cut and nothing before it, wherever that is', () => {
    const random = seededRandom(3);
    const whole = readFileSync(join(used, 'station.db-wal')).length;
    const frames = Math.floor((whole - 32) / FRAME);
    const cuts = Array.from({ length: frames + 1 }, (_, i) => 32 + i * FRAME);
    const inside = Array.from({ length: 40 }, () => Math.floor(random() * whole));
    for (const cut of [...cuts, ...inside, 0, 1, 31]) {
      const { saved, salvaged } = openAfter((files) => {
        files.wal = files.wal.subarray(0, cut);
      });
      const before = acknowledged.filter((_, i) => i < WAITING / 2 || (logBytes[i] ?? 0) <= cut);
      expect(saved.slice(0, before.length), `cut at ${cut}`).toEqual(before);
      expect(acknowledged.slice(0, saved.length)).toEqual(saved);
      expect(salvaged).toBeNull();
    }
  }, 180_000);
});

describe('[ST46] a log with flipped bytes', () => {
  test('costs at most the actions of the page that was hit, not those behind it', () => {
    const random = seededRandom(4);
    const whole = readFileSync(join(used, 'station.db-wal')).length;
    let worst = 0;
    for (let i = 0; i < 60; i += 1) {
      const at = Math.floor(random() * whole);
      const { saved, salvaged, aside } = openAfter((files) => {
        files.wal[at] = (files.wal[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      });
      const missing = missingFrom(saved);
      worst = Math.max(worst, missing.length);
      // What is missing was told, unless it was the very last, whose frame is a torn end to anybody.
      if (missing.length > 0 && salvaged === null)
        expect(missing, `byte ${at}`).toEqual(acknowledged.slice(-missing.length));
      if (salvaged) {
        expect(aside).toBe(true);
        expect(missing.length === 0 || !salvaged.complete || salvaged.lost > 0, `byte ${at}: told`).toBe(true);
      }
      expect(new Set(saved).size).toBe(saved.length);
    }
    expect(worst).toBeLessThanOrEqual(8);
  }, 180_000);
});

/** What a page of the file is for, by SQLite's own account. */
function pagesOf(table: string): number[] {
  const copy = join(scratch.path, 'pages.db');
  for (const suffix of ['', '-wal']) cpSync(join(used, `station.db${suffix}`), copy + suffix);
  const db = new Database(copy);
  db.pragma('wal_checkpoint(TRUNCATE)');
  const root = Number(db.prepare('SELECT rootpage FROM sqlite_master WHERE name = ?').pluck().get(table));
  db.close();
  const bytes = readFileSync(copy);
  const page = bytes.subarray((root - 1) * PAGE, root * PAGE);
  if (page[0] !== 5) return [root];
  const cells = page.readUInt16BE(3);
  const children = Array.from({ length: cells }, (_, i) => page.readUInt32BE(page.readUInt16BE(12 + 2 * i)));
  return [root, ...children, page.readUInt32BE(8)];
}

describe('[ST47] a database with flipped bytes', () => {
  /** The same desk with its log worked into the file, as after a checkpoint. */
  function settled(files: { db: Buffer; wal: Buffer }): void {
    const copy = join(scratch.path, 'settled.db');
    writeFileSync(copy, files.db);
    writeFileSync(`${copy}-wal`, files.wal);
    const db = new Database(copy);
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    files.db = readFileSync(copy);
    files.wal = Buffer.alloc(0);
  }

  const flip = (bytes: Buffer, at: number, random: () => number): void => {
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
  };

  test.each([
    ['the header', 30, () => [0, 100]],
    ['the list of tables', 30, () => [100, PAGE]],
    ['any place', 60, (size: number) => [0, size]],
  ] as const)(
    'hit in %s: it starts, and what it tells of its actions is true',
    (_, rounds, range) => {
      const random = seededRandom(5);
      for (let i = 0; i < rounds; i += 1) {
        const hit: number[] = [];
        const { saved, salvaged, aside } = openAfter((files) => {
          settled(files);
          const [from = 0, to = 0]: readonly number[] = range(files.db.length);
          for (let n = 0; n < 1 + (i % 4); n += 1) hit.push(from + Math.floor(random() * (to - from)));
          for (const at of hit) flip(files.db, at, random);
        });
        const missing = missingFrom(saved).length;
        if (missing > 0) {
          expect(salvaged, `bytes ${hit.join()}: told`).not.toBeNull();
          expect(aside).toBe(true);
          expect(!salvaged?.complete || salvaged.lost > 0).toBe(true);
        }
      }
    },
    180_000,
  );

  test('in the list of tables alone: every action is saved', () => {
    const { saved, salvaged } = openAfter((files) => {
      settled(files);
      files.db.fill(0xa5, 0, PAGE);
    });
    expect(saved).toEqual(acknowledged);
    expect(salvaged).toMatchObject({ saved: WAITING, lost: 0 });
  });

  test('in the list of tables, with a log beside it: every action of both is saved', () => {
    const { saved } = openAfter((files) => {
      files.db.fill(0xa5, 0, PAGE);
      for (let at = 32; at + FRAME <= files.wal.length; at += FRAME)
        if (files.wal.readUInt32BE(at) === 1) files.wal.fill(0xa5, at + 24, at + FRAME);
    });
    expect(saved).toEqual(acknowledged);
  });

  test('in single pages of the outbox: only their own actions are lost, and counted', () => {
    const [, ...leaves] = pagesOf('outbox');
    expect(leaves.length).toBeGreaterThan(4);
    const hit = [leaves[1], leaves[3]];
    const { saved, salvaged } = openAfter((files) => {
      settled(files);
      for (const page of hit) if (page) files.db.fill(0xa5, (page - 1) * PAGE, page * PAGE);
    });
    const missing = acknowledged.length - saved.length;
    expect(missing).toBeGreaterThan(0);
    expect(missing).toBeLessThanOrEqual(8);
    expect(acknowledged.filter((id) => saved.includes(id))).toEqual(saved);
    expect(salvaged).toMatchObject({ saved: saved.length, complete: false });
  });

  test('keeps two damaged files at most', () => {
    const home = join(scratch.path, 'many');
    mkdirSync(home);
    for (let i = 0; i < 4; i += 1) {
      writeFileSync(join(home, 'station.db'), `no database ${i}`.repeat(500));
      const opened = openDatabase(home, driver, Date.UTC(2026, 0, 1 + i), log);
      opened.db.close();
      opened.release();
    }
    expect(
      readdirSync(home)
        .filter((name) => name.includes('.damaged-'))
        .sort(),
    ).toEqual(['station.db.damaged-2026-01-03T00-00-00-000Z', 'station.db.damaged-2026-01-04T00-00-00-000Z']);
  });
});
