import { z } from 'zod';
import { readKept, writeKept } from '../../../parts/index.ts';
import { layerChoiceSchema } from './choice.ts';

/** Views an operator saved: where the map looks, and what it shows. Kept on this desk, each under its name. */

const viewSchema = z.object({
  name: z.string().min(1).max(40),
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  zoom: z.number().min(0).max(24),
  layers: layerChoiceSchema,
});
export type MapViewKept = z.infer<typeof viewSchema>;
const MOST_VIEWS = 50;

const keyOf = (userId: string): string => `street.map.views.${userId}`;

/** An operator's own, by name. One that cannot be read is passed over, the others stand. */
export function savedViews(storage: Storage, userId: string): MapViewKept[] {
  const kept = readKept(storage, keyOf(userId), z.array(z.unknown())) ?? [];
  return kept.flatMap((view) => viewSchema.safeParse(view).data ?? []);
}

/** The views with one more; one of the same name gives way, the oldest when there are too many. */
export function withView(views: readonly MapViewKept[], view: MapViewKept): MapViewKept[] {
  const others = views.filter(({ name }) => name !== view.name);
  return [...others, view].slice(-MOST_VIEWS);
}

/** False when the storage is full: nothing was saved. */
export function keepViews(storage: Storage, userId: string, views: readonly MapViewKept[]): boolean {
  return writeKept(storage, keyOf(userId), views);
}
