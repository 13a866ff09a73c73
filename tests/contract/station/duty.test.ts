/** Who was on duty, kept by a real database over two days in which the desk is killed, is off, and rebuilds its cache. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DAY_MS } from '#shared/domain/calendar.ts';
import { dayText, startOfDay } from '#shared/domain/periods.ts';
import type { Cache } from '../../../electron/station/cache/cache.ts';
import { databaseForTest } from '../../../electron/station/cache/cacheForTest.ts';
import { OldRows } from '../../../electron/station/care/oldRows.ts';
import { salvage } from '../../../electron/station/db/salvage.ts';
import type { Db } from '../../../electron/station/db/driver.ts';
import { contextForTest } from '../../../electron/station/feeds/contextForTest.ts';
import type { FeedContext } from '../../../electron/station/feeds/context.ts';
import { figuresTable } from '../../../electron/station/feeds/figuresTable.ts';
import { type DutyLine, putRows, watchAt } from './dutyRows.ts';
import { NODE, REPOSITORY, scratchFolder } from './harness.ts';

const HOUR_MS = 3_600_000;
const MONDAY = startOfDay(Date.UTC(2026, 10, 23, 8));
const TUESDAY = MONDAY + DAY_MS;
const monday = (hour: number) => MONDAY + hour * HOUR_MS;
const tuesday = (hour: number) => TUESDAY + hour * HOUR_MS;

let scratch: ReturnType<typeof scratchFolder>;
let db: Db | null;
beforeEach(() => {
  scratch = scratchFolder();
  db = null;
});
afterEach(() => {
  db?.close();
  scratch.remove();
});

const MORNING: DutyLine[] = [
  [1, '01', true, monday(8)],
  [2, '02', false, null],
  [3, '02', false, monday(0)],
];
/** 1 went home, 2 came. */
const NOON: DutyLine[] = [
  [1, '01', false, monday(11)],
  [2, '02', true, monday(11)],
];

/** A desk that saw the morning and was killed while it looked at the noon. */
function killedDesk(): { db: Db; cache: Cache; context: FeedContext } {
  const file = join(scratch.path, 'station.db');
  const looks = [
    { at: monday(9), lines: MORNING },
    { at: monday(12), lines: NOON },
  ].map((look) => JSON.stringify(look));
  const { signal, stderr } = spawnSync(NODE, ['tests/contract/station/childDuty.ts', file, ...looks], {
    cwd: REPOSITORY,
    encoding: 'utf8',
  });
  expect(signal, stderr).toBe('SIGKILL');
  const desk = contextForTest(tuesday(20), new Database(file));
  ({ db } = desk);
  return desk;
}

async function dutyOf(context: FeedContext, from: number, to: number) {
  const { total, duty } = await figuresTable(context, { period: { from, to }, by: 'none' });
  const of = (name: string) => {
    const { value, n } = total.find((figure) => figure.name === name) ?? { value: null, n: null };
    return n === null ? null : [Math.round((value ?? 0) * n), n];
  };
  return { onDuty: of('on-duty-rate'), grids: of('grid-coverage'), ...duty };
}

test('[ST284] [ST285] a day is what the last whole look of it saw, and two days are summed', async () => {
  const { db, cache, context } = killedDesk();
  // The look that was cut off wrote nothing: the day is as the morning was.
  expect(await dutyOf(context, MONDAY, TUESDAY)).toEqual({ onDuty: [1, 3], grids: [1, 5], days: 1, known: 1 });
  let now: number | null = null;
  const watch = watchAt(db, cache, () => now);
  await watch.look();
  expect(await dutyOf(context, MONDAY, TUESDAY)).toMatchObject({ onDuty: [1, 3] });
  // The next one knows who was there in between, also of hours in which nobody looked.
  now = monday(21);
  await watch.look();
  expect(await dutyOf(context, MONDAY, TUESDAY)).toMatchObject({ onDuty: [2, 3], grids: [2, 5] });
  now = tuesday(10);
  putRows(db, cache, 'a', [[2, '02', false, monday(22)]], 3);
  putRows(db, cache, 'a', [[3, '03', true, tuesday(7)]], 3);
  await watch.look();
  expect(await dutyOf(context, TUESDAY, TUESDAY + DAY_MS)).toMatchObject({ onDuty: [1, 3], grids: [1, 5], known: 1 });
  expect(await dutyOf(context, MONDAY, TUESDAY + DAY_MS)).toEqual({
    onDuty: [3, 6],
    grids: [3, 10],
    days: 2,
    known: 2,
  });
  // Only changed rows are looked at, and a look that finds nothing new writes nothing.
  const written = () => db.prepare('SELECT total_changes()').pluck().get();
  const before = written();
  await watch.look();
  watch.touched();
  await watch.look();
  expect(written()).toBe(before);
});

test('[ST284] a rebuilt cache keeps the days, and a look over the one that goes writes nothing', async () => {
  const { db, cache, context } = killedDesk();
  const set = await cache.emptySpare();
  putRows(db, cache, set, NOON, 9);
  let swapped = false;
  const swap = (): boolean => {
    if (!swapped) cache.swapTo(set, () => undefined);
    swapped = true;
    return false;
  };
  const watch = watchAt(db, cache, () => monday(21), swap);
  await watch.look();
  expect(await dutyOf(context, MONDAY, TUESDAY)).toMatchObject({ onDuty: [1, 3] });
  await watch.look();
  expect(await dutyOf(context, MONDAY, TUESDAY)).toMatchObject({ onDuty: [2, 2], grids: [2, 5], known: 1 });
});

test('[ST284] the days are saved out of a damaged database, and retired by the centre’s clock', () => {
  const { db } = killedDesk();
  db.prepare("INSERT INTO duty_days VALUES ('2026-11-22', '{broken'), ('2020-01-01', '{}')").run();
  const into = databaseForTest();
  salvage(join(scratch.path, 'station.db'), into, Database, pino({ level: 'silent' }));
  const days = (from: Db) => from.prepare('SELECT id FROM duty_days ORDER BY id').pluck().all();
  expect(days(into)).toEqual(['2020-01-01', dayText(MONDAY)]);
  const usual = { actionDays: () => 30, alarmDays: () => 30, dutyDays: () => 31 };
  new OldRows({ db: into, centreNow: () => null, ...usual }).step();
  expect(days(into)).toHaveLength(2);
  new OldRows({ db: into, centreNow: () => tuesday(9), ...usual }).step();
  expect(days(into)).toEqual([dayText(MONDAY)]);
  into.close();
});
