import { expect, test } from 'vitest';
import { enclosed, geodesicMeters, legsOf } from './geodesic.ts';

test('a length is that of the published geodesic: Wellington to Salamanca, 19,959.679 km', () => {
  // The example of GeographicLib's documentation (GeodSolve): 41°19′S 174°49′E to 40°58′N 5°30′W.
  expect(geodesicMeters([174.81, -41.32], [-5.5, 40.96]) / 1000).toBeCloseTo(19_959.679, 2);
});

test('a square of a hundredth of a degree near Shanghai is what the ellipsoid makes of it', () => {
  const square = [
    [121.45, 31.19],
    [121.46, 31.19],
    [121.46, 31.2],
    [121.45, 31.2],
  ] as const;
  const { area, around } = enclosed(square);
  // A hundredth of a degree there: 1,108.7 m northward, 953.2 m eastward (tables of the ellipsoid).
  expect(Math.abs(area / (1108.71 * 953.15) - 1)).toBeLessThan(0.001);
  expect(Math.abs(around / (2 * (1108.71 + 953.15)) - 1)).toBeLessThan(0.001);
  expect(enclosed([...square].reverse()).area).toBeCloseTo(area, 3);
  expect(legsOf(square)).toHaveLength(3);
  expect(enclosed(square.slice(0, 2))).toEqual({ area: 0, around: 0 });
});
