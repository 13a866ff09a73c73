import { z } from 'zod';
import { areaSchema } from '../protocol/mapAreas.ts';

/** What grids are filled by: open and overdue cases, workers on duty, the share closed in time of the last 30 days (0–1). */
export const GRID_FIGURES = ['open', 'overdue', 'on-duty', 'on-time'] as const;
export type GridFigure = (typeof GRID_FIGURES)[number];
export const GRID_TIERS = ['street', 'community', 'unit'] as const;
export type GridTierName = (typeof GRID_TIERS)[number];

/** Reads for the layers of the map. */
export const MAP_LAYER_FEEDS = {
  /**
   * areas drawn on the map that whoever is signed in sees: shared ones and their own, by name, with what waits here laid over.
   * `mayChange`: they may also remove it; `waiting`: the centre has not confirmed it
   */
  'area.list': {
    input: z.object({}),
    output: z.array(areaSchema.extend({ mayChange: z.boolean(), waiting: z.boolean() })),
    topics: ['areas', 'outbox', 'status'],
  },
  /**
   * one figure by grid, as of now. A grid without a row has nothing to count: zero of a count, not known of a share; null: nothing
   * to divide by
   */
  'grid.figures': {
    input: z.object({ tier: z.enum(GRID_TIERS), figure: z.enum(GRID_FIGURES) }),
    output: z.object({
      asOf: z.number(),
      rows: z.array(z.object({ code: z.string(), value: z.number().nullable() })),
    }),
    topics: ['cases', 'workers'],
  },
} as const;
export type AreaView = z.infer<(typeof MAP_LAYER_FEEDS)['area.list']['output']>[number];
