import { z } from 'zod';
import { codeSchema, latSchema, lonSchema } from '../protocol/common.ts';
import { areaSchema } from '../protocol/mapAreas.ts';
import { caseRowSchema } from './views.ts';

/** What grids are filled by: open and overdue cases, workers on duty, the share closed in time of the last 30 days (0–1). */
export const GRID_FIGURES = ['open', 'overdue', 'on-duty', 'on-time'] as const;
export type GridFigure = (typeof GRID_FIGURES)[number];
export const GRID_TIERS = ['street', 'community', 'unit'] as const;
export type GridTierName = (typeof GRID_TIERS)[number];

/** When the cases of a heat map were reported: whenever, today as it is in Shanghai, or within so many days. */
export const HEAT_PERIODS = ['ever', 'today', '7', '30', '365'] as const;
export type HeatPeriod = (typeof HEAT_PERIODS)[number];
/** Open ones alone, or ended ones as well. */
export const HEAT_CASES = ['open', 'all'] as const;
/** A heat map has no more cells: where cases lie in more places, the cells are larger. */
export const MOST_HEAT_CELLS = 20_000;

/** A map shows no more components at once: of more it says how many there are. */
export const MOST_MAPPED = 2000;
/** degrees of the longest side of a part of the map that is asked for components: some 10 km */
export const WIDEST_BOX = 0.1;
const boxSchema = z
  .object({ west: lonSchema, south: latSchema, east: lonSchema, north: latSchema })
  .refine(
    ({ west, south, east, north }) =>
      west <= east && south <= north && east - west <= WIDEST_BOX && north - south <= WIDEST_BOX,
    { message: 'it is no box, or too wide' },
  );

/** so many of what was counted in a grid are listed */
export const MOST_COUNTED_ROWS = 200;

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
  /**
   * where cases lie, counted in cells of the ground as of now. Nobody tells that it has changed: of many cases counting takes longer
   * than the next change is away, so windows ask again from time to time
   */
  'case.heat': {
    input: z.object({
      period: z.enum(HEAT_PERIODS),
      /** code of a class or a group; absent: all */
      category: codeSchema.optional(),
      cases: z.enum(HEAT_CASES),
    }),
    output: z.object({
      asOf: z.number(),
      /** cases that were counted */
      n: z.number(),
      /** in the cell that has most; 0: nothing was counted */
      most: z.number(),
      /** length of a cell's side from south to north */
      metres: z.number(),
      /** three numbers for each cell: longitude and latitude of the middle of its cases, and how many they are */
      cells: z.array(z.number()),
    }),
    topics: [],
  },
  /**
   * what a figure of a grid was counted from, as of now: `n` in all, the first of them as rows. Cases by urgency and due time, of the
   * share closed in time those that were due, the latest first; workers on duty by their number
   */
  'grid.counted': {
    input: z.object({ code: codeSchema, figure: z.enum(GRID_FIGURES) }),
    output: z.object({
      asOf: z.number(),
      /** as `grid.figures` says it */
      value: z.number().nullable(),
      n: z.number(),
      cases: z.array(caseRowSchema),
      workers: z.array(z.object({ id: codeSchema, index: z.number().int(), name: z.string() })),
    }),
    topics: ['cases', 'workers'],
  },
  /** components in a part of the map; more than `MOST_MAPPED` are counted alone */
  'component.within': {
    input: boxSchema,
    output: z.object({
      n: z.number(),
      rows: z.array(
        z.object({
          code: codeSchema,
          name: z.string(),
          lon: lonSchema,
          lat: latSchema,
          /** null for a kind the district's list does not name */
          kind: z.object({ zh: z.string(), en: z.string() }).nullable(),
        }),
      ),
    }),
    topics: ['catalogue'],
  },
  /** departments whose place is known, with the open cases that are theirs */
  'department.places': {
    input: z.object({}),
    output: z.array(
      z.object({ code: codeSchema, zh: z.string(), en: z.string(), lon: lonSchema, lat: latSchema, open: z.number() }),
    ),
    topics: ['catalogue', 'cases'],
  },
} as const;
export type ComponentMark = z.infer<(typeof MAP_LAYER_FEEDS)['component.within']['output']>['rows'][number];
export type DepartmentPlace = z.infer<(typeof MAP_LAYER_FEEDS)['department.places']['output']>[number];
export type HeatPicture = z.infer<(typeof MAP_LAYER_FEEDS)['case.heat']['output']>;
export type AreaView = z.infer<(typeof MAP_LAYER_FEEDS)['area.list']['output']>[number];
