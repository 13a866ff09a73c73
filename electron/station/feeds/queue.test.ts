import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { QueueFilter } from '#shared/contract/queueFilter.ts';
import { QUEUE_NAMES, QUEUES, type QueueName } from '#shared/contract/queues.ts';
import { type Case, CASE_STATES, ENDED_STATES, URGENCIES } from '#shared/domain/case.ts';
import { lightOf } from '#shared/domain/clocks.ts';
import { holds, wordsOf } from '#shared/domain/searchTerms.ts';
import { type Cache, nothingApplied } from '../cache/cache.ts';
import { caseForTest } from '../cache/cacheForTest.ts';
import { searchedCase } from '../cache/searched.ts';
import type { Db } from '../db/driver.ts';
import type { FeedContext } from './context.ts';
import { contextForTest } from './contextForTest.ts';
import { queueCount, queuePage } from './queue.ts';
import { queueTotal } from './queueCounts.ts';
import { BOUNDS, type Bounds, readKey } from './queueOrder.ts';
import { countOf, pageOf } from './queueRows.ts';

const NOW = 1.8e12;
const HOUR = 3_600_000;
let db: Db;
let cache: Cache;
let context: FeedContext;

beforeEach(() => {
  ({ db, cache, context } = contextForTest(NOW));
  context.session = { user: { id: 'me', name: '王某', roles: ['dispatcher'], areas: [] } } as never;
});
afterEach(() => {
  db.close();
});

const put = (value: Case): void => cache.put('a', 'case', value.id, value, nothingApplied());
const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

function someCase(n: number): Case {
  const dueAt = NOW + ((n * 37) % 90) * HOUR - 40 * HOUR;
  const state = pick(CASE_STATES, n * 5);
  const clock = {
    stage: 'handle' as const,
    startedAt: dueAt - 48 * HOUR,
    limit: { value: 2, unit: 'working-day' as const },
    firstDueAt: dueAt,
    dueAt,
    yellowAt: dueAt - 16 * HOUR,
    extensions: 0,
  };
  return caseForTest({
    state,
    categoryCode: pick(['010101', '010102', '010203', '020101'], n * 3),
    gridCode: pick(['99010100100101', '99010100100102', '99010100200101', '99010200100101', ''], n),
    departmentId: pick([null, 'greening', 'water-9', 'Water:9'], n * 7),
    source: pick(['terminal', 'hotline', 'counter'] as const, n),
    urgency: pick(URGENCIES, n * 11),
    handledByIds: pick([['me'], ['other', 'w1'], [], ['w1', 'me']], n * 3),
    recheck: n % 4 < 2 ? { sampledAt: NOW, ...(n % 3 === 0 && { passed: true }) } : null,
    workerIds: ['dispatched', 'handling', 'closed', 'merged'].includes(state) ? [pick(['w1', 'w2'], n)] : [],
    reportedAt: NOW - ((n * 13) % 60) * 24 * HOUR,
    clock: n % 9 === 0 ? null : n % 8 === 0 ? { ...clock, stoppedAt: dueAt - HOUR } : clock,
    supervision: n % 6 === 0 ? { level: 1, byId: 'lead', at: NOW } : null,
    title: pick(['建设路井盖破损', '和平里路灯不亮', '长江路占道经营'], n * 2),
    address: `${n}号`,
    text: n % 4 === 0 ? '请尽快处理' : '现场有人',
  });
}

/** What a filter means, told over plain cases. */
function fits(value: Case, filter: QueueFilter): boolean {
  const ended = ENDED_STATES.includes(value.state);
  const has = (asked: unknown, fit: () => boolean) => asked === undefined || fit();
  return (
    has(filter.category, () => value.categoryCode.startsWith(filter.category ?? '')) &&
    has(filter.grid, () => value.gridCode.startsWith(filter.grid ?? '')) &&
    has(filter.department, () => value.departmentId === filter.department) &&
    has(filter.urgency, () => value.urgency === filter.urgency) &&
    has(filter.light, () => lightOf(ended ? null : value.clock, NOW) === filter.light) &&
    has(filter.source, () => value.source === filter.source) &&
    has(filter.worker, () => value.workerIds.includes(filter.worker ?? '')) &&
    has(filter.from, () => value.reportedAt >= (filter.from ?? 0)) &&
    has(filter.to, () => value.reportedAt <= (filter.to ?? 0)) &&
    holds(wordsOf(filter.text ?? ''), searchedCase(value))
  );
}

/** Cases claimed and watched by whoever is signed in. */
const claimed = (value: Case) => value.title.startsWith('长江路') && value.urgency === 'urgent';
const watched = (value: Case) => value.categoryCode === '010203';

function belongs(value: Case, queue: QueueName): boolean {
  const ended = ENDED_STATES.includes(value.state);
  if (queue === 'mine') return claimed(value) || (!ended && value.handledByIds.includes('me'));
  if (queue === 'watched') return watched(value);
  if (queue === 'recheck')
    return ['closed', 'evaluated'].includes(value.state) && value.recheck != null && value.recheck.passed === undefined;
  const states: readonly string[] = QUEUES[queue];
  return states.includes(value.state) && (queue !== 'supervised' || value.supervision !== null);
}

/** The operator's claims and watch list, as the centre sends them. */
function putLists(cases: readonly Case[]): void {
  for (const { id } of cases.filter(claimed)) {
    const claim = { id, version: 1, by: { id: 'me', name: '王某' }, consoleId: 'c', at: NOW, until: NOW + HOUR };
    cache.put('a', 'claim', id, claim, nothingApplied());
  }
  const value = cases.filter(watched).map(({ id }) => id);
  cache.put('a', 'setting', 'watched:me', { key: 'watched:me', version: 1, value }, nothingApplied());
}

