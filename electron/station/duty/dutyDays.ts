import { z } from 'zod';
import { addDuty, type DutyCount, isKeptOf, noDuty } from '#shared/domain/duty.ts';
import type { FigureArea, Grouping } from '#shared/contract/figuresViews.ts';
import { DAY_MS } from '#shared/domain/calendar.ts';
import type { Period } from '#shared/domain/cohorts.ts';
import { dayText, startOfDay } from '#shared/domain/periods.ts';
import type { Statements } from '../db/statements.ts';

/** The days of duty as they lie on the disk, and what they sum up to. */

const number = z.number().int().min(0);
const countsSchema = z.record(z.string(), z.tuple([number, number, number, number]));

/** A day as it is written: by code of the community, narrow. */
export function toText(counts: readonly [code: string, count: DutyCount][]): string {
  return JSON.stringify(
    Object.fromEntries(
      counts.map(([code, { rostered, onDuty, grids, covered }]) => [code, [rostered, onDuty, grids, covered]]),
    ),
  );
}

function fromText(text: string): [code: string, count: DutyCount][] | null {
  const parsed = countsSchema.safeParse(parse(text));
  if (!parsed.success) return null;
  return Object.entries(parsed.data).map(([code, [rostered, onDuty, grids, covered]]) => [
    code,
    { rostered, onDuty, grids, covered },
  ]);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

interface DutySums {
  /** of the days that are known; null: none is, or the area has no such days */
  total: DutyCount | null;
  /** likewise by street or community; empty for every other grouping */
  groups: Map<string, DutyCount>;
  /** days that begin in the period, and how many of them are known */
  days: number;
  known: number;
}

const GROUP_DIGITS: Partial<Record<Grouping, number>> = { street: 9, community: 12 };

/** Sums up the days that begin in a period, one a step. The unit grid, the department and the category of a worker's day are not kept. */
export function* dutySteps(
  statements: Statements,
  { period, by, area }: { period: Period; by: Grouping; area: FigureArea },
): Generator<void, DutySums> {
  const { first, days } = daysOf(period);
  const sums: DutySums = { total: null, groups: new Map(), days, known: 0 };
  if (days === 0 || !hasDays(area)) return sums;
  const ids = statements.all<{ id: string }>(
    'SELECT id FROM duty_days WHERE id >= ? AND id <= ? ORDER BY id',
    dayText(first),
    dayText(first + (days - 1) * DAY_MS),
  );
  for (const { id } of ids) {
    const row = statements.one<{ counts: string }>('SELECT counts FROM duty_days WHERE id = ?', id);
    const counts = row ? fromText(row.counts) : null;
    if (counts) addDay(sums, counts, area.grid ?? '', GROUP_DIGITS[by]);
    yield;
  }
  return sums;
}

function daysOf({ from, to }: Period): { first: number; days: number } {
  const start = startOfDay(from);
  const first = start < from ? start + DAY_MS : start;
  return { first, days: Math.max(0, Math.ceil((to - first) / DAY_MS)) };
}

/** '' stands for the cases of no grid, where no worker is. */
function hasDays({ grid, department, category }: FigureArea): boolean {
  return department === undefined && category === undefined && grid !== '' && isKeptOf(grid ?? '');
}

function addDay(
  sums: DutySums,
  counts: readonly [code: string, count: DutyCount][],
  grid: string,
  digits: number | undefined,
): void {
  sums.known += 1;
  sums.total ??= noDuty();
  for (const [code, count] of counts) {
    if (!code.startsWith(grid)) continue;
    addDuty(sums.total, count);
    if (digits === undefined) continue;
    const key = code.slice(0, digits);
    const group = sums.groups.get(key) ?? noDuty();
    addDuty(group, count);
    sums.groups.set(key, group);
  }
}
