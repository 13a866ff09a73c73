import { bboxOf, pointInPolygon } from '#shared/geo/index.ts';
import { type Affine, metersPerMercator } from '../camera.ts';
import { KIND_OF_STATUS } from './kinds.ts';
import { isShown, type WorkerMask } from './mask.ts';
import { FURTHEST_METERS } from './slides.ts';
import type { FleetStore } from './store.ts';

/** Who is shown of all who have a place. */
export interface Shown {
  /** kinds from this one on */
  from: number;
  mask: WorkerMask | null;
  /** ms of `clock`: where those who slide are painted */
  at: number;
}

export function isSeen(store: FleetStore, index: number, { from, mask }: Pick<Shown, 'from' | 'mask'>): boolean {
  return (KIND_OF_STATUS[store.status(index)] ?? 0) >= from && isShown(mask, index);
}

/** A hit within this many CSS pixels counts. */
export const PICK_RADIUS = 12;

/** A slide begins where a slide before it had come to: at most so far from the newest place. */
const FURTHEST_PAINTED = 2 * FURTHEST_METERS;

/** The worker painted nearest to a screen point, or null. Who is not shown is not hit. */
export function pickWorker(
  store: FleetStore,
  affine: Affine,
  x: number,
  y: number,
  shown: Shown,
  radius = PICK_RADIUS,
): number | null {
  const dx = (x - affine.x0) / affine.scale;
  const dy = (y - affine.y0) / affine.scale;
  const reach = radius / affine.scale;
  const around = reach + slack(store, shown.at);
  let best = reach ** 2;
  let found: number | null = null;
  store.cells.within(dx - around, dy - around, dx + around, dy + around, (index) => {
    const ax = store.x(index, shown.at) - dx;
    const ay = store.y(index, shown.at) - dy;
    const distance = ax * ax + ay * ay;
    if (distance > best || !isSeen(store, index, shown)) return;
    // Of two at one place always the same one.
    if (distance === best && found !== null && index > found) return;
    best = distance;
    found = index;
  });
  return found;
}

/** The workers within an outline on the screen, CSS pixels; who is not shown is left out. */
export function workersWithin(
  store: FleetStore,
  affine: Affine,
  corners: readonly (readonly [x: number, y: number])[],
  shown: Shown,
): number[] {
  const box = bboxOf(corners);
  if (!box) return [];
  const [left, top, right, bottom] = box;
  const found: number[] = [];
  workersInBox(store, affine, box, shown.at, (index, x, y) => {
    if (x < left || x > right || y < top || y > bottom || !isSeen(store, index, shown)) return;
    if (pointInPolygon([x, y], [corners])) found.push(index);
  });
  return found.sort((a, b) => a - b);
}

/** Runs over those painted in a box on the screen, and some around it: index and place, CSS pixels. */
export function workersInBox(
  store: FleetStore,
  { scale, x0, y0 }: Affine,
  [left, top, right, bottom]: readonly [number, number, number, number],
  at: number,
  visit: (index: number, x: number, y: number) => void,
): void {
  const more = slack(store, at);
  store.cells.within(
    (left - x0) / scale - more,
    (top - y0) / scale - more,
    (right - x0) / scale + more,
    (bottom - y0) / scale + more,
    (index) => visit(index, store.x(index, at) * scale + x0, store.y(index, at) * scale + y0),
  );
}

/** How far, in mercator, anybody is painted from the newest place, by which they are found. */
function slack(store: FleetStore, at: number): number {
  return at >= store.slides.until ? 0 : FURTHEST_PAINTED / metersPerMercator(store.originY);
}
