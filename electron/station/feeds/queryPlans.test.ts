import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { GRID_FIGURES, HEAT_CASES } from '#shared/contract/mapLayerViews.ts';
import { caseHeat } from './caseHeat.ts';
import { departmentPlaces } from './departmentPlaces.ts';
import { gridCounted } from './gridCounted.ts';
import { gridFigures } from './gridFigures.ts';
import { GROUPINGS } from '#shared/contract/figuresViews.ts';
import { FILTER_KINDS, type QueueFilter } from '#shared/contract/queueFilter.ts';
import { QUEUE_NAMES } from '#shared/contract/queues.ts';
import { CASE_STATES, URGENCIES } from '#shared/domain/case.ts';
import { type Cache, nothingApplied } from '../cache/cache.ts';
import { caseForTest, databaseForTest } from '../cache/cacheForTest.ts';
import type { Db } from '../db/driver.ts';
import { musterGet, musterList } from './muster.ts';
import { caseMarkers, workersByIds } from './case.ts';
import { commandList, commandsOfCase, commandsOfWorker } from './command.ts';
import { commandBoard } from './commandBoard.ts';
import { commandPolicy } from './commandSettings.ts';
import type { FeedContext } from './context.ts';
import { contextForTest } from './contextForTest.ts';
import { dispatchDepartments } from './dispatchDepartments.ts';
import { figures, ticker } from './figures.ts';
import { caseLinked } from './linkedCases.ts';
import { figuresCases, figuresTable } from './figuresTable.ts';
import { recipientsPreview } from './recipients.ts';
import { supervisionBoard } from './supervisionBoard.ts';
import { queueCounts } from './queueCounts.ts';
import { BOUNDS, type Bounds, readKey } from './queueOrder.ts';
import { countOf, pageOf } from './queueRows.ts';
import { search } from './search.ts';
import { workerGet, workerNear } from './worker.ts';

const NOW = 1.8e12;
const CASES = 300;
const WORKERS = 50;

let db: Db;
let cache: Cache;
let context: FeedContext;
/** the texts of all statements so far: the stores' and the feeds' */
let texts: () => string[];

beforeEach(() => {
  const database = databaseForTest();
  const prepare = vi.spyOn(database, 'prepare');
  texts = () => [...new Set(prepare.mock.calls.map(([sql]) => sql))];
  ({ db, cache, context } = contextForTest(NOW, database));
  context.session = { user: { id: 'lead', name: '值班长', roles: ['shift-lead'], areas: [] } } as never;
  db.transaction(fill)();
});
afterEach(() => {
  vi.restoreAllMocks();
  db.close();
});

function put(entity: Parameters<Cache['put']>[1], id: string, value: object): void {
  cache.put('a', entity, id, value, nothingApplied());
}

const uuid = (kind: number, n: number): string => `019b7000-${kind}000-7000-8000-${String(n).padStart(12, '0')}`;
const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

function fill(): void {
  const lead = { id: 'lead', name: '值班长', kind: 'operator' } as const;
  for (let n = 0; n < WORKERS; n += 1) {
    const grid = `990101001001${String(n % 20).padStart(2, '0')}`;
    const worker = { id: `w${n}`, version: 1, index: n, name: `网格员${n}`, role: 'grid-worker', teamId: 't' };
    put('worker', worker.id, { ...worker, gridCode: grid, onDuty: n % 3 === 0, dutySince: null });
  }
  for (let n = 0; n < CASES; n += 1) {
    const state = pick(CASE_STATES, n);
    const id = uuid(1, n);
    put('case', id, {
      ...caseForTest({
        id,
        number: `9901010010012026${n}`,
        state,
        urgency: pick(URGENCIES, n),
        title: '建设路井盖破损',
      }),
      categoryCode: pick(['010101', '020203'], n),
      departmentId: pick(['greening', 'water'], n),
      workerIds: [`w${n % WORKERS}`],
      handledByIds: ['lead'],
      recheck: { sampledAt: NOW },
      supervision: n % 5 === 0 ? { level: 1, byId: 'lead', at: NOW } : null,
      reportedAt: NOW - n * 1000,
    });
    const line = { id: uuid(2, n), caseId: id, n: 1, action: pick(['report', 'verify-pass', 'return'], n), from: null };
    const told = { to: state, actor: lead, at: NOW - n * 60_000, deskAt: NOW, note: '', media: [], detail: {} };
    put('case-event', line.id, { ...line, ...told, previousHash: '', hash: 'a'.repeat(64) });
    const fields = { kind: 'order', priority: 'routine', title: 't', text: '', issuedAt: NOW, requires: 'read' };
    const command = { ...fields, id: uuid(3, n), caseId: id, version: 1, issuedBy: lead, workerIds: ['w1'] };
    put('command', command.id, { ...command, state: 'open', cancelReason: null });
  }
}

/** The plan of a statement, a line for each step; whatever is bound changes nothing about it. */
function planOf(sql: string): string[] {
  const named = [...sql.matchAll(/@(\w+)/g)].map(([, name]) => [name, 1]);
  const plain = [...sql.matchAll(/\?/g)].map(() => 1);
  const statement = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
  const rows = named.length > 0 ? statement.all(Object.fromEntries(named)) : statement.all(...plain);
  return rows.map(({ detail }) => detail);
}

