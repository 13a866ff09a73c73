import { distanceMeters } from '../../geo/index.ts';

/** An open case, as crowding looks at it. */
export interface OpenCase {
  id: string;
  lon: number;
  lat: number;
  /** when it was reported */
  at: number;
}

export interface Crowd {
  /** of the alarm: stays the same while the crowd grows, shrinks and creeps */
  key: string;
  /** the oldest of them */
  caseId: string;
  count: number;
  lon: number;
  lat: number;
}

interface Rule {
  cases: number;
  metres: number;
}

const METRES_A_DEGREE = 111_000;

/**
 * Where so many cases lie within so many metres of one of them, the densest first; a case belongs to one crowd. Crowds that
 * alarm already (`told`, by key) keep their key while they are about where they were, and one case fewer does not end them.
 */
export function crowds(
  cases: readonly OpenCase[],
  rule: Rule,
  told: ReadonlyMap<string, { lon: number; lat: number }>,
): Crowd[] {
  const near = neighbours(cases, rule.metres);
  const taken = new Set<OpenCase>();
  const left = new Map(told);
  const found: Crowd[] = [];
  const byDensity = [...near].toSorted(
    ([a, x], [b, y]) => y.length - x.length || a.at - b.at || (a.id < b.id ? -1 : 1),
  );
  for (const [middle, around] of byDensity) {
    if (taken.has(middle) || around.length < rule.cases - 1) continue;
    const members = around.filter((one) => !taken.has(one));
    const oldKey = [...left].find(([, place]) => distanceMeters(place, middle) <= rule.metres)?.[0];
    if (members.length < rule.cases - (oldKey === undefined ? 0 : 1)) continue;
    const oldest = members.reduce((a, b) => (b.at < a.at || (b.at === a.at && b.id < a.id) ? b : a));
    for (const one of members) taken.add(one);
    if (oldKey !== undefined) left.delete(oldKey);
    const { lon, lat } = middle;
    found.push({ key: oldKey ?? `crowding:${oldest.id}`, caseId: oldest.id, count: members.length, lon, lat });
  }
  return found;
}

/** The cases within reach of each, itself among them; by cells as wide as the reach. */
function neighbours(cases: readonly OpenCase[], metres: number): Map<OpenCase, OpenCase[]> {
  const cells = new Map<string, OpenCase[]>();
  // One width for the whole district, a little too wide rather than too narrow: a degree of longitude differs with the latitude.
  const metresALon = METRES_A_DEGREE * Math.cos(((cases[0]?.lat ?? 0) * Math.PI) / 180);
  const cellOf = ({ lon, lat }: OpenCase): [x: number, y: number] => [
    Math.floor((lon * metresALon) / (metres * 1.1)),
    Math.floor((lat * METRES_A_DEGREE) / (metres * 1.1)),
  ];
  for (const one of cases) {
    const name = cellOf(one).join();
    const cell = cells.get(name);
    if (cell) cell.push(one);
    else cells.set(name, [one]);
  }
  const near = new Map<OpenCase, OpenCase[]>();
  for (const one of cases) {
    const [x, y] = cellOf(one);
    const around = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].flatMap((dy) => cells.get(`${x + dx},${y + dy}`) ?? []));
    near.set(
      one,
      around.filter((other) => distanceMeters(one, other) <= metres),
    );
  }
  return near;
}
