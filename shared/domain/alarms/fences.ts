import type { Placed } from './placed.ts';
import { freshPlace, type OnDuty, type Place, type WatchedArea } from './seen.ts';

/** Who is in a fence, by `area:worker`: null while in it, else when it was left, ms since the epoch. */
export type FenceMemory = ReadonlyMap<string, number | null>;

/** That somebody has left is told so long: the alarm needs a while to be sure of it. */
export const LEFT_MS = 15 * 60_000;

export const fenceKey = (areaId: string, workerId: string): string => `${areaId}:${workerId}`;

/** The area and the worker of a key; an area's id holds no colon. */
export function ofFenceKey(key: string): [areaId: string, workerId: string] {
  const at = key.indexOf(':');
  return [key.slice(0, at), key.slice(at + 1)];
}

interface Now {
  now: number;
  areas: readonly WatchedArea[];
  onDuty: ReadonlyMap<string, OnDuty>;
  placed: Placed;
}

/** Who is in which fence after one more look. Whoever cannot be placed is where they were; whoever goes off duty is nowhere. */
export function fencesAfter(before: FenceMemory, { now, areas, onDuty, placed }: Now): FenceMemory {
  const fences = new Map(areas.flatMap((area) => (area.kind === 'geofence' ? [[area.id, area] as const] : [])));
  const after = new Map<string, number | null>();
  for (const area of fences.values())
    for (const { worker, place } of placed.about(area.box, 0))
      if (area.isWithin(place)) after.set(fenceKey(area.id, worker.id), null);
  for (const [key, was] of before) {
    const [areaId, workerId] = ofFenceKey(key);
    const worker = onDuty.get(workerId);
    if (after.has(key) || !worker || !fences.has(areaId)) continue;
    const next = outside(was, freshPlace(worker, now), now);
    if (next !== undefined) after.set(key, next);
  }
  return after;
}

/** Of somebody who was in a fence, or has left it, and is not seen in it now; undefined: it is told no more. */
function outside(was: number | null, place: Place | null, now: number): number | null | undefined {
  if (!place) return was;
  const left = was ?? now;
  return now - left < LEFT_MS ? left : undefined;
}