function expected(cases: readonly Case[], queue: QueueName, filter: QueueFilter): string[] {
  const due = ({ state, clock }: Case) => (ENDED_STATES.includes(state) ? null : clock)?.dueAt ?? 9_999_999_999_999;
  const order = (value: Case): [number, number, string] => [URGENCIES.indexOf(value.urgency), due(value), value.id];
  return cases
    .filter((value) => belongs(value, queue))
    .filter((value) => fits(value, filter))
    .map((value) => [order(value), value.id] as const)
    .sort(([a], [b]) => a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : 1))
    .map(([, id]) => id);
}

/** Pages until there is no more, as the desk reads them. */
function readAll(queue: QueueName, filter: QueueFilter, limit: number, bounds: Bounds): string[] {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const asked = { queue, filter, key: readKey(after), total: queueTotal(context, queue) };
    const page = pageOf(context, asked, limit, bounds);
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    expect(page.next).not.toBe(after ?? '');
    ids.push(...page.rows.map(({ id }) => id));
    after = page.next ?? undefined;
  } while (after !== undefined);
  return ids;
}

const some = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const DAY = 24 * HOUR;
const filters: fc.Arbitrary<QueueFilter> = fc.record({
  category: some('01', '0101', '010102', '02', '99', '010'),
  grid: some('990101001', '990101001001', '99010100100102', '990'),
  department: some('greening', 'water-9', 'Water:9', 'nobody'),
  urgency: some(...URGENCIES),
  light: some('red', 'yellow', 'green', 'grey'),
  source: some('terminal', 'hotline', 'sensor'),
  worker: some('w1', 'w9'),
  from: some(NOW - 3 * DAY, NOW - 30 * DAY, NOW - 300 * DAY),
  to: some(NOW, NOW - 20 * DAY),
  text: some('路', '井盖', '井盖破损', 'jgps', '路灯 请尽快', '1号', '，', '没有'),
});
/** Each way to the rows, however few they are. */
const WAYS: Bounds[] = [
  BOUNDS,
  { ...BOUNDS, found: -1 },
  { ...BOUNDS, found: -1, listed: -1, read: 5 },
  { ...BOUNDS, found: -1, listed: -1, walked: 14, read: 3 },
  { ...BOUNDS, found: -1, walked: 30, members: 5 },
];

describe('[ST60] a filtered queue holds what fits, in the order of the queue', () => {
  test.each(['all of it indexed', 'not yet indexed'])('whichever way its rows are found: %s', (state) => {
    if (state !== 'all of it indexed') cache.stores.index.postpone();
    const cases = Array.from({ length: 240 }, (_, n) => someCase(n));
    db.transaction(() => cases.forEach(put))();
    putLists(cases);
    fc.assert(
      fc.property(
        fc.constantFrom(...QUEUE_NAMES),
        filters,
        fc.constantFrom(...WAYS),
        fc.constantFrom(1, 7, 100),
        (queue, filter, bounds, limit) => {
          const asked = { queue, filter, key: null, total: queueTotal(context, queue) };
          const wanted = expected(cases, queue, filter);
          expect(readAll(queue, filter, limit, bounds)).toEqual(wanted);
          const { n, exact } = countOf(context, asked, { ...bounds, counted: 20 });
          if (exact) expect(n).toBe(wanted.length);
          else expect(n).toBeLessThanOrEqual(wanted.length);
        },
      ),
      { numRuns: 400 },
    );
  });

  test('is counted exactly up to a thousand; the total stays that of the whole queue', () => {
    const cases = Array.from({ length: 60 }, (_, n) => someCase(n));
    cases.forEach(put);
    const filter = { category: '0101' };
    const wanted = expected(cases, 'ended', filter);
    expect(queueCount(context, { queue: 'ended', filter })).toEqual({ n: wanted.length, exact: true });
    const page = queuePage(context, { queue: 'ended', filter, limit: 100 });
    expect(page).toMatchObject({ next: null, total: expected(cases, 'ended', {}).length });
    expect(queueCount(context, { queue: 'ended', filter: { light: 'red' } })).toEqual({ n: 0, exact: true });
    expect(queueCount(context, { queue: 'ended', filter: { text: '  ' } })).toMatchObject({ exact: true });
    expect(countOf(context, { queue: 'ended', filter, key: null, total: 60 }, { ...BOUNDS, counted: 2 })).toEqual({
      n: 2,
      exact: false,
    });
  });

  test('goes on behind the last row though rows come and go', () => {
    const cases = Array.from({ length: 200 }, (_, n) => ({ ...someCase(n), state: 'handling' as const }));
    cases.forEach(put);
    const filter = { source: 'hotline' as const };
    const wanted = expected(cases, 'in-hand', filter);
    const asked = { queue: 'in-hand' as const, filter, total: 200 };
    const first = pageOf(context, { ...asked, key: null }, 10);
    const seen = first.rows.map(({ id }) => id);
    const left = cases.find(({ id }) => id === wanted[3]);
    const ends = cases.find(({ id }) => id === wanted[14]);
    for (const value of [left, ends]) if (value) put({ ...value, version: 2, state: 'closed' });
    const second = pageOf(context, { ...asked, key: readKey(first.next ?? undefined) }, 10);
    expect(seen).toEqual(wanted.slice(0, 10));
    expect(second.rows.map(({ id }) => id)).toEqual([...wanted.slice(10, 14), ...wanted.slice(15, 21)]);
  });
});
