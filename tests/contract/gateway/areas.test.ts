import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AreaDraft, MapArea } from '#shared/domain/mapArea.ts';
import { CENTRE, type Client, newId, openConsole } from './clients.ts';
import { startClockedCentre } from './clockedCentre.ts';

let centre: Awaited<ReturnType<typeof startClockedCentre>>;
let intake: Client;
let lead: Client;

beforeAll(async () => {
  centre = await startClockedCentre(Date.UTC(2026, 5, 1, 4));
  [intake, lead] = [await openConsole(centre.url(), 'intake'), await openConsole(centre.url(), 'lead')];
});
afterAll(async () => {
  for (const desk of [intake, lead]) desk.close();
  await centre.close();
});

const area: AreaDraft = {
  ...{ name: '地铁施工围挡', kind: 'note', colour: 'orange', note: '', shared: false },
  geometry: { kind: 'circle', centre: [CENTRE.lon, CENTRE.lat], radius: 120 },
};
const fence: AreaDraft = {
  ...{ name: '东门围栏', kind: 'geofence', colour: 'vermilion', note: '夜间', shared: true },
  geometry: {
    kind: 'corridor',
    line: [
      [CENTRE.lon, CENTRE.lat],
      [CENTRE.lon + 0.004, CENTRE.lat],
    ],
    width: 30,
  },
};

async function kept(): Promise<MapArea[]> {
  const { rows } = await lead.ask('snapshot', { entity: 'area', limit: 500 });
  return (rows as { value: MapArea }[]).map(({ value }) => value);
}
const one = async (id: string) => (await kept()).find((row) => row.id === id);

it('[GW202] an area is made once, changed by version, removed, and every console hears of it', async () => {
  const id = newId();
  const op = newId();
  const first = await lead.op('area.create', { area: fence }, { entityId: id, id: op });
  expect(first).toMatchObject({ ok: true, result: { areaId: id, version: 1 } });
  expect(await lead.op('area.create', { area: fence }, { entityId: id, id: op })).toEqual(first);
  expect(await lead.op('area.create', { area: fence }, { entityId: id })).toMatchObject({ code: 'conflict' });
  expect(await one(id)).toMatchObject({ ...fence, version: 1, createdBy: { id: 'lead' }, changedAt: centre.clock.at });
  const wider = { ...fence, geometry: { ...fence.geometry, width: 60 } } as AreaDraft;
  const changed = await lead.op('area.change', { area: wider }, { entityId: id, baseVersion: 1 });
  expect(changed).toMatchObject({ ok: true, result: { version: 2 } });
  expect(await lead.op('area.change', { area: fence }, { entityId: id, baseVersion: 1 })).toMatchObject({
    code: 'conflict',
    current: { id, version: 2, geometry: { width: 60 } },
  });
  expect(await lead.op('area.remove', {}, { entityId: id, baseVersion: 1 })).toMatchObject({ code: 'conflict' });
  expect((await lead.op('area.remove', {}, { entityId: id, baseVersion: 2 })).ok).toBe(true);
  expect(await one(id)).toBeUndefined();
  const { epoch, seq } = await intake.hears<{ epoch: string; seq: number }>('welcome');
  const { changes } = await intake.ask('sync', { epoch, seq, limit: 500 });
  const heard = (changes as { entity: string; id: string; op: string }[]).filter((change) => change.id === id);
  expect(heard.map(({ entity, op }) => `${entity} ${op}`)).toEqual(['area put', 'area put', 'area del']);
});

it('[GW203] shared areas are the shift lead’s, one’s own are one’s own, and what raises alarms is shared', async () => {
  const [own, shared] = [newId(), newId()];
  expect((await intake.op('area.create', { area }, { entityId: own })).ok).toBe(true);
  expect(await intake.op('area.create', { area: fence }, { entityId: shared })).toMatchObject({ code: 'forbidden' });
  expect(await lead.op('area.create', { area: { ...fence, shared: false } }, { entityId: shared })).toMatchObject({
    code: 'invalid',
    message: '电子围栏和危险区域必须共享',
  });
  expect((await lead.op('area.create', { area: fence }, { entityId: shared })).ok).toBe(true);
  expect(await intake.op('area.remove', {}, { entityId: shared })).toMatchObject({ code: 'forbidden' });
  // Of another’s own area nobody learns that it is there.
  expect(await lead.op('area.remove', {}, { entityId: own })).toMatchObject({ code: 'not-found' });
  expect((await intake.op('area.remove', {}, { entityId: own })).ok).toBe(true);
});

it('[GW204] takes no shape that is none: an outline that crosses itself, a circle wider than a district, a point', async () => {
  const { lon, lat } = CENTRE;
  const at = (x: number, y: number): [number, number] => [lon + x / 1000, lat + y / 1000];
  const bow = { kind: 'polygon', ring: [at(0, 0), at(2, 2), at(2, 0), at(0, 2), at(0, 0)] } as const;
  const shapes = [
    { ...bow, ring: [...bow.ring] },
    { kind: 'circle', centre: at(0, 0), radius: 1e6 },
    { kind: 'corridor', line: [at(0, 0)], width: 20 },
  ] as AreaDraft['geometry'][];
  for (const geometry of shapes)
    expect(await lead.op('area.create', { area: { ...fence, geometry } }, { entityId: newId() })).toMatchObject({
      code: 'invalid',
    });
  expect(await lead.op('area.create', { area: fence }, { entityId: 'mine' })).toMatchObject({ code: 'invalid' });
});
