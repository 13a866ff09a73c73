import { expect, test } from 'vitest';
import { placeOfArea } from './places.ts';

test('[ST345] an area is shown whole, and a small one no nearer than its streets', () => {
  const ring = [
    [121.4, 31.1],
    [121.5, 31.1],
    [121.5, 31.2],
    [121.4, 31.2],
    [121.4, 31.1],
  ] as const;
  const place = placeOfArea({
    name: '东区',
    geometry: { kind: 'polygon', ring: ring.map(([lon, lat]) => [lon, lat]) },
  });
  expect(place).toMatchObject({ name: '东区', lon: 121.45 });
  expect(place.lat).toBeCloseTo(31.15, 6);
  const pixels = ((0.1 / 360) * 512 * 2 ** place.zoom) / Math.cos((31.15 * Math.PI) / 180);
  expect(pixels).toBeCloseTo(650, 0);
  expect(placeOfArea({ name: '点', geometry: { kind: 'circle', centre: [121.4, 31.1], radius: 5 } }).zoom).toBe(17);
});