/** What may be read from its beginning to its end, and why that is short. */
const SHORT: readonly RegExp[] = [
  /^SCAN (case_counts|case_places)_a/, // a row for each state, and for each street and type
  /^SCAN earlier_events_a$/, // is there any line of the earlier layout
  /^SCAN (\(subquery-\d+\)|newest|CONSTANT ROW)/, // what a limited statement within gave
  /^SCAN case_facts_a USING COVERING INDEX/, // counted for a table of figures, which nobody waits for
  /VIRTUAL TABLE INDEX/, // a list of the search index, or of a JSON text
];
/** In the order of an index, up to a limit. */
const inOrder = (step: string, sql: string) => /^SCAN \S+ USING (COVERING )?INDEX/.test(step) && /LIMIT/.test(sql);

/** What is sorted beside the indexes, and why that is little. */
const SORTED: readonly RegExp[] = [
  /rid IN \(SELECT (rowid FROM search_cases_a|value FROM json_each)/, // as many as are fetched by the search index
  /id IN \(SELECT case_id FROM case_workers_a WHERE worker_id/, // what one worker has in hand
  /FROM cases_a WHERE id IN \(SELECT value FROM json_each\(@named\)\)/, // what one operator watches or has claimed
  /FROM commands_a WHERE case_id = \?/, // commands about one case
  /FROM receipts_a WHERE command_id = \?/, // receipts of one command
  /FROM case_events_a\s+WHERE at >= \?/, // lines of a day, grouped
  /LIMIT \d+\) AS newest(\s+WHERE [^()]*(\([^()]*(\([^()]*\))?[^()]*\)[^()]*)*)? GROUP BY/, // a bounded number of an index's rows, grouped
  /FROM case_facts_a AS f INDEXED BY/, // cases of a week of a period, into their groups
  /AS code, COUNT\(\*\) AS n FROM (cases|workers)_a INDEXED BY/, // open cases and workers on duty, into their grids
  /substr\(grid_code, 1, length\(@code\)\) = @code ORDER BY urgency, due_at, id LIMIT/, // open cases of one grid
  /FROM case_(places|counts)_a/, // grouped: see SHORT
  /FROM entities_a WHERE entity = \? AND parent = \?/, // notes of a shift, grids of a community
];

function faultsOf(sql: string): string[] {
  return planOf(sql)
    .filter((step) => {
      if (step.startsWith('SCAN')) return !SHORT.some((short) => short.test(step)) && !inOrder(step, sql);
      return step.includes('TEMP B-TREE') && !SORTED.some((sorted) => sorted.test(sql));
    })
    .map((step) => `${step}: ${sql}`);
}

const KINDS: Record<string, QueueFilter> = {
  category: { category: '0101' },
  grid: { grid: '990101001' },
  department: { department: 'greening' },
  urgency: { urgency: 'urgent' },
  light: { light: 'red' },
  source: { source: 'counter' },
  worker: { worker: 'w1' },
  time: { from: NOW - 1e9, to: NOW },
  text: { text: '井盖破损' },
};
/** Every subset of the kinds, the empty one too. */
const FILTERS: readonly QueueFilter[] = Array.from({ length: 2 ** Object.keys(KINDS).length }, (_, bits) =>
  Object.assign({}, ...Object.values(KINDS).filter((_kind, bit) => (bits >> bit) & 1)),
);
/** Bounds that lead each way; a walk that ends early ends in a queue of any length. */
const WAYS: Record<string, Bounds> = {
  found: BOUNDS,
  listed: { ...BOUNDS, found: -1 },
  walked: { ...BOUNDS, found: -1, listed: -1, walked: 1, members: 1 },
};

const WORDS_OF_WAY: Record<string, string> = { found: '', listed: 'AND rid IN', walked: '@endId' };

/** The statistics ANALYZE would leave in a full cache: those of this one, a thousand times over. */
function analyse(): void {
  db.exec(`ANALYZE; UPDATE sqlite_stat1 SET stat = CAST(stat AS INTEGER) * 1000 || substr(stat, instr(stat || ' ', ' '))
    WHERE tbl IN ('cases_a', 'case_events_a', 'workers_a'); ANALYZE sqlite_schema;`);
}

/** Statements on the cache; those of the outbox are on its own rows alone, which are few. */
const onCache = (sql: string): boolean =>
  /\b(FROM|UPDATE|JOIN)\b[^;]*_a\b/s.test(sql) && !/^\s*(CREATE|DROP)/.test(sql);

function expectNoFaults(sqls: readonly string[]): void {
  expect(sqls.flatMap(faultsOf)).toEqual([]);
  analyse();
  // Where the index is named, statistics change nothing.
  expect(sqls.filter((sql) => !sql.includes('INDEXED BY')).flatMap(faultsOf)).toEqual([]);
}

describe('[ST61] no statement reads a table from its beginning to its end', () => {
  test.each(Object.entries(WAYS))('of any queue under any filter, its rows %s', (way, bounds) => {
    for (const queue of QUEUE_NAMES)
      for (const filter of FILTERS.filter(({ text }) => way !== 'listed' || text !== undefined)) {
        const asked = { queue, filter, total: 1e6 };
        pageOf(context, { ...asked, key: readKey(`0:${NOW}:${uuid(1, 0)}`) }, 1, bounds);
        if (way === 'found') countOf(context, { ...asked, key: null }, bounds);
      }
    const sqls = texts().filter((sql) => onCache(sql) && sql.includes(WORDS_OF_WAY[way] ?? ''));
    expect(sqls.length).toBeGreaterThan(FILTERS.length / 2);
    expect(Object.keys(FILTERS.at(-1) ?? {}).sort()).toEqual([...FILTER_KINDS].sort());
    expectNoFaults(sqls);
  });

  const others: Record<string, () => unknown> = {
    'the queue picker': () => queueCounts(context, {}),
    'the map': () => [
      caseMarkers(context, {}),
      caseMarkers(context, { after: { urgency: 'urgent', dueAt: null, id: uuid(1, 1) } }),
    ],
    search: () =>
      ['路', '井盖', 'jgps', '9901010010012026', 'w1', '没有'].map((text) => search(context, { text, limit: 50 })),
    'a case': () => [
      commandsOfCase(context, uuid(1, 1)),
      cache.stores.history.of(uuid(1, 1)),
      workersByIds(context, ['w1']),
    ],
    'a worker': () => [
      workerGet(context, { id: 'w1' }),
      workerGet(context, { index: 1 }),
      commandsOfWorker(context, 'w1'),
    ],
    'workers near a place': () =>
      [{}, { gridCode: '99010100100101' }, { text: '网格' }].map((more) =>
        workerNear(context, { lon: 121, lat: 31, count: 5, ...more }),
      ),
    'the tables of figures': async () => {
      const period = { from: NOW - 1e9, to: NOW + 1 };
      for (const by of GROUPINGS) await figuresTable(context, { period, by, area: { grid: '990101001' } });
      await figuresTable(context, { period, by: 'none' });
      const one = { period, name: 'overdue-rate', side: 'part', limit: 10 } as const;
      await figuresCases(context, one);
      await figuresCases(context, { ...one, after: '1:1' });
    },
    'the figures and the ticker': () => [figures(context, {}), ticker(context, { limit: 20 })],
    'the grids of the map': async () => {
      for (const figure of GRID_FIGURES) {
        await gridFigures(context, { tier: 'unit', figure });
        await gridCounted(context, { code: '990101001', figure });
      }
    },
    'the heat and the departments of the map': async () => {
      for (const cases of HEAT_CASES) {
        await caseHeat(context, { period: 'ever', cases });
        await caseHeat(context, { period: '30', cases, category: '01' });
      }
      await departmentPlaces(context, {});
    },
    'the musters': () => [musterList(context, {}), musterGet(context, { id: uuid(1, 1) })],
    'the commands': () => [
      commandList(context, { limit: 50 }),
      commandBoard(context, { id: uuid(3, 1), limit: 50 }),
      commandPolicy(context, {}),
    ],
    'dispatch and supervision': async () => [
      await dispatchDepartments(context, { caseId: uuid(1, 3) }),
      await caseLinked(context, { id: uuid(1, 3) }),
      await supervisionBoard(context, {}),
    ],
    'whom a command reaches': () => recipientsPreview(context, { recipients: { everyone: true } }),
    'what the centre deletes': () =>
      (['case', 'case-event', 'command', 'worker'] as const).map((entity, kind) =>
        cache.apply({ seq: 1, entity, id: uuid(kind, 1), op: 'del', version: 2 } as never, nothingApplied()),
      ),
  };
  test.each(Object.entries(others))('of %s, nor of the stores behind them', async (_name, read) => {
    await read();
    const sqls = texts().filter(onCache);
    expect(sqls.length).toBeGreaterThan(20);
    expectNoFaults(sqls);
  });

  test('and this test sees it when an index is gone', () => {
    pageOf(context, { queue: 'intake', filter: { category: '01' }, key: null, total: 10 }, 10);
    void workerNear(context, { lon: 121, lat: 31, count: 5, gridCode: '99010100100101' });
    void workerGet(context, { id: 'w1' });
    const all = texts().filter(onCache);
    db.exec('DROP INDEX workers_a_grid; DROP INDEX case_workers_a_case; DROP INDEX workers_a_idx');
    expect(all.flatMap(faultsOf)).toEqual([
      expect.stringMatching(/^SCAN case_workers_a: DELETE/),
      expect.stringMatching(/^SCAN workers_a: SELECT id FROM workers_a WHERE idx/),
    ]);
    db.exec('DROP INDEX cases_a_queue');
    expect(() => all.flatMap(faultsOf)).toThrow(/no such index: cases_a_queue/);
    expect(faultsOf("SELECT id FROM cases_a WHERE state = 'handling'")).toHaveLength(1);
  });
});
