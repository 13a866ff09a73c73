import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FeedOutput } from '#shared/contract/feeds.ts';
import { bboxOf, GridMap, type LonLat } from '#shared/geo/index.ts';
import { COVERAGE_POLICY_SETTING } from '#shared/protocol/coverage.ts';
import { encodeFleetFrame, STATUS } from '#shared/protocol/fleetFrame.ts';
import { type Cache, nothingApplied } from '../cache/cache.ts';
import type { Db } from '../db/driver.ts';
import type { FeedContext } from '../feeds/context.ts';
import { contextForTest } from '../feeds/contextForTest.ts';
import { coverageBoard } from '../feeds/coverage.ts';
import type { Ground } from '../intake/district.ts';
import { CoverageWatch, type CoverageWorld } from './coverageWatch.ts';

const MINUTE = 60_000;
/** a Monday noon in Shanghai */
const NOON = Date.UTC(2026, 2, 2, 4);
/** two streets, the second with two communities; a row of squares from west to east */
const UNITS = ['31010100100101', '31010100100102', '31010100200101', '31010100200201'];
const ON = STATUS.online | STATUS.onDuty;

let db: Db;
let cache: Cache;
let context: FeedContext;
let watch: CoverageWatch;
let now: number;
let hears: boolean;
let changes: number;

function square(place: number): LonLat[] {
  const [west, south, side] = [121 + place * 0.01, 31, 0.01];
  const corners = [
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
    [west, south],
  ];
  return corners.map(([lon = 0, lat = 0]) => [lon, lat]);
}
const drawn = new GridMap(UNITS.map((code, place) => ({ code, rings: [square(place)] })));

function open(trails: CoverageWorld['trails'] = null): CoverageWatch {
  watch = new CoverageWatch({
    ...{ db, cache, fleet: context.fleet, trails, log: pino({ level: 'silent' }) },
    ground: async () => ({ grids: drawn, walkable: null }) as Partial<Ground> as Ground,
    hears: () => (hears ? now : null),
    changed: () => void (changes += 1),
    failed: () => false,
  });
  context.coverage = watch;
  return watch;
}
const put = (entity: Parameters<Cache['put']>[1], id: string, value: object) =>
  cache.put('a', entity, id, value, nothingApplied());
function putGrid(code: string, more: object = {}): void {
  const tier = { 9: 'street', 12: 'community', 14: 'unit' }[code.length];
  put('grid', code, { code, version: 1, parent: null, tier, name: `网格${code.slice(6)}`, ...more });
}

beforeEach(() => {
  ({ db, cache, context } = contextForTest(NOON));
  [now, hears, changes] = [NOON, true, 0];
  context.session = { user: { id: 'd', name: '派遣员', roles: ['dispatcher'], areas: [] } } as never;
  for (const code of ['310101001', '310101002', '310101001001', '310101002001', '310101002002', ...UNITS])
    putGrid(code);
  open();
});
afterEach(() => db.close());

/** A worker in the middle of a unit grid; in none for −1. */
function stand(workerIndex: number, unit: number, { at = now, status = ON } = {}): void {
  const record = { workerIndex, lon: 121.005 + unit * 0.01, lat: 31.005, speed: 0, heading: 0, status, t: at };
  context.fleet.ingest(encodeFleetFrame([record], at));
}
async function pass(ms: number): Promise<void> {
  // As often as it looks: what was not listened to is not known.
  for (let left = ms; left > 0; left -= MINUTE) {
    now += Math.min(left, MINUTE);
    await watch.look();
  }
}
type Board = FeedOutput<'coverage.board'>;
const board = (more: Partial<Parameters<typeof coverageBoard>[1]> = {}): Board =>
  coverageBoard(context, { tier: 'unit', limit: 100, ...more }) as Board;
const states = (told: Board) => Object.fromEntries(told.rows.map(({ code, state }) => [code.slice(6), state]));

