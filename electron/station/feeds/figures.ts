import type { Figures } from '#shared/contract/views.ts';
import { CASE_STATES, type CaseState, ENDED_STATES, URGENCIES } from '#shared/domain/case.ts';
import { shanghaiDay } from '#shared/domain/calendar.ts';
import type { CohortName } from '#shared/domain/cohorts.ts';
import { figureOf, type FigureName } from '#shared/domain/figures.ts';
import { momentIndex } from '../db/factTables.ts';
import { countNow } from './factCounts.ts';
import type { Feed, FeedContext } from './context.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SHANGHAI_MS = 8 * HOUR_MS;
/** an answer is good for so long: the wall asks often and the figures move slowly */
const FRESH_MS = 2000;

/** what the wall shows of today */
const TODAY: readonly CohortName[] = [
  'received',
  'closures',
  'due',
  'closed',
  'closedOnTime',
  'handleDue',
  'handled',
  'reworked',
  'dispatched',
  'upheldReturns',
];

const kept = new WeakMap<FeedContext, { at: number; figures: Figures }>();

export const figures: Feed<'figures'> = (context) => {
  const known = kept.get(context);
  if (known && context.monotonic() - known.at < FRESH_MS) return known.figures;
  const made = makeFigures(context);
  kept.set(context, { at: context.monotonic(), figures: made });
  return made;
};

/** Start of the Shanghai day that holds an instant. */
function dayStart(at: number): number {
  return Date.parse(`${shanghaiDay(at)}T00:00:00Z`) - SHANGHAI_MS;
}

function makeFigures(context: FeedContext): Figures {
  const now = context.serverNow();
  const since = dayStart(now);
  const counts = countNow(context, { from: since, to: now }, TODAY);
  const byState = stateCounts(context);
  const open = byState.filter(({ state }) => !ENDED_STATES.includes(state)).reduce((sum, { count }) => sum + count, 0);
  const streets = byStreet(context, now);
  const rate = (name: FigureName): Figures['closingRate'] => {
    const figure = figureOf(name, counts);
    const of = figure.n ?? 0;
    return { value: figure.value, n: Math.round((figure.value ?? 0) * of), of };
  };
  return {
    since,
    received: counts.received,
    open,
    overdue: streets.reduce((sum, street) => sum + street.overdue, 0),
    closed: counts.closures,
    supervised: supervisedCount(context),
    closingRate: rate('closing-rate'),
    onTimeRate: rate('on-time-closing-rate'),
    reworkRate: rate('rework-rate'),
    dispatchAccuracy: rate('dispatch-accuracy'),
    workers: context.fleet.counts(),
    byState,
    byHour: byHour(context, now),
    byStreet: streets,
    byGroup: byGroup(context),
  };
}

function stateCounts(context: FeedContext): { state: CaseState; count: number }[] {
  const rows = context.statements.all<{ state: string; n: number }>(
    `SELECT state, SUM(n) AS n FROM case_counts_${context.cache.live} GROUP BY state`,
  );
  return CASE_STATES.map((state) => ({ state, count: rows.find((row) => row.state === state)?.n ?? 0 }));
}

function supervisedCount(context: FeedContext): number {
  const row = context.statements.one<{ n: number | null }>(
    `SELECT SUM(n) AS n FROM case_counts_${context.cache.live} WHERE supervised = 1`,
  );
  return row?.n ?? 0;
}

function byHour(context: FeedContext, now: number): Figures['byHour'] {
  const first = Math.floor((now - DAY_MS) / HOUR_MS) * HOUR_MS + HOUR_MS;
  const hours = (moment: 'receivedAt' | 'closedAt', column: string) => {
    const set = context.cache.live;
    const found = new Map<number, number>();
    const sql = `SELECT ${column} AS at FROM case_facts_${set} INDEXED BY ${momentIndex(set, moment)} WHERE ${column} >= ?`;
    for (const { at } of context.statements.all<{ at: number }>(sql, first)) {
      const hour = Math.floor(at / HOUR_MS) * HOUR_MS;
      found.set(hour, (found.get(hour) ?? 0) + 1);
    }
    return found;
  };
  const [received, closed] = [hours('receivedAt', 'received_at'), hours('closedAt', 'closed_at')];
  return Array.from({ length: 24 }, (_, i) => {
    const hour = first + i * HOUR_MS;
    return { hour, received: received.get(hour) ?? 0, closed: closed.get(hour) ?? 0 };
  });
}

function byStreet(context: FeedContext, now: number): Figures['byStreet'] {
  const set = context.cache.live;
  const open = context.statements.all<{ street: string; n: number }>(
    `SELECT street, SUM(n) AS n FROM case_places_${set} GROUP BY street HAVING SUM(n) > 0`,
  );
  return open.map(({ street, n }) => {
    const overdue = context.statements.one<{ n: number }>(
      `SELECT COUNT(*) AS n FROM cases_${set} INDEXED BY cases_${set}_street
        WHERE open = 1 AND street = ? AND due_at < ?`,
      street,
      now,
    );
    const name = street ? (context.cache.stores.entities.get('grid', street)?.name ?? street) : '';
    return { code: street, name, open: n, overdue: overdue?.n ?? 0 };
  });
}

function byGroup(context: FeedContext): Figures['byGroup'] {
  const rows = context.statements.all<{ category_code: string; n: number }>(
    `SELECT category_code, SUM(n) AS n FROM case_places_${context.cache.live} GROUP BY category_code HAVING SUM(n) > 0`,
  );
  const groups = new Map<string, Figures['byGroup'][number]>();
  for (const { category_code: code, n } of rows) {
    const category = context.cache.stores.entities.get('category', code);
    const key = category?.groupCode ?? code;
    const before = groups.get(key);
    if (before) before.count += n;
    else groups.set(key, { code: key, zh: category?.groupZh ?? code, en: category?.groupEn ?? code, count: n });
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}

interface TickerCase {
  number: string | null;
  title: string;
  urgency: number;
}

export const ticker: Feed<'ticker'> = (context, { limit }) => {
  const caseSql = `SELECT number, title, urgency FROM cases_${context.cache.live} WHERE id = ?`;
  return context.cache.stores.history.newest(limit).flatMap((event) => {
    const known = context.statements.one<TickerCase>(caseSql, event.caseId);
    if (!known) return [];
    const { number, title } = known;
    const { id, caseId, action, at } = event;
    const urgency = URGENCIES[known.urgency] ?? 'normal';
    return [{ id, caseId, number, title, action, actorName: event.actor.name, at, urgency }];
  });
};
