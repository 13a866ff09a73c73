import { z } from 'zod';

/** What a map shows and where it looks: kept by a window, saved by an operator under a name, shown by a wall at a stop of its tour. */

/** Which layers a map shows, in which order and how faint. */
export const layerChoiceSchema = z.object({
  on: z.record(z.string().max(40), z.boolean()),
  /** ids, the uppermost first; layers that are not named lie below in their own order */
  order: z.array(z.string().max(40)).max(50),
  /** 0.1–1; not named: 1 */
  opacity: z.record(z.string().max(40), z.number().min(0.1).max(1)),
  /** what a layer's own choices are: figure, tier, classes … */
  options: z.record(z.string().max(40), z.string().max(100)),
});
export type LayerChoice = z.infer<typeof layerChoiceSchema>;

/** States a map can be filtered by. Whoever is busy out of their grid is both. */
export const FILTER_STATES = ['free', 'busy', 'sos', 'out', 'stale', 'off'] as const;
export type FilterState = (typeof FILTER_STATES)[number];

const words = z.array(z.string().max(100)).max(50);
/** Which workers a map shows. */
export const fleetFilterSchema = z.object({
  roles: words,
  states: z.array(z.enum(FILTER_STATES)),
  /** any of them */
  skills: words,
  /** a team's id; '': all */
  team: z.string().max(64),
  /** code of a street, a community or a unit grid, the beginning of all grids within; '': everywhere */
  grid: z.string().max(20),
});
export type FleetFilter = z.infer<typeof fleetFilterSchema>;
export const NO_FILTER: FleetFilter = { roles: [], states: [], skills: [], team: '', grid: '' };

/** What a map shows: its layers, and of whom. */
export const mapShowsSchema = z.object({
  layers: layerChoiceSchema,
  filter: fleetFilterSchema,
});
export type MapShows = z.infer<typeof mapShowsSchema>;

/** A view an operator saved. Degrees, WGS-84. */
export const savedViewSchema = z.object({
  name: z.string().min(1).max(40),
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  zoom: z.number().min(0).max(24),
  layers: layerChoiceSchema,
  /** absent from views of an earlier version: they have no say in it */
  filter: fleetFilterSchema.optional(),
});
export type SavedView = z.infer<typeof savedViewSchema>;

/** What a map shows that is told to show a view. */
export function showsOf({ layers, filter = NO_FILTER }: SavedView): MapShows {
  return { layers, filter };
}