describe('the board of coverage', () => {
  it('[ST326] tells who is in which grid now, and for how long nobody is, the longest first', async () => {
    stand(0, 1);
    await watch.look();
    expect(states(board())).toMatchObject({ '00100102': 'covered', '00100101': 'empty' });
    await pass(MINUTE);
    stand(0, 1);
    await pass(10 * MINUTE);
    stand(0, 2);
    await watch.look();
    await pass(5 * MINUTE);
    stand(0, 2);
    await watch.look();
    const told = board();
    expect(told.rows.map(({ code }) => code)).toEqual([UNITS[0], UNITS[3], UNITS[1], UNITS[2]]);
    expect(told.rows[2]).toMatchObject({ since: NOON + MINUTE, exact: true, present: 0, over: 0 });
    expect(told.rows[3]).toMatchObject({ since: null, present: 1, silent: 0 });
    expect(told.tiers).toEqual({
      unit: { late: 0, thin: 0, empty: 3, covered: 1 },
      community: { late: 0, thin: 0, empty: 2, covered: 1 },
      // Three are wanted in a street.
      street: { late: 0, thin: 2, empty: 0, covered: 0 },
    });
    expect(told.manned).toEqual({ unit: 1, community: 1, street: 1 });
    expect(changes).toBeGreaterThan(0);
  });

  it('[ST326] counts whose own grid it is, filters by state and area, and says how many rows are left out', async () => {
    for (const [index, gridCode] of [UNITS[0], UNITS[0], UNITS[3]].entries())
      put('worker', `w${index}`, {
        ...{
          id: `w${index}`,
          version: 1,
          index,
          name: '张三',
          role: 'grid-worker',
          teamId: '',
          onDuty: true,
          dutySince: null,
          gridCode,
        },
      });
    stand(0, 1);
    stand(1, -1);
    await watch.look();
    const told = board({ limit: 2 });
    expect([told.rows.length, told.more, told.outside]).toEqual([2, 2, 1]);
    expect(
      board()
        .rows.map(({ onDuty }) => onDuty)
        .toSorted((a, b) => a - b),
    ).toEqual([0, 0, 1, 2]);
    expect(board({ state: 'covered' }).rows.map(({ code }) => code)).toEqual([UNITS[1]]);
    expect(board({ within: '310101002' }).rows.map(({ code }) => code)).toEqual([UNITS[2], UNITS[3]]);
    const within = board({ within: '310101002', state: 'covered' });
    expect([within.counts, within.more]).toEqual([{ late: 0, thin: 0, empty: 2, covered: 0 }, 0]);
    const street = board({ tier: 'street' }).rows.find(({ code }) => code === '310101002');
    expect(street?.box).toEqual(bboxOf([...square(2), ...square(3)]));
  });

  it('[ST326] whoever is silent or off duty does not cover a grid, and has been there', async () => {
    stand(0, 0);
    stand(1, 1, { status: STATUS.online });
    await watch.look();
    expect(states(board())).toMatchObject({ '00100101': 'covered', '00100102': 'empty' });
    await pass(3 * MINUTE);
    expect(board().rows.find(({ code }) => code === UNITS[0])).toMatchObject({
      ...{ state: 'empty', present: 0, silent: 1, since: NOON, exact: true },
    });
  });

  it('[ST328] is late after the time that the policy of the centre says, in its hours', async () => {
    put('setting', COVERAGE_POLICY_SETTING, {
      ...{ key: COVERAGE_POLICY_SETTING, version: 1 },
      value: { unit: { minutes: 30, least: 0 } },
    });
    stand(0, 0);
    await watch.look();
    await pass(31 * MINUTE);
    expect(board().rows[0]).toMatchObject({ state: 'late', over: MINUTE });
    expect(board().tiers.unit).toEqual({ late: 4, thin: 0, empty: 0, covered: 0 });
    await pass(9 * 60 * MINUTE);
    expect(board()).toMatchObject({ inForce: false, tiers: { unit: { late: 0, empty: 4 } } });
  });

  it('[ST327] says nothing before it has heard, and nothing of now while the centre is away', async () => {
    hears = false;
    await watch.look();
    expect(board()).toMatchObject({ asOf: null, heardSince: null, rows: [] });
    hears = true;
    stand(0, 0);
    await watch.look();
    expect(board()).toMatchObject({ asOf: NOON, heardSince: NOON, live: true });
    hears = false;
    now += 10 * MINUTE;
    expect(board()).toMatchObject({ asOf: NOON, live: false });
    await watch.look();
    expect(states(board())).toMatchObject({ '00100101': 'covered' });
    hears = true;
    await watch.look();
    // Somebody may have come and gone meanwhile: it is empty since now at the most that can be said.
    expect(board().rows.find(({ code }) => code === UNITS[3])).toMatchObject({ since: now, exact: false });
    expect(board()).toMatchObject({ heardSince: now, live: true });
  });

  it('[ST327] goes on from what was heard before its start', async () => {
    const gap = { from: NOON - 8 * 60 * MINUTE, to: NOON - 90 * MINUTE };
    open({ gaps: () => [gap], walked: async () => null });
    await watch.look();
    expect(board().heardSince).toBe(gap.to);
    open({ gaps: () => [], walked: async () => null });
    await watch.look();
    expect(board().heardSince).toBe(NOON - 12 * 60 * MINUTE);
    const broken = () => {
      throw new Error('the file of trails is damaged');
    };
    open({ gaps: broken, walked: broken });
    await watch.look();
    expect(board()).toMatchObject({ heardSince: NOON, live: true });
  });

  it('[ST326] a grid drawn anew by the centre is found where it is now; one without an outline is not told of', async () => {
    stand(0, 0);
    await watch.look();
    const eastern = [square(7)];
    putGrid(UNITS[0] ?? '', { version: 2, rings: eastern });
    putGrid('31010100200301');
    await watch.look();
    expect(board()).toMatchObject({ unknown: 1, outside: 1 });
    expect(board().rows.find(({ code }) => code === UNITS[0])).toMatchObject({ present: 0, since: NOON, exact: true });
    stand(0, 7, { at: now + 1 });
    await watch.look();
    expect(board().rows.find(({ code }) => code === UNITS[0])).toMatchObject({ present: 1 });
  });
});
