import { expect, it } from 'vitest';
import { AREA_MOST_CORNERS, areaProblem } from './area.ts';

type Ring = [number, number][];
const [LON, LAT] = [121.46, 31.19];
const box = (degrees: number): Ring => [
  [LON, LAT],
  [LON + degrees, LAT],
  [LON + degrees, LAT + degrees],
  [LON, LAT + degrees],
  [LON, LAT],
];

it('finds nothing wrong with a block, nor with one that has a bay', () => {
  expect(areaProblem(box(0.01))).toBeNull();
  const bay: Ring = [...box(0.01).slice(0, 4), [LON + 0.005, LAT + 0.005], [LON, LAT]];
  expect(areaProblem(bay)).toBeNull();
});

it('tells what is wrong with an outline', () => {
  const [a, b, c, d] = box(0.01) as [Ring[0], Ring[0], Ring[0], Ring[0]];
  expect(areaProblem([a, b, a])).toBe('few');
  expect(areaProblem([])).toBe('few');
  expect(areaProblem([a, b, c, d])).toBe('open');
  expect(areaProblem([a, c, b, d, a])).toBe('crossing');
  expect(areaProblem(box(0.00005))).toBe('small');
  expect(areaProblem(box(0.5))).toBe('large');
  const circle = Array.from({ length: AREA_MOST_CORNERS + 1 }, (_, n): [number, number] => {
    const angle = (n / (AREA_MOST_CORNERS + 1)) * 2 * Math.PI;
    return [LON + Math.cos(angle) / 100, LAT + Math.sin(angle) / 100];
  });
  expect(areaProblem([...circle, circle[0] ?? a])).toBe('many');
});
