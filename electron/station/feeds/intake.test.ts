import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FeedOutput } from '#shared/contract/feeds.ts';
import { componentsFileSchema, gridCollectionSchema } from '#shared/district/files.ts';
import { offset } from '#shared/district/streets/metres.ts';
import type { Case } from '#shared/domain/case.ts';
import { type Cache, nothingApplied } from '../cache/cache.ts';
import { caseForTest } from '../cache/cacheForTest.ts';
import type { Db } from '../db/driver.ts';
import { Knowledge } from '../intake/knowledge.ts';
import { componentFind, componentGet, componentNear } from './components.ts';
import type { FeedContext } from './context.ts';
import { contextForTest } from './contextForTest.ts';
import { caseMerged, intakeDuplicates } from './duplicates.ts';
import { intakeCategoryUse, intakePlaceAt, intakePlaces } from './intake.ts';

const DISTRICT = join(import.meta.dirname, '../../../resources/district');
const read = (name: string): unknown => JSON.parse(readFileSync(join(DISTRICT, name), 'utf8'));
const NOW = 1.8e12;
const DAY = 86_400_000;
/** 春岸街559弄: a lane by which many components stand */
const { components } = componentsFileSchema.parse(read('components.json'));
const COVER = components[0];
if (!COVER) throw new Error('the demo district has no component');
const HERE = { lon: COVER.lon, lat: COVER.lat };
const LANE = COVER.name.replace('上水井盖', '');

let db: Db;
let cache: Cache;
let context: FeedContext;

beforeAll(() => {
  ({ db, cache, context } = contextForTest(NOW));
  context.knowledge = new Knowledge(cache, DISTRICT, pino({ level: 'silent' }));
  const put = (entity: 'grid' | 'component', id: string, value: object) =>
    cache.put('a', entity, id, value, nothingApplied());
  db.transaction(() => {
    for (const { properties } of gridCollectionSchema.parse(read('grids.geojson')).features) {
      put('grid', properties.code, { ...properties, version: 1 });
    }
    for (const { departmentCode, ...component } of components) {
      put('component', component.code, { ...component, ownerDepartment: departmentCode, version: 1 });
    }
  })();
});
afterAll(() => {
  db.close();
});

function report(more: Partial<Case> & { east?: number; version?: number }): Case {
  const { east = 0, ...rest } = more;
  const [lon, lat] = offset(HERE.lon, HERE.lat, east, 0);
  const place = { lon, lat, gridCode: COVER?.gridCode ?? '' };
  const made = caseForTest({ categoryCode: '010101', reportedAt: NOW - DAY, ...place, ...rest });
  cache.put('a', 'case', made.id, made, nothingApplied());
  return made;
}

describe('[ST241] a place', () => {
  const places = async (text: string, pin?: { lon: number; lat: number }) =>
    (await intakePlaces(context, { text, pin })) as FeedOutput<'intake.places'>;

  test('is told by what components and earlier cases say of an address, with how sure that is and why', async () => {
    const [lane] = await places(LANE);
    expect(lane).toMatchObject({ address: LANE, confidence: expect.stringMatching(/certain|likely/) });
    expect(lane?.grid.community).toMatch(/社区$/);
    report({ address: `${LANE}3号` });
    const [same] = await places(`${LANE}３号`);
    expect(same).toMatchObject({ why: 'same-address', confidence: 'certain', gridCode: COVER.gridCode });
    const near = await places(`${LANE}5号`);
    expect(near[0]).toMatchObject({ address: `${LANE}5号`, confidence: 'likely' });
  });

  test('of a whole street is doubtful, nearest to the pin; a unit grid’s name or code is certain', async () => {
    const street = LANE.replace(/\d+弄$/, '');
    const doubtful = (await places(street, HERE)).find(({ address }) => address === street);
    expect(doubtful).toMatchObject({ why: 'street', confidence: 'doubtful', away: expect.any(Number) });
    const { grid } = (await intakePlaceAt(context, HERE)) as FeedOutput<'intake.placeAt'>;
    expect((await places(grid.unit))[0]).toMatchObject({ why: 'grid', confidence: 'certain', gridCode: grid.code });
    expect((await places(grid.code))[0]).toMatchObject({ why: 'grid', gridCode: grid.code });
    expect(await places('没有这样的地方')).toEqual([]);
  });

  test('under the pin has its grid and the nearest address; beyond the district it is doubtful', async () => {
    expect(await intakePlaceAt(context, HERE)).toMatchObject({
      grid: { code: COVER.gridCode },
      confidence: expect.stringMatching(/certain|likely/),
      nearest: { address: expect.stringContaining(LANE), metres: expect.any(Number) },
    });
    expect(await intakePlaceAt(context, { lon: 100, lat: 20 })).toMatchObject({
      grid: { code: '', unit: '' },
      confidence: 'doubtful',
      nearest: null,
    });
  });
});

