import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MapHit, MapHitKind } from '#shared/contract/mapFindViews.ts';
import type { VideoSourceView } from '#shared/contract/video.ts';
import { componentsFileSchema, gridCollectionSchema } from '#shared/district/files.ts';
import { distanceMeters, fromWgs84, inBbox } from '#shared/geo/index.ts';
import { nothingApplied } from '../cache/cache.ts';
import { caseForTest } from '../cache/cacheForTest.ts';
import type { Db } from '../db/driver.ts';
import { Knowledge } from '../intake/knowledge.ts';
import type { FeedContext } from './context.ts';
import { contextForTest } from './contextForTest.ts';
import { mapFind } from './mapFind.ts';

const DISTRICT = join(import.meta.dirname, '../../../resources/district');
const read = (name: string): unknown => JSON.parse(readFileSync(join(DISTRICT, name), 'utf8'));
const { components } = componentsFileSchema.parse(read('components.json'));
const grids = gridCollectionSchema.parse(read('grids.geojson')).features.map(({ properties }) => properties);
const COVER = components[0];
if (!COVER) throw new Error('the demo district has no component');
const HERE = { lon: COVER.lon, lat: COVER.lat };
const LANE = COVER.name.replace('上水井盖', '');
const CAMERA = '31010400001320000007';

let db: Db;
let context: FeedContext;

beforeAll(() => {
  const made = contextForTest(1.8e12);
  ({ db, context } = made);
  context.knowledge = new Knowledge(made.cache, DISTRICT, pino({ level: 'silent' }));
  const camera = { id: CAMERA, name: `${LANE}口枪机`, ...HERE } as VideoSourceView;
  context.video = { sources: () => [camera] } as Partial<FeedContext['video']> as FeedContext['video'];
  const put = (entity: 'grid' | 'component' | 'worker' | 'case', id: string, value: object) =>
    made.cache.put('a', entity, id, value, nothingApplied());
  db.transaction(() => {
    for (const grid of grids) put('grid', grid.code, { ...grid, version: 1 });
    for (const { departmentCode, ...component } of components.slice(0, 500)) {
      put('component', component.code, { ...component, ownerDepartment: departmentCode, version: 1 });
    }
    const worker = { id: 'w00007', index: 6, name: '陆春生', gridCode: COVER.gridCode, role: 'grid-worker' };
    put('worker', 'w00007', { ...worker, teamId: 't1', onDuty: true, dutySince: null, version: 1 });
    const report = caseForTest({ title: '井盖破损', address: `${LANE}3号`, ...HERE, gridCode: COVER.gridCode });
    put('case', report.id, report);
  })();
});
afterAll(() => db.close());

const find = async (text: string): Promise<MapHit[]> => mapFind(context, { text });
async function firstOf(kind: MapHitKind, text: string): Promise<MapHit | undefined> {
  return (await find(text)).find((hit) => hit.kind === kind);
}

describe('[ST290] the search on the map', () => {
  test('finds a component by its code and by its name', async () => {
    expect(await find(COVER.code)).toMatchObject([{ kind: 'component', id: COVER.code, at: HERE }]);
    expect(await firstOf('component', COVER.name)).toMatchObject({ id: COVER.code });
  });

  test.each(grids.filter((grid, n) => grids.findIndex(({ tier }) => tier === grid.tier) === n))(
    'finds a grid of the tier $tier by its code, with its box',
    async ({ code, name }) => {
      const hit = await firstOf('grid', code);
      expect(hit).toMatchObject({ id: code, title: name });
      if (!hit?.at || !hit.box) throw new Error('a grid without a place');
      expect(inBbox(hit.at, hit.box)).toBe(true);
    },
  );

  test('finds an address, by what earlier cases and components tell of it', async () => {
    const hit = await firstOf('address', `${LANE}3号`);
    expect(hit).toMatchObject({ title: `${LANE}3号`, inside: true });
    expect(hit?.at && distanceMeters(hit.at, HERE)).toBeLessThan(1);
    expect(await firstOf('case', `${LANE}3号`)).toMatchObject({ title: '井盖破损' });
    const street = LANE.replace(/\d+弄$/, '');
    expect(await firstOf('address', street)).toMatchObject({ title: street, inside: true });
  });

  test('finds a worker whose place is not known, and a camera', async () => {
    expect(await firstOf('worker', '陆春生')).toMatchObject({ id: 'w00007', at: null });
    expect(await firstOf('worker', 'lcs')).toMatchObject({ id: 'w00007' });
    expect(await firstOf('camera', `${LANE}口`)).toMatchObject({ id: CAMERA, at: HERE });
    expect(await firstOf('camera', CAMERA)).toMatchObject({ id: CAMERA });
  });

  test('says nothing of what there is not', async () => {
    expect(await find('没有这样的地方')).toEqual([]);
    expect(await find('   ')).toEqual([]);
  });
});

describe('[ST291] coordinates', () => {
  test('are read in every system, WGS-84 first where the text names none', async () => {
    const hits = await find(`${HERE.lat}, ${HERE.lon}`);
    expect(hits.map(({ id }) => id)).toEqual(['wgs84', 'gcj02', 'bd09']);
    expect(hits[0]).toMatchObject({ at: HERE, inside: true, read: { named: false } });
    expect(hits[0]?.detail).toContain('社区');
  });

  test.each(['gcj02', 'bd09'] as const)('of %s lie where WGS-84 has the place', async (system) => {
    const there = fromWgs84(HERE.lon, HERE.lat, system);
    const [hit] = await find(`${system} ${there.lon} ${there.lat}`);
    expect(hit?.read).toEqual({ system, named: true });
    expect(hit?.at && distanceMeters(hit.at, HERE)).toBeLessThan(1);
  });

  test('of CGCS2000 are said to be that, and beyond the district that too', async () => {
    expect((await find('CGCS2000 100.5 25.5')).map(({ id }) => id)).toEqual(['cgcs2000', 'gcj02', 'bd09']);
    const { streets } = await context.knowledge.ground();
    const [street] = streets?.named(LANE.replace(/\d+弄$/, ''), null) ?? [];
    expect((await find(`${street?.lon} ${street?.lat}`))[0]).toMatchObject({ inside: true });
    expect((await find('100.5 25.5'))[0]).toMatchObject({ inside: false, detail: '' });
  });
});
