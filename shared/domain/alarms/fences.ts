import { freshPlace, type OnDuty, type Place, type WatchedArea } from './seen.ts';

/** Who is in a fence, by `area:worker`: null while in it, else when it was left, ms since the epoch. */
export type FenceMemory = ReadonlyMap<string, number | null>;

/** That somebody has left is told so long: the alarm needs a while to be sure of it. */
export const LEFT_MS = 15 * 60_000;

export const fenceKey = (areaId: string, workerId: string): string => `${areaId}:${workerId}`;

/** Who is in which fence after one more look. Whoever cannot be placed is where they were; whoever goes off duty is nowhere. */
export function fencesAfter(
  before: FenceMemory,
  areas: readonly WatchedArea[],
  onDuty: ReadonlyMap<string, OnDuty>,
  now: number,
): FenceMemory {
  const after = new Map<string, number | null>();
  for (const area of areas) {
    if (area.kind !== 'geofence') continue;
    for (const worker of onDuty.values()) {
      const key = fenceKey(area.id, worker.id);
      const next = whereAfter(before.get(key), area, freshPlace(worker, now), now);
      if (next !== undefined) after.set(key, next);
    }
  }
  return after;
}

function whereAfter(was: number | null | undefined, area: WatchedArea, place: Place | null, now: number) {
  if (!place) return was;
  if (area.isWithin(place)) return null;
  if (was === undefined) return undefined;
  const left = was ?? now;
  return now - left < LEFT_MS ? left : undefined;
}
