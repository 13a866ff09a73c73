import { z } from 'zod';
import { readKept } from './kept.ts';

/** Views of the map that an operator saved, as far as others than the map know them: where each looks. Degrees, WGS-84. */

export const viewPlaceSchema = z.object({
  name: z.string().min(1).max(40),
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  zoom: z.number().min(0).max(24),
});
export type ViewPlace = z.infer<typeof viewPlaceSchema>;

/** where an operator's views are kept on this desk */
export const viewsKey = (userId: string): string => `street.map.views.${userId}`;

/** An operator's own, the latest saved last. One that cannot be read is passed over, the others stand. */
export function viewPlaces(storage: Storage, userId: string): ViewPlace[] {
  const kept = readKept(storage, viewsKey(userId), z.array(z.unknown())) ?? [];
  return kept.flatMap((view) => viewPlaceSchema.safeParse(view).data ?? []);
}
