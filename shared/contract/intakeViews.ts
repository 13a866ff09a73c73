import { z } from 'zod';
import { CASE_STATES, URGENCIES } from '../domain/case.ts';
import { PLACE_REASONS } from '../domain/intake/addresses.ts';
import { CONFIDENCES } from '../domain/intake/confidence.ts';
import { codeSchema, idSchema, latSchema, lonSchema, noteSchema, timeSchema } from '../protocol/common.ts';
import { componentSchema } from '../protocol/entities.ts';

/** What the intake form reads: places, components, duplicates. Nothing here waits for the network. */

const pinSchema = z.object({ lon: lonSchema, lat: latSchema });

/** The grids of a place from the street down; names are '' where they are not known. */
export const gridNamesSchema = z.object({
  /** unit grid, '' when the place is in none */
  code: z.string(),
  street: z.string(),
  community: z.string(),
  unit: z.string(),
});
export type GridNames = z.infer<typeof gridNamesSchema>;

export const placeSuggestionSchema = z.object({
  address: z.string(),
  lon: lonSchema,
  lat: latSchema,
  gridCode: z.string(),
  confidence: z.enum(CONFIDENCES),
  why: z.enum(PLACE_REASONS),
  /** metres from the pin; null without one */
  away: z.number().nullable(),
  grid: gridNamesSchema,
});
export type PlaceSuggestionView = z.infer<typeof placeSuggestionSchema>;

/** What is known of a position. */
export const placeAtSchema = z.object({
  grid: gridNamesSchema,
  /** `likely`: so near a border that a few metres decide; `doubtful`: in no grid of this district */
  confidence: z.enum(CONFIDENCES),
  /** the nearest address that is known, or the street alone, and how far it is in metres */
  nearest: z.object({ address: z.string(), metres: z.number() }).nullable(),
});
export type PlaceAt = z.infer<typeof placeAtSchema>;

export const componentViewSchema = componentSchema.omit({ version: true }).extend({
  /** null for a kind the district's list does not name */
  kind: z.object({ zh: z.string(), en: z.string(), departmentCode: z.string() }).nullable(),
  owner: z.object({ zh: z.string(), en: z.string() }).nullable(),
  grid: gridNamesSchema,
  /** metres from where was asked; null when nowhere was */
  distance: z.number().nullable(),
});
export type ComponentView = z.infer<typeof componentViewSchema>;

/** An earlier case that may be the same problem. */
export const duplicateViewSchema = z.object({
  id: idSchema,
  number: z.string().nullable(),
  title: z.string(),
  address: z.string(),
  state: z.enum(CASE_STATES),
  urgency: z.enum(URGENCIES),
  reportedAt: timeSchema,
  confidence: z.enum(CONFIDENCES),
  /** metres */
  distance: z.number(),
  /** likeness of the words, 0–1 */
  alike: z.number(),
  sameType: z.boolean(),
  /** it is over: it can be complained about, and nothing be merged into it */
  ended: z.boolean(),
});
export type DuplicateView = z.infer<typeof duplicateViewSchema>;

const MOST_SHOWN = 50;

export const INTAKE_FEEDS = {
  /** where an address may be: surest first */
  'intake.places': {
    input: z.object({ text: z.string().max(300), pin: pinSchema.optional() }),
    output: z.array(placeSuggestionSchema),
    topics: ['catalogue'],
  },
  'intake.placeAt': { input: pinSchema, output: placeAtSchema, topics: ['catalogue'] },
  /** how often each category was used among this centre's latest cases */
  'intake.categoryUse': {
    input: z.object({}),
    output: z.array(z.object({ code: z.string(), n: z.number() })),
    topics: [],
  },
  /** earlier cases that may be the same problem, likeliest first */
  'intake.duplicates': {
    input: pinSchema.extend({
      /** '' while none is chosen */
      categoryCode: z.union([codeSchema, z.literal('')]),
      title: z.string().max(200),
      text: noteSchema,
      /** the case it is about itself */
      exceptId: idSchema.optional(),
    }),
    output: z.array(duplicateViewSchema),
    topics: ['cases', 'outbox'],
  },
  /** by code (whole or its beginning), kind or name; the nearest first where a pin is given, else by code */
  'component.find': {
    input: z.object({
      text: z.string().max(100),
      pin: pinSchema.optional(),
      limit: z.number().int().min(1).max(MOST_SHOWN),
    }),
    output: z.array(componentViewSchema),
    topics: ['catalogue'],
  },
  /** nearest first */
  'component.near': {
    input: pinSchema.extend({
      metres: z.number().min(1).max(500),
      limit: z.number().int().min(1).max(MOST_SHOWN),
    }),
    output: z.array(componentViewSchema),
    topics: ['catalogue'],
  },
  'component.get': {
    input: z.object({ code: codeSchema }),
    output: componentViewSchema.nullable(),
    topics: ['catalogue'],
  },
  /** cases that were merged into this one, the newest first */
  'case.merged': {
    input: z.object({ id: idSchema }),
    output: z.array(
      z.object({
        id: idSchema,
        version: z.number(),
        number: z.string().nullable(),
        title: z.string(),
        address: z.string(),
        reportedAt: timeSchema,
      }),
    ),
    topics: ['cases', 'outbox'],
  },
} as const;
