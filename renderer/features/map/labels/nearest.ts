import type { Affine } from '../camera.ts';
import { isSeen, type Shown, workersInBox } from '../fleet/picking.ts';
import type { FleetStore } from '../fleet/store.ts';

/** The workers in view that are nearest to a point, nearest first; CSS pixels. Makes nothing for those further away. */
export function nearestInView(
  store: FleetStore,
  affine: Affine,
  view: { width: number; height: number },
  shown: Shown,
  focus: { x: number; y: number },
  most: number,
): number[] {
  const found: number[] = [];
  const distances: number[] = [];
  workersInBox(store, affine, [0, 0, view.width, view.height], shown.at, (index, x, y) => {
    if (x < 0 || y < 0 || x > view.width || y > view.height || !isSeen(store, index, shown)) return;
    const away = (x - focus.x) ** 2 + (y - focus.y) ** 2;
    if (found.length === most && away >= (distances[most - 1] ?? 0)) return;
    let at = Math.min(found.length, most - 1);
    for (; at > 0 && (distances[at - 1] ?? 0) > away; at--) {
      found[at] = found[at - 1] ?? 0;
      distances[at] = distances[at - 1] ?? 0;
    }
    found[at] = index;
    distances[at] = away;
  });
  return found;
}
