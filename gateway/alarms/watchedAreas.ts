import type { WatchedArea } from '#shared/domain/alarms/seen.ts';
import type { MapArea } from '#shared/domain/mapArea.ts';
import { type Bbox, bboxOf, extentOf, inBbox, isWithin, metersFromEdge } from '#shared/geo/index.ts';
import type { Change } from '#shared/protocol/console.ts';
import type { Storage } from '../storage/storage.ts';
import { rowsOf } from '../directory/directory.ts';

/** The hazards and fences that were drawn, as the rules ask about them. */
export class WatchedAreas {
  readonly #areas = new Map<string, WatchedArea>();

  async load(storage: Storage): Promise<void> {
    for await (const area of rowsOf(storage, 'area')) this.#take(area);
  }

  follow({ entity, op, id, value }: Change): void {
    if (entity !== 'area') return;
    if (op === 'put') this.#take(value as MapArea);
    else this.#areas.delete(id);
  }

  list(): readonly WatchedArea[] {
    return [...this.#areas.values()];
  }

  #take(area: MapArea): void {
    const box = bboxOf(extentOf(area.geometry));
    if (area.kind !== 'note' && area.shared && box) this.#areas.set(area.id, watched(area, area.kind, box));
    else this.#areas.delete(area.id);
  }
}

function watched({ id, geometry }: MapArea, kind: WatchedArea['kind'], box: Bbox): WatchedArea {
  return {
    id,
    kind,
    box,
    // Most of a district is nowhere near: the box says so at once.
    isWithin: (place) => inBbox(place, box) && isWithin(geometry, place),
    distance: (place) => Math.max(0, metersFromEdge(geometry, place)),
  };
}
