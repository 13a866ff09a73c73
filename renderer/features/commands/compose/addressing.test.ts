import { expect, it } from 'vitest';
import { distanceMeters, pointInPolygon } from '#shared/geo/index.ts';
import { recipientsSchema } from '#shared/protocol/commands.ts';
import { circleAround, circleOf, recipientsOf } from './addressing.ts';
import { EMPTY_COMMAND } from './draft.ts';

const place = { lon: 121.45, lat: 31.2 };
const proposals = { title: '', priority: 'routine', workerIds: [], target: place } as const;
const nowhere = { ...proposals, workerIds: [], target: null };

it('draws a circle whose edge is as far as was asked, and reads it back', () => {
  const area = circleAround(place, 500);
  const ring = area?.coordinates[0] ?? [];
  for (const [lon, lat] of ring) expect(distanceMeters(place, { lon, lat })).toBeCloseTo(500, -1);
  expect(pointInPolygon(place, area?.coordinates ?? [])).toBe(true);
  expect(ring.at(-1)).toEqual(ring[0]);
  expect(circleOf(area)).toMatchObject({ centre: { lon: expect.closeTo(121.45, 5) }, meters: expect.closeTo(500, -1) });
});

it('adds up every way of addressing, and leaves out what needs a place where there is none', () => {
  const draft = {
    ...EMPTY_COMMAND,
    workerIds: ['w1'],
    teams: ['T1'],
    roles: ['team-lead' as const],
    grids: [{ code: '990101', name: '街道' }],
    departments: [{ code: 'water', name: '水务' }],
    nearest: 5,
    around: 300,
    everyone: true,
  };
  const all = recipientsOf(draft, { ...proposals, workerIds: [] });
  expect(recipientsSchema.parse(all)).toEqual(all);
  expect(Object.keys(all ?? {}).sort()).toEqual(
    ['area', 'departments', 'everyone', 'grids', 'nearest', 'roles', 'teams', 'workers'].sort(),
  );
  expect(recipientsOf({ ...EMPTY_COMMAND, nearest: 5, around: 300 }, nowhere)).toBeNull();
});

it('addresses an area that was drawn instead of a circle, also without a place, and takes no outline for a circle', () => {
  const area: [number, number][] = Array.from({ length: 33 }, (_, n) => [
    121.4 + (n % 32) / 1000,
    31.2 + ((n * 7) % 32) / 1000,
  ]);
  const recipients = recipientsOf({ ...EMPTY_COMMAND, around: 300, area }, nowhere);
  expect(recipients).toEqual({ area: { type: 'Polygon', coordinates: [area] } });
  expect(circleOf(recipients?.area)).toBeNull();
});
