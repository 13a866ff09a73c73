import type { WorkerChoice } from '#shared/contract/views.ts';
import type { Worker } from '#shared/protocol/entities.ts';
import { STATUS } from '#shared/protocol/fleetFrame.ts';
import { distanceMeters } from '#shared/geo/index.ts';
import { CASE_COLUMNS, type CaseColumns, toCaseRow } from '../cache/caseStore.ts';
import { workersByIds } from './case.ts';
import { workersHolding } from './search.ts';
import { commandsOfWorker } from './command.ts';
import type { Feed, FeedContext } from './context.ts';

export const workerGet: Feed<'worker.get'> = (context, input) => {
  const set = context.cache.live;
  const row =
    'id' in input
      ? context.statements.one<{ value: string }>(`SELECT value FROM workers_${set} WHERE id = ?`, input.id)
      : context.statements.one<{ value: string }>(`SELECT value FROM workers_${set} WHERE idx = ?`, input.index);
  if (!row) return null;
  const worker = JSON.parse(row.value) as Worker;
  const fix = context.fleet.fix(worker.index);
  const cases = context.statements.all<CaseColumns>(
    `SELECT ${CASE_COLUMNS} FROM cases_${set}
      WHERE id IN (SELECT case_id FROM case_workers_${set} WHERE worker_id = ?) ORDER BY urgency, due_at LIMIT 100`,
    worker.id,
  );
  return {
    worker,
    gridName: context.cache.stores.entities.get('grid', worker.gridCode)?.name ?? '',
    position: fix && { lon: fix.lon, lat: fix.lat, at: fix.at, speed: fix.speed, heading: fix.heading },
    status: fix?.status ?? (worker.onDuty ? STATUS.onDuty : 0),
    openCases: cases.map(toCaseRow),
    commands: commandsOfWorker(context, worker.id),
  };
};

export const workerNames: Feed<'worker.names'> = (context, { ids }) => workersByIds(context, ids);

export const workerChosen: Feed<'worker.chosen'> = (context, { indices }) =>
  context.statements
    .all<{ value: string }>(
      `SELECT value FROM workers_${context.cache.live} WHERE idx IN (SELECT value FROM json_each(?))`,
      JSON.stringify(indices),
    )
    .map(({ value }) => JSON.parse(value) as Worker);

/** more candidates than asked for, so that duty and load can reorder what distance found */
const CANDIDATES = 3;
/** metres a case in hand counts for: somebody idle a little further away is proposed first */
const METERS_PER_CASE = 150;
const OFF_DUTY_METERS = 50_000;
const MOST_BY_TEXT = 300;

export const workerNear: Feed<'worker.near'> = (context, { lon, lat, count, gridCode, text }) => {
  const workers = text
    ? workersHolding(context, text, MOST_BY_TEXT)
    : nearest(context, lon, lat, count * CANDIDATES, gridCode);
  const target = { lon, lat };
  return workers
    .map((worker) => choice(context, worker, target, gridCode))
    .sort((a, b) => cost(a) - cost(b) || a.worker.id.localeCompare(b.worker.id))
    .slice(0, count);
};

function cost({ distance, load, worker, ownGrid }: WorkerChoice): number {
  const metres = distance ?? (ownGrid ? 0 : OFF_DUTY_METERS);
  return metres + load * METERS_PER_CASE + (worker.onDuty ? 0 : OFF_DUTY_METERS);
}

function choice(
  context: FeedContext,
  worker: Worker,
  target: { lon: number; lat: number },
  gridCode: string | undefined,
): WorkerChoice {
  const fix = context.fleet.fix(worker.index);
  const load = context.statements.one<{ n: number }>(
    `SELECT COUNT(*) AS n FROM case_workers_${context.cache.live} WHERE worker_id = ?`,
    worker.id,
  );
  return {
    worker,
    distance: fix ? Math.round(distanceMeters(fix, target)) : null,
    fixAge: fix ? Math.max(0, context.serverNow() - fix.at) : null,
    status: fix?.status ?? (worker.onDuty ? STATUS.onDuty : 0),
    load: load?.n ?? 0,
    ownGrid: gridCode !== undefined && gridCode !== '' && worker.gridCode === gridCode,
  };
}

/** The nearest by position, and everybody of the case's own grid even without a fix. */
function nearest(
  context: FeedContext,
  lon: number,
  lat: number,
  count: number,
  gridCode: string | undefined,
): Worker[] {
  const scale = Math.cos((lat * Math.PI) / 180);
  const found: { index: number; squared: number }[] = [];
  context.fleet.forEach((index, x, y) => {
    found.push({ index, squared: ((x - lon) * scale) ** 2 + (y - lat) ** 2 });
  });
  found.sort((a, b) => a.squared - b.squared);
  const set = context.cache.live;
  const byIndex = found.slice(0, count).flatMap(({ index }) => {
    const row = context.statements.one<{ value: string }>(`SELECT value FROM workers_${set} WHERE idx = ?`, index);
    return row ? [JSON.parse(row.value) as Worker] : [];
  });
  if (byIndex.length >= count && !gridCode) return byIndex;
  const seen = new Set(byIndex.map((worker) => worker.id));
  const others = ownFirst(context, gridCode, count).filter((worker) => !seen.has(worker.id));
  return [...byIndex, ...(gridCode ? others : others.slice(0, count - byIndex.length))];
}

/** Workers of a grid, then any others, whoever is on duty first. */
function ownFirst(context: FeedContext, gridCode: string | undefined, count: number): Worker[] {
  const table = `workers_${context.cache.live}`;
  const own = context.statements.all<{ value: string }>(
    `SELECT value FROM ${table} WHERE grid_code = ? ORDER BY on_duty DESC, id LIMIT ?`,
    gridCode ?? '',
    count,
  );
  const any = context.statements.all<{ value: string }>(
    `SELECT value FROM ${table} WHERE grid_code <> ? ORDER BY on_duty DESC, id LIMIT ?`,
    gridCode ?? '',
    count - own.length,
  );
  return [...own, ...any].map((row) => JSON.parse(row.value) as Worker);
}
