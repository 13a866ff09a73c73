import { afterEach, beforeEach, expect, test } from 'vitest';
import type { GridFigure } from '#shared/contract/mapLayerViews.ts';
import type { Case } from '#shared/domain/case.ts';
import { startOfDay } from '#shared/domain/periods.ts';
import { type Cache, nothingApplied } from '../cache/cache.ts';
import { caseForTest } from '../cache/cacheForTest.ts';
import type { Db } from '../db/driver.ts';
import { caseHeat } from './caseHeat.ts';
import type { FeedContext } from './context.ts';
import { contextForTest } from './contextForTest.ts';
import { departmentPlaces } from './departmentPlaces.ts';
import { gridCounted } from './gridCounted.ts';
import { gridFigures } from './gridFigures.ts';

const NOW = 1.8e12;
const DAY = 86_400_000;
const EAST = '990101001';

let db: Db;
let cache: Cache;
let context: FeedContext;
beforeEach(() => {
  ({ db, cache, context } = contextForTest(NOW));
});
afterEach(() => db.close());

function putCase(more: Partial<Case>): void {
  const one = caseForTest({ lon: 121.4605, lat: 31.1955, reportedAt: NOW - 60_000, ...more });
  cache.put('a', 'case', one.id, one, nothingApplied());
}
/** The only case so many times more, forty of them at each further millisecond. */
function copyCase(times: number): void {
  const columns = (db.pragma('table_info(cases_a)') as { name: string }[]).map(({ name }) => name);
  const copied = columns.map(
    (name) => ({ rid: 'NULL', id: 'id || i', reported_at: 'reported_at + i / 40' })[name] ?? name,
  );
  db.exec(`WITH RECURSIVE copies (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM copies WHERE i < ${times})
    INSERT INTO cases_a (${columns.join(', ')}) SELECT ${copied.join(', ')} FROM cases_a, copies`);
}
/** What is asked for one column from now on, and how many rows came. */
function watch() {
  const asked: { sql: string; found: number }[] = [];
  const { statements } = context;
  const watched = Object.assign(Object.create(statements) as typeof statements, {
    values(sql: string, ...values: unknown[]) {
      const found = statements.values(sql, ...values);
      asked.push({ sql, found: found.length });
      return found;
    },
  });
  return { asked, watched: { ...context, statements: watched } };
}
function putDepartment(code: string, place: object): void {
  cache.put('a', 'department', code, { code, version: 1, zh: code, en: code, ...place }, nothingApplied());
}
const clock = (dueAt: number): Case['clock'] => ({
  ...{ stage: 'handle', startedAt: NOW - DAY, limit: { value: 1, unit: 'working-hour' } },
  ...{ firstDueAt: dueAt, dueAt, yellowAt: dueAt - 1000, extensions: 0 },
});

test('[ST315] counts what was reported in the period, of the category, open or all', async () => {
  putCase({ categoryCode: '010101' });
  putCase({ categoryCode: '010201', reportedAt: NOW - 5 * DAY });
  putCase({ categoryCode: '010101', reportedAt: NOW - 5 * DAY, state: 'closed' });
  putCase({ categoryCode: '020101', reportedAt: NOW - 100 * DAY, lon: 121.48 });
  putCase({ categoryCode: '020101', reportedAt: startOfDay(NOW) - 1, lon: 121.48 });
  const counted = async (period: 'ever' | 'today' | '7' | '30' | '365', cases: 'open' | 'all', category?: string) =>
    (await caseHeat(context, { period, cases, category })).n;
  expect(await counted('ever', 'all')).toBe(5);
  expect(await counted('ever', 'open')).toBe(4);
  expect(await counted('today', 'open')).toBe(1);
  expect(await counted('7', 'all')).toBe(4);
  expect(await counted('7', 'open', '0101')).toBe(1);
  expect(await counted('30', 'all', '01')).toBe(3);
  expect(await counted('365', 'open', '02')).toBe(2);
  expect(await counted('today', 'all', '02')).toBe(0);
});

test('[ST315] tells where they lie, how many the densest place has, and as of when', async () => {
  putCase({});
  putCase({ lon: 121.4607, lat: 31.1957 });
  putCase({ lon: 121.48, lat: 31.2101 });
  expect(await caseHeat(context, { period: 'ever', cases: 'open' })).toEqual({
    ...{ asOf: NOW, n: 3, most: 2, metres: 111 },
    cells: [121.4606, 31.1956, 2, 121.48, 31.2101, 1],
  });
});

test('[ST367] counts every case once in steps of some thousand, however many were reported at one time', async () => {
  putCase({ reportedAt: NOW - DAY });
  copyCase(11_999);
  const { asked, watched } = watch();
  const counted = await caseHeat(watched, { period: 'ever', cases: 'all' });
  expect(counted.n).toBe(12_000);
  const steps = asked.flatMap(({ sql, found }) => (sql.includes('lat') ? [found] : []));
  expect(Math.max(...steps)).toBeLessThanOrEqual(4000);
  expect(steps.length).toBeGreaterThan(2);
});

test('[ST317] lists what a grid’s figure was counted from, and the figure is the one it is filled by', async () => {
  putCase({ gridCode: `${EAST}00101`, urgency: 'normal', title: '路灯不亮' });
  putCase({ gridCode: `${EAST}00203`, urgency: 'critical', title: '燃气泄漏', clock: clock(NOW - 1) });
  putCase({ gridCode: `${EAST}00203`, state: 'closed', title: '已结' });
  putCase({ gridCode: '99010100200101', title: '别处' });
  const worker = { version: 1, role: 'grid-worker', teamId: 't', dutySince: null };
  for (const [at, onDuty] of [true, false].entries()) {
    const one = { ...worker, id: `w${at}`, index: at, name: `网格员${at}`, gridCode: `${EAST}00101`, onDuty };
    cache.put('a', 'worker', one.id, one, nothingApplied());
  }
  const listed = async (figure: GridFigure) => {
    const { rows } = await gridFigures(context, { tier: 'street', figure });
    const { value, n, cases, workers } = await gridCounted(context, { code: EAST, figure });
    expect(value).toBe(rows.find(({ code }) => code === EAST)?.value ?? (figure === 'on-time' ? null : 0));
    return [n, ...cases.map(({ title }) => title), ...workers.map(({ name }) => name)];
  };
  expect(await listed('open')).toEqual([2, '燃气泄漏', '路灯不亮']);
  expect(await listed('overdue')).toEqual([1, '燃气泄漏']);
  expect(await listed('on-duty')).toEqual([1, '网格员0']);
  expect(await listed('on-time')).toEqual([0]);
});

test('[ST317] departments stand where they sit, with their open cases; without a place they are not on the map', async () => {
  putDepartment('police', { lon: 121.46, lat: 31.19 });
  putDepartment('water', { lon: 121.47, lat: 31.2 });
  putDepartment('nowhere', {});
  putCase({ departmentId: 'police', state: 'handling' });
  putCase({ departmentId: 'police', state: 'closed' });
  putCase({ departmentId: 'nowhere', state: 'handling' });
  const { asked, watched } = watch();
  expect(await departmentPlaces(watched, {})).toEqual([
    { code: 'police', zh: 'police', en: 'police', lon: 121.46, lat: 31.19, open: 1 },
    { code: 'water', zh: 'water', en: 'water', lon: 121.47, lat: 31.2, open: 0 },
  ]);
  // [ST367] From the index alone: of each case's own row it would take a hundred times as long.
  for (const { sql } of asked)
    expect(db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all('handling')).toMatchObject([
      { detail: expect.stringContaining('COVERING INDEX cases_a_queue') },
    ]);
});
