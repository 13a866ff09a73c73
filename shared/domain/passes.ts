/** When somebody who walked was near a place. Positions are WGS-84 degrees, times ms since the epoch. */
import { distanceMeters } from '../geo/distance.ts';

interface At {
  t: number;
  lon: number;
  lat: number;
}

export interface NearPass {
  from: number;
  to: number;
  /** metres */
  nearest: number;
}

/** A worker who was seen no more for so long has left, for all that is known. */
const GAP_MS = 10 * 60_000;

/** The times a trail was within `radius` metres of a place. @param trail oldest first */
export function passesNear(trail: readonly At[], place: { lon: number; lat: number }, radius: number): NearPass[] {
  const passes: NearPass[] = [];
  let open: NearPass | null = null;
  for (const { t, lon, lat } of trail) {
    const away = distanceMeters({ lon, lat }, place);
    if (open && (away > radius || t - open.to > GAP_MS)) open = null;
    if (away > radius) continue;
    if (!open) passes.push((open = { from: t, to: t, nearest: away }));
    open.to = t;
    open.nearest = Math.min(open.nearest, away);
  }
  return passes;
}
