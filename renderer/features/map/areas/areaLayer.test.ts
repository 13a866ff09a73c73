import { expect, test } from 'vitest';
import { type AreaDraft, areaAfter } from '#shared/domain/mapArea.ts';
import { areaData, pixelsAtZero } from './areaLayer.ts';
import { drawnGeometry } from './drawnGeometry.ts';
import { circleRing } from '#shared/geo/index.ts';

const by = { id: 'lead', name: '', kind: 'operator' } as const;
const draft: AreaDraft = {
  ...{ name: '围栏', kind: 'geofence', colour: 'sky', note: '', shared: true },
  geometry: {
    kind: 'corridor',
    line: [
      [121.46, 31.195],
      [121.47, 31.195],
    ],
    width: 40,
  },
};

test('a corridor is as wide on the map as on the ground', () => {
  // Zoom 16 of 512 px tiles: 1.022 m to the pixel at 31.195° (40,075,017 m · cos φ ÷ 512 ÷ 2^16).
  expect(40 / (pixelsAtZero(40, 31.195) * 2 ** 16)).toBeCloseTo(1.022, 2);
  const [feature] = areaData([areaAfter(null, draft, { id: 'a', by, at: 1 })], 'dark').features;
  expect(feature).toMatchObject({ properties: { name: '围栏', kind: 'geofence' }, geometry: { type: 'LineString' } });
});

test('a circle that was drawn as a ring is a circle again, to the decimetre', () => {
  const centre: [number, number] = [121.46, 31.195];
  const made = drawnGeometry('circle', { ring: circleRing(centre, 240, 48), line: [] }, 30);
  expect(made).toMatchObject({ kind: 'circle', radius: 240 });
  expect((made as { centre: number[] }).centre[0]).toBeCloseTo(centre[0], 6);
  expect(drawnGeometry('linestring', { ring: [], line: [centre] }, 30)).toBeNull();
});
