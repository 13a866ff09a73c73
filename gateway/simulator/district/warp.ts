import type { LonLat } from '#shared/district/files.ts';
import type { Point } from './geometry.ts';
import type { Random } from './random.ts';

/** Fictitious site of the demo district, WGS-84. */
export const CENTRE: LonLat = [121.46, 31.195];

const METRES_PER_LAT = 110_886;
const METRES_PER_LON = 111_320 * Math.cos((CENTRE[1] * Math.PI) / 180);
const TURN = -0.09;

/** Metres (east, north of the centre) → degrees with 6 decimals, about 0.1 m. */
export function toLonLat(point: Point): LonLat {
  return [
    Math.round((CENTRE[0] + point[0] / METRES_PER_LON) * 1e6) / 1e6,
    Math.round((CENTRE[1] + point[1] / METRES_PER_LAT) * 1e6) / 1e6,
  ];
}

/** Degrees → metres east and north of the centre. */
export function toMetres(position: LonLat): Point {
  return [(position[0] - CENTRE[0]) * METRES_PER_LON, (position[1] - CENTRE[1]) * METRES_PER_LAT];
}

/**
 * A smooth bend of the whole plan: streets drawn straight become gently curved, the river meanders, and nothing is torn,
 * because all slopes stay well under 1. `riverSlope` is the slope of the straight river through (0, riverY).
 */
export function createWarp(random: Random, riverY: number, riverSlope: number): (point: Point) => Point {
  const phase = [0, 1, 2, 3, 4].map(() => random.range(0, 2 * Math.PI)) as [number, number, number, number, number];
  return ([x, y]) => {
    const fromRiver = y - riverY - riverSlope * x;
    const meander = 560 * Math.sin(x / 1500 + phase[0]) * Math.exp(-((fromRiver / 2600) ** 2));
    const east = x + 190 * Math.sin(y / 1500 + phase[1]) + 70 * Math.sin((x + y) / 1100 + phase[2]);
    const north = y + meander + 120 * Math.sin(x / 1900 + phase[3]) + 60 * Math.sin((x - y) / 1200 + phase[4]);
    return [east * Math.cos(TURN) - north * Math.sin(TURN), east * Math.sin(TURN) + north * Math.cos(TURN)];
  };
}
