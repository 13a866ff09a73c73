import { z } from 'zod';
import { COORDINATE_SYSTEMS } from '../geo/index.ts';
import { latSchema, lonSchema } from '../protocol/common.ts';

/** What the search on the map finds: places, each of which the map can be taken to. Nothing here waits for the network. */

export const MAP_HIT_KINDS = ['coordinates', 'address', 'grid', 'component', 'worker', 'camera', 'case'] as const;
export type MapHitKind = (typeof MAP_HIT_KINDS)[number];

export const mapHitSchema = z.object({
  kind: z.enum(MAP_HIT_KINDS),
  /** of its kind: code, id, or the address itself */
  id: z.string(),
  title: z.string(),
  detail: z.string(),
  /** WGS-84; null: it is known, and where it is now is not */
  at: z.object({ lon: lonSchema, lat: latSchema }).nullable(),
  /** west, south, east, north of what is more than a point */
  box: z.tuple([lonSchema, latSchema, lonSchema, latSchema]).nullable(),
  /** of coordinates: as which system they were read, and whether the text names it itself */
  read: z.object({ system: z.enum(COORDINATE_SYSTEMS), named: z.boolean() }).nullable(),
  /** false: in no grid of this district, and near none of its streets */
  inside: z.boolean(),
});
export type MapHit = z.infer<typeof mapHitSchema>;

export const MAP_FIND_FEEDS = {
  /** by kind in the order of `MAP_HIT_KINDS`; what was typed exactly comes first among its kind */
  'map.find': {
    input: z.object({ text: z.string().max(100) }),
    output: z.array(mapHitSchema),
    topics: ['catalogue'],
  },
} as const;
