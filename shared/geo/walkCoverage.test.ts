import { expect, it } from 'vitest';
import { StreetPieces } from './streetPieces.ts';
import { ageClassOf, coverageOf, linesByAge } from './walkCoverage.ts';

const DAY = 86_400_000;
const END = 20_000 * DAY;
/** Two streets of 195 m, 300 m apart. */
const pieces = new StreetPieces({
  lon: [121.46, 121.46 + 195 / 95_100, 121.46, 121.46 + 195 / 95_100],
  lat: [31.2, 31.2, 31.2027, 31.2027],
  edgeA: [0, 2],
  edgeB: [1, 3],
});
const half = pieces.count / 2;
/** The first street: half of it today, the rest five days ago; of the second nothing is known. */
const at = Float64Array.from({ length: pieces.count }, (_, n) =>
  n < half / 2 ? END - 1000 : n < half ? END - 5 * DAY : 0,
);
const asked = {
  pieces,
  at,
  within: () => true,
  keyOf: (n: number) => (n < half ? '甲' : '乙'),
  gapOf: (n: number) => (n < half ? '甲' : '乙'),
};

it('[ST336] tells the walked share, and what was left out with when it was last walked', () => {
  const today = coverageOf({ ...asked, since: END - DAY });
  expect(today.byKey.get('甲')?.walked).toBeCloseTo((today.byKey.get('甲')?.metres ?? 0) / 2, 1);
  expect(today.byKey.get('乙')?.walked).toBe(0);
  expect(today.total.metres).toBeCloseTo(390, -1);
  expect(today.gaps.map(({ key, lastAt }) => [key, lastAt])).toEqual([
    ['乙', 0],
    ['甲', END - 5 * DAY],
  ]);
  const week = coverageOf({ ...asked, since: END - 7 * DAY });
  expect(week.gaps.map(({ key }) => key)).toEqual(['乙']);
  expect(coverageOf({ ...asked, since: 0, within: (n) => n < half }).gaps).toEqual([]);
});

it('[ST336] draws what is of one age as one line, a street each', () => {
  const ageOf = (n: number) => ageClassOf(at[n] ?? 0, END);
  const ages = linesByAge(pieces, ageOf, () => true);
  expect(ages.map(({ age, lines }) => [age, lines.length])).toEqual([
    [0, 1],
    [1, 0],
    [2, 1],
    [3, 0],
    [4, 1],
  ]);
  expect(ages[0]?.lines[0]?.[1]).toEqual(ages[2]?.lines[0]?.[0]);
  expect([0, END - DAY, END - DAY - 1, END - 31 * DAY].map((when) => ageClassOf(when, END))).toEqual([4, 0, 1, 4]);
});
