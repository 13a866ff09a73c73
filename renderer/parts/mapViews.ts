import { z } from 'zod';
import { type SavedView, savedViewSchema } from '#shared/contract/mapView.ts';
import { readKept } from './kept.ts';

/** Views an operator saved: where the map looks, what it shows, and of whom. Kept on this desk, each under its name. */

/** where an operator's views are kept on this desk */
export const viewsKey = (userId: string): string => `street.map.views.${userId}`;

/** An operator's own, the latest saved last. One that cannot be read is passed over, the others stand. */
export function savedViews(storage: Storage, userId: string): SavedView[] {
  const kept = readKept(storage, viewsKey(userId), z.array(z.unknown())) ?? [];
  return kept.flatMap((view) => savedViewSchema.safeParse(view).data ?? []);
}
