import { z } from 'zod';
import { readKept, viewPlaceSchema, viewsKey, writeKept } from '../../../parts/index.ts';
import { fleetFilterSchema } from '../filter/fleetFilter.ts';
import { layerChoiceSchema } from './choice.ts';

/** Views an operator saved: where the map looks, what it shows, and of whom. Kept on this desk, each under its name. */

const viewSchema = viewPlaceSchema.extend({
  layers: layerChoiceSchema,
  /** which workers are shown; absent from views of an earlier version: whoever is shown stays shown */
  filter: fleetFilterSchema.optional(),
});
export type MapViewKept = z.infer<typeof viewSchema>;
const MOST_VIEWS = 50;

/** An operator's own, by name. One that cannot be read is passed over, the others stand. */
export function savedViews(storage: Storage, userId: string): MapViewKept[] {
  const kept = readKept(storage, viewsKey(userId), z.array(z.unknown())) ?? [];
  return kept.flatMap((view) => viewSchema.safeParse(view).data ?? []);
}

/** The views with one more; one of the same name gives way, the oldest when there are too many. */
export function withView(views: readonly MapViewKept[], view: MapViewKept): MapViewKept[] {
  const others = views.filter(({ name }) => name !== view.name);
  return [...others, view].slice(-MOST_VIEWS);
}

/** False when the storage is full: nothing was saved. */
export function keepViews(storage: Storage, userId: string, views: readonly MapViewKept[]): boolean {
  return writeKept(storage, viewsKey(userId), views);
}
