/** The station's figures are those of the slow path over raw histories, and behind each number are as many cases. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GROUPINGS, type TableFigure } from '#shared/contract/figuresViews.ts';
import type { Case, CaseEvent } from '#shared/domain/case.ts';
import { COHORTS, type Cohort } from '#shared/domain/cohorts.ts';
import {
  casesBehind,
  FIGURE_NAMES,
  FIGURES,
  type FigureDefinition,
  figureOf,
  isOfDuty,
} from '#shared/domain/figures.ts';
import { CALENDAR, LIMITS, MONDAY_TEN } from '#shared/domain/fixtures.ts';
import { dayText, PERIOD_KINDS, startOfDay } from '#shared/domain/periods.ts';
import { slowCounts } from '#shared/domain/slowCountsForTest.ts';
import { someWalks } from '#shared/domain/walkForTest.ts';
import { type Cache, nothingApplied } from '../cache/cache.ts';
import { factsKey } from '../db/factTables.ts';
import type { Db } from '../db/driver.ts';
import { contextForTest } from './contextForTest.ts';
import type { FeedContext } from './context.ts';
import { figuresCases, figuresTable } from './figuresTable.ts';

const DAY = 86_400_000;
const NOW = MONDAY_TEN + 3000 * DAY;
const PERIOD = { from: MONDAY_TEN - DAY, to: MONDAY_TEN + 60 * DAY };
const EVER = { from: 0, to: NOW };
const DEPARTMENTS = ['sanitation', 'greening', null];

interface Life {
  known: Case;
  events: CaseEvent[];
}
const lives: Life[] = someWalks(300, 42).flatMap(({ steps, events }, n) => {
  const last = steps.at(-1)?.after;
  if (!last) return [];
  const id = `0195a000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
  const place = { gridCode: `9901010010${n % 3}10${n % 2}`, departmentId: DEPARTMENTS[n % 3] ?? null };
  return [{ known: { ...last, ...place, id }, events: events.map((event) => ({ ...event, caseId: id })) }];
});

let db: Db;
let cache: Cache;
let context: FeedContext;
beforeEach(() => {
  ({ db, cache, context } = contextForTest(NOW));
});
afterEach(() => db.close());

function fill(keepFacts: boolean): void {
  const put = (entity: Parameters<Cache['put']>[1], id: string, value: object) =>
    cache.put('a', entity, id, value, nothingApplied());
  const names = {
    groupCode: '0101',
    groupZh: '公用设施',
    groupEn: 'Utilities',
    classCode: '01',
    classZh: '',
    classEn: '',
  };
  const words = { zh: '井盖', en: 'Cover', synonyms: [], pinyin: '', departmentCode: '', urgency: 'normal', icon: '' };
  for (const code of new Set(lives.map(({ known }) => known.categoryCode)))
    put('category', code, { code, version: 1, catalogueVersion: '1', ...names, ...words, limits: LIMITS });
  db.transaction(() => {
    for (const { known, events } of lives) {
      const { facts: _, ...before } = known;
      put('case', known.id, keepFacts ? known : before);
      for (const event of events)
        put('case-event', event.id.replace(/.{12}$/, `${event.n}`.padStart(6, '0') + known.id.slice(-6)), {
          ...event,
          id: event.id.replace(/.{12}$/, `${event.n}`.padStart(6, '0') + known.id.slice(-6)),
        });
    }
  })();
}

const historyOf = ({ events }: Life) => ({ lines: events, limits: LIMITS });

describe('figures.table', () => {
  test.each([true, false])('is what the slow path says, with facts of the centre: %s', async (keepFacts) => {
    fill(keepFacts);
    expect(cache.stores.facts.complete).toBe(keepFacts);
    while (!cache.stores.facts.step());
    for (const period of [PERIOD, EVER]) {
      const table = await figuresTable(context, { period, by: 'none' });
      const counts = slowCounts(lives.map(historyOf), period, CALENDAR);
      for (const figure of table.total) {
        if (isOfDuty(figure.name)) continue;
        expect(figure, figure.name).toEqual(figureOf(figure.name, counts));
      }
      expect(table.uncounted).toBe(0);
    }
  });

  test('has groups that are the same figures of their cases alone', async () => {
    fill(true);
    const keys: Partial<Record<(typeof GROUPINGS)[number], (known: Case) => string>> = {
      street: ({ gridCode }) => gridCode.slice(0, 9),
      community: ({ gridCode }) => gridCode.slice(0, 12),
      department: ({ departmentId }) => departmentId ?? '',
      'category-group': ({ categoryCode }) => categoryCode.slice(0, 4),
    };
    for (const [by, keyOf] of Object.entries(keys) as [(typeof GROUPINGS)[number], (known: Case) => string][]) {
      const table = await figuresTable(context, { period: PERIOD, by });
      expect(table.groups.map(({ key }) => key).sort()).toEqual(
        [...new Set(lives.map(({ known }) => keyOf(known)))].sort(),
      );
      for (const { key, figures } of table.groups) {
        const own = lives.filter(({ known }) => keyOf(known) === key).map(historyOf);
        const counts = slowCounts(own, PERIOD, CALENDAR);
        const closing = figures.find(({ name }) => name === 'closing-rate');
        expect(closing, `${by} ${key}`).toEqual(figureOf('closing-rate', counts));
      }
    }
  });

  test('says nothing of duty where no day is known, and nothing of commands for an area', async () => {
    fill(true);
    const past = await figuresTable(context, { period: PERIOD, by: 'none' });
    const of = (name: string) => past.total.find((figure) => figure.name === name);
    expect(of('on-duty-rate')).toEqual({ name: 'on-duty-rate', value: null, n: null });
    expect(past.duty).toEqual({ days: 61, known: 0 });
    expect(of('acknowledge-time')?.n).toBe(0);
    const area = await figuresTable(context, { period: PERIOD, by: 'none', area: { department: 'greening' } });
    expect(area.total.find(({ name }) => name === 'acknowledge-time')?.n).toBeNull();
    expect(area.total.find(({ name }) => name === 'reports')?.value).toBeLessThan(lives.length);
  });
});

describe('[ST285] on duty and coverage', () => {
  const [first, last, later] = [0, 1, 9].map((n) => dayText(startOfDay(PERIOD.from) + (n + 1) * DAY));
  const COMMUNITIES: Record<string, [number, number, number, number]> = {
    '990101001001': [4, 3, 5, 2],
    '990101001011': [10, 0, 6, 0],
    '990101002001': [6, 6, 8, 8],
  };
  const keep = (day: string | undefined, counts: object | string) =>
    db
      .prepare('INSERT INTO duty_days VALUES (?, ?)')
      .run(day, typeof counts === 'string' ? counts : JSON.stringify(counts));
  const of = (figures: TableFigure[], name: string) => figures.find((one) => one.name === name);
  const known = (name: string, part: number, n: number) => ({ name, value: part / n, n });

  test('are sums over the days that are known, and it is told how many those are', async () => {
    keep(first, COMMUNITIES);
    keep(last, { '990101001001': [2, 1, 5, 1] });
    keep(later, 'not what was written');
    keep('2001-01-01', COMMUNITIES);
    const { total, duty } = await figuresTable(context, { period: PERIOD, by: 'none' });
    expect(duty).toEqual({ days: 61, known: 2 });
    expect(of(total, 'on-duty-rate')).toEqual(known('on-duty-rate', 10, 22));
    expect(of(total, 'grid-coverage')).toEqual(known('grid-coverage', 11, 24));
  });

  test('are of a street or community where they are asked for, and of nothing else', async () => {
    fill(true);
    keep(first, COMMUNITIES);
    const groupOf = async (by: (typeof GROUPINGS)[number], key: string, area = {}) =>
      (await figuresTable(context, { period: PERIOD, by, area })).groups.find((group) => group.key === key)?.figures ??
      [];
    expect(of(await groupOf('community', '990101001001'), 'on-duty-rate')).toEqual(known('on-duty-rate', 3, 4));
    expect(of(await groupOf('street', '990101001'), 'grid-coverage')).toEqual(known('grid-coverage', 2, 11));
    for (const [by, key] of [
      ['unit', '99010100100100'],
      ['department', 'greening'],
    ] as const)
      expect(of(await groupOf(by, key), 'on-duty-rate')).toMatchObject({ value: null, n: null });
    const ofArea = async (area: object) =>
      of((await figuresTable(context, { period: PERIOD, by: 'none', area })).total, 'on-duty-rate')?.n ?? null;
    expect(await ofArea({ grid: '990101001' })).toBe(14);
    expect(await ofArea({ grid: '990101002001' })).toBe(6);
    for (const area of [{ grid: '99010100100101' }, { grid: '' }, { department: 'greening' }, { category: '0101' }])
      expect(await ofArea(area), JSON.stringify(area)).toBeNull();
  });

  test('a day belongs to the period it begins in', async () => {
    keep(first, COMMUNITIES);
    const begin = startOfDay(PERIOD.from) + DAY;
    const daysOf = async (from: number, to: number) =>
      (await figuresTable(context, { period: { from, to }, by: 'none' })).duty;
    expect(await daysOf(begin, begin + 1)).toEqual({ days: 1, known: 1 });
    expect(await daysOf(begin, begin + DAY)).toEqual({ days: 1, known: 1 });
    expect(await daysOf(begin + 1, begin + DAY)).toEqual({ days: 0, known: 0 });
    expect(await daysOf(begin - DAY, begin)).toEqual({ days: 1, known: 0 });
  });
});

describe('[ST281] the chart over time', () => {
  const whole = (table: Awaited<ReturnType<typeof figuresTable>>) => table.series.points;

  test.each(PERIOD_KINDS)('counts each %s of a period as the slow path does', async (unit) => {
    fill(true);
    const { series } = await figuresTable(context, { period: PERIOD, by: 'none', unit });
    expect(series.unit).toBe(unit);
    for (const [at, { from, ...point }] of series.points.entries()) {
      const next = series.points[at + 1]?.from ?? PERIOD.to;
      const counts = slowCounts(lives.map(historyOf), { from: Math.max(from, PERIOD.from), to: next }, CALENDAR);
      expect(point, dayText(from)).toEqual({ received: counts.received, closed: counts.closures });
    }
    expect(series.points.reduce((sum, { received }) => sum + received, 0)).toBe(lives.length);
  });

  test('is of an area where the table is, and takes the unit that can be read where none is asked for', async () => {
    fill(true);
    const ofAll = await figuresTable(context, { period: PERIOD, by: 'none' });
    expect(ofAll.series.unit).toBe('day');
    const long = { from: PERIOD.from, to: PERIOD.from + 200 * DAY };
    expect((await figuresTable(context, { period: long, by: 'none' })).series.unit).toBe('week');
    const asked = await figuresTable(context, { period: long, by: 'none', unit: 'day' });
    expect(asked.series.unit).toBe('week');
    const area = await figuresTable(context, { period: PERIOD, by: 'none', area: { department: 'greening' } });
    const own = lives.filter(({ known }) => known.departmentId === 'greening');
    expect(whole(area).reduce((sum, { received }) => sum + received, 0)).toBe(own.length);
    expect((await figuresTable(context, { period: EVER, by: 'none' })).series.unit).toBe('month');
  });
});

describe('figures.cases', () => {
  test('gives as many cases as the number says, page by page, for every figure and side', async () => {
    fill(true);
    const { total } = await figuresTable(context, { period: PERIOD, by: 'none' });
    let compared = 0;
    for (const name of FIGURE_NAMES)
      for (const side of ['part', 'whole'] as const) {
        if (!casesBehind(name, side)) continue;
        const ids = new Set<string>();
        let after: string | undefined;
        let said = 0;
        do {
          const page = await figuresCases(context, { period: PERIOD, name, side, limit: 40, ...(after && { after }) });
          for (const { id } of page.rows) ids.add(id);
          after = page.next ?? undefined;
          said = page.total;
        } while (after !== undefined);
        expect(ids.size, `${name} ${side}`).toBe(said);
        const figure = total.find((one) => one.name === name) ?? { value: null, n: null };
        const definition: FigureDefinition = FIGURES[name];
        if (definition.kind === 'mean-ms') continue;
        const number = side === 'whole' ? figure.n : figure.n === null ? figure.value : (figure.value ?? 0) * figure.n;
        expect(said, `${name} ${side}`).toBe(Math.round(number ?? 0));
        compared += 1;
      }
    expect(compared).toBeGreaterThan(30);
  });

  test('finds the cohorts of one number by one moment', () => {
    for (const name of FIGURE_NAMES)
      for (const side of ['part', 'whole'] as const) {
        const behind = casesBehind(name, side);
        const moments = [...(behind?.take ?? []), ...(behind?.less ?? [])].map(
          (one) => (COHORTS[one] as Cohort).moment,
        );
        expect(new Set(moments).size).toBeLessThanOrEqual(1);
      }
  });
});

test('facts follow the row: changed with it, gone with it', async () => {
  fill(true);
  const [one] = lives;
  if (!one) throw new Error('no life');
  const count = () => db.prepare('SELECT COUNT(*) FROM case_facts_a').pluck().get();
  expect(count()).toBe(lives.length);
  const early = MONDAY_TEN - 900 * DAY;
  const facts = { receivedAt: early, judgedAt: early + 1 };
  cache.put('a', 'case', one.known.id, { ...one.known, version: one.known.version + 1, facts }, nothingApplied());
  const table = await figuresTable(context, { period: { from: early, to: early + 10 }, by: 'none' });
  expect(table.total.find(({ name }) => name === 'reports')?.value).toBe(1);
  cache.stores.cases.remove(one.known.id);
  expect(count()).toBe(lives.length - 1);
  expect(db.prepare('SELECT value FROM meta WHERE key = ?').get(factsKey('a'))).toBeUndefined();
});
