import { crossesItself, type LonLat, ringSquareMeters } from '#shared/geo/index.ts';

/** What an area drawn on the map must be before somebody is sent a command for standing in it. */

/** no district of a city is larger; whoever means all of it says “everyone” */
export const AREA_MOST_M2 = 1_000_000_000;
/** as exact as a terminal knows where it is */
export const AREA_LEAST_M2 = 100;
/** as many as the wire carries */
export const AREA_MOST_CORNERS = 1999;

export const AREA_PROBLEMS = ['few', 'many', 'open', 'crossing', 'small', 'large'] as const;
export type AreaProblem = (typeof AREA_PROBLEMS)[number];

/** What is wrong with an outline; null: nothing. @param ring closed: its last corner is its first */
export function areaProblem(ring: readonly LonLat[]): AreaProblem | null {
  const [first, last] = [ring[0], ring.at(-1)];
  if (!first || !last || ring.length < 4) return 'few';
  if (ring.length > AREA_MOST_CORNERS + 1) return 'many';
  if (first[0] !== last[0] || first[1] !== last[1]) return 'open';
  if (crossesItself(ring)) return 'crossing';
  const size = ringSquareMeters(ring);
  if (size < AREA_LEAST_M2) return 'small';
  return size > AREA_MOST_M2 ? 'large' : null;
}
