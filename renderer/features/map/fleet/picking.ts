import type { Affine } from '../camera.ts';
import { KIND_OF_STATUS } from './kinds.ts';
import type { FleetStore } from './store.ts';

/** A hit within this many CSS pixels counts. */
export const PICK_RADIUS = 12;

/**
 * The worker nearest to a screen point, or null. Straight over the table: 20,000 workers take well under a millisecond,
 * so there is no index to keep in step with them. Hidden kinds (off duty, unless shown) are not hit.
 */
export function pickWorker(
  store: FleetStore,
  affine: Affine,
  x: number,
  y: number,
  offDuty: boolean,
  radius = PICK_RADIUS,
): number | null {
  const dx = (x - affine.x0) / affine.scale;
  const dy = (y - affine.y0) / affine.scale;
  let best = (radius / affine.scale) ** 2;
  let found: number | null = null;
  for (let index = 0; index < store.count; index++) {
    const ax = store.dx(index) - dx;
    const ay = store.dy(index) - dy;
    const distance = ax * ax + ay * ay;
    if (distance > best) continue;
    if (!offDuty && KIND_OF_STATUS[store.status(index)] === 0) continue;
    best = distance;
    found = index;
  }
  return found;
}