test('[ST243] a component is found by code, its beginning, kind, initials and name, and around a place', async () => {
  const find = async (text: string) =>
    (await componentFind(context, { text, pin: HERE, limit: 5 })) as FeedOutput<'component.find'>;
  expect(await find(COVER.code)).toMatchObject([
    { code: COVER.code, kind: { zh: '上水井盖' }, distance: 0, grid: { code: COVER.gridCode } },
  ]);
  expect(await find(COVER.code.slice(0, 10))).toHaveLength(5);
  for (const text of ['上水井盖', 'ssjg', `${LANE} 上水`]) expect((await find(text))[0]?.code).toBe(COVER.code);
  expect(await find('没有')).toEqual([]);
  const near = (await componentNear(context, { ...HERE, metres: 60, limit: 20 })) as FeedOutput<'component.near'>;
  expect(near[0]?.code).toBe(COVER.code);
  const within = components.filter(
    ({ lon, lat }) => Math.hypot((lon - HERE.lon) * 95_000, (lat - HERE.lat) * 111_195) < 59,
  );
  expect(near.length).toBeGreaterThanOrEqual(Math.min(20, within.length));
  expect(await componentGet(context, { code: COVER.code })).toMatchObject({ name: COVER.name });
  const moved = { ...COVER, ownerDepartment: COVER.departmentCode, version: 2, name: '新名字的井盖' };
  cache.put('a', 'component', COVER.code, moved, nothingApplied());
  expect((await find('新名字'))[0]?.code).toBe(COVER.code);
});

describe('[ST244] duplicates', () => {
  beforeEach(() => {
    db.exec('DELETE FROM cases_a');
  });
  const told = { ...HERE, categoryCode: '010101', title: '井盖破损', text: '' };
  const duplicates = async (more: object = {}) =>
    (await intakeDuplicates(context, { ...told, ...more })) as FeedOutput<'intake.duplicates'>;

  test('are of the group, near, not long ago, and stand in the order of their likelihood', async () => {
    const same = report({ east: 15 });
    const ended = report({ east: 20, state: 'closed', title: '井盖破损一处' });
    const far = report({ east: 150, title: '井盖破损' });
    report({ east: 10, categoryCode: '010301' });
    report({ east: 400 });
    report({ east: 10, reportedAt: NOW - 40 * DAY });
    report({ east: 10, state: 'rejected' });
    const found = await duplicates();
    expect(found.map(({ id }) => id)).toEqual([same.id, ended.id, far.id]);
    expect(found[0]).toMatchObject({ confidence: 'certain', sameType: true, ended: false });
    expect(found[1]).toMatchObject({ ended: true });
    expect(await duplicates({ exceptId: same.id })).toHaveLength(2);
    expect((await duplicates({ categoryCode: '' })).length).toBeGreaterThan(1);
  });

  test('across the border of two grids, and what waits here for its grid, are found too', async () => {
    const { grids } = await context.knowledge.ground();
    const across = [...Array(16).keys()]
      .map((n) => offset(HERE.lon, HERE.lat, 190 * Math.cos(n / 2.5), 190 * Math.sin(n / 2.5)))
      .find(([lon, lat]) => !['', COVER.gridCode].includes(grids.gridAt(lon, lat)));
    if (!across) throw new Error('no grid beside the one of the component');
    const [lon, lat] = across;
    const other = report({ lon, lat, gridCode: grids.gridAt(lon, lat) });
    const waiting = report({ east: 5, gridCode: '' });
    expect((await duplicates()).map(({ id }) => id)).toEqual([waiting.id, other.id]);
  });
});

test('[ST245] a case shows what was merged into it, until it is taken out again', async () => {
  const target = report({ title: '主案' });
  const merged = report({ state: 'merged', mergedIntoId: target.id, version: 2 });
  expect(await caseMerged(context, { id: target.id })).toMatchObject([{ id: merged.id, version: 2 }]);
  cache.put('a', 'case', merged.id, { ...merged, state: 'reported', mergedIntoId: null, version: 3 }, nothingApplied());
  expect(await caseMerged(context, { id: target.id })).toEqual([]);
});

test('[ST242] categories are counted among the latest cases', () => {
  report({ categoryCode: '010106' });
  report({ categoryCode: '010106' });
  const use = intakeCategoryUse(context, {}) as FeedOutput<'intake.categoryUse'>;
  expect(use.find(({ code }) => code === '010106')?.n).toBeGreaterThanOrEqual(2);
});
