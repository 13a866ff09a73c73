import { expect, it } from 'vitest';
import { distanceMeters } from './distance.ts';
import { crossesItself, ringSquareMeters } from './ring.ts';

it('measures a block as its sides have it, whichever way it runs', () => {
  const [lon, lat, east, north] = [121.46, 31.19, 0.02, 0.01];
  const ring: [number, number][] = [
    [lon, lat],
    [lon + east, lat],
    [lon + east, lat + north],
    [lon, lat + north],
    [lon, lat],
  ];
  const sides = distanceMeters([lon, lat], [lon + east, lat]) * distanceMeters([lon, lat], [lon, lat + north]);
  expect(ringSquareMeters(ring) / sides).toBeCloseTo(1, 2);
  expect(ringSquareMeters(ring.toReversed())).toBeCloseTo(ringSquareMeters(ring), 3);
  expect(ringSquareMeters([])).toBe(0);
});

it('tells edges that cross from those that only touch', () => {
  const hourglass: [number, number][] = [
    [0, 0],
    [2, 2],
    [2, 0],
    [0, 2],
    [0, 0],
  ];
  const touching: [number, number][] = [
    [0, 0],
    [1, 1],
    [2, 0],
    [2, 2],
    [1, 1],
    [0, 2],
    [0, 0],
  ];
  expect(crossesItself(hourglass)).toBe(true);
  expect(crossesItself(touching)).toBe(false);
});
