import { z } from 'zod';
import { CASE_STATES } from '../domain/case.ts';
import { codeSchema, idSchema, timeSchema } from '../protocol/common.ts';
import { MOST_TRACKS } from '../protocol/trails.ts';
import { SLICE_MS } from './trailSlice.ts';

/** Where workers were: one's walk, who was around a case, the whole district; and which streets were walked. */

export const spanSchema = z.object({ from: timeSchema, to: timeSchema });
export type Span = z.infer<typeof spanSchema>;

/** Times of a period that neither this desk heard nor the centre told, so that whoever looks knows what they do not see. */
const missing = z.array(spanSchema);

const way = z.array(z.object({ t: z.number(), lon: z.number(), lat: z.number(), status: z.number() }));

/** so far around a case may be asked, metres */
export const MOST_AROUND_METRES = 2000;

export const REPLAY_EVENT_KINDS = ['case', 'command', 'muster', 'sos', 'alarm'] as const;
/** Something that happened, as a mark on the line of time. */
export const replayEventSchema = z.object({
  id: z.string(),
  kind: z.enum(REPLAY_EVENT_KINDS),
  at: timeSchema,
  title: z.string(),
  /** null: it has no place */
  place: z.object({ lon: z.number(), lat: z.number() }).nullable(),
  /** the case it is about */
  caseId: z.string().nullable(),
  /** of a line of a case's history: the state it went to */
  state: z.enum(CASE_STATES).nullable(),
});
export type ReplayEvent = z.infer<typeof replayEventSchema>;

/** Of the streets of a grid of any tier: how much of them was walked in a period, and what was not. */
export const walkedGridSchema = z.object({
  code: z.string(),
  name: z.string(),
  /** metres of street in it, and how many of them were walked in the period */
  metres: z.number(),
  walked: z.number(),
});
export type WalkedGrid = z.infer<typeof walkedGridSchema>;

/** A street, or a part of it in one grid, that was not walked in the period. */
export const walkGapSchema = z.object({
  street: z.string(),
  gridCode: z.string(),
  /** metres that nobody walked */
  metres: z.number(),
  /** when somebody last did; null: not as long as it is kept */
  lastAt: timeSchema.nullable(),
  lon: z.number(),
  lat: z.number(),
});
export type WalkGap = z.infer<typeof walkGapSchema>;

export const TRAIL_FEEDS = {
  /**
   * where a worker on duty was, oldest first: refused until `trail.look-up` for that worker and time was accepted from the
   * same user within the last 30 minutes. May wait for the network
   */
  'trail.get': {
    input: spanSchema.extend({ workerId: codeSchema }),
    output: z.object({ points: way, missing }),
    topics: [],
  },
  /** the same of several, each looked up (`trail.near`, `trail.export`): those that are not are left out. May wait for the network */
  'trail.ways': {
    input: spanSchema.extend({ workerIds: z.array(codeSchema).min(1).max(MOST_TRACKS) }),
    output: z.object({ ways: z.array(z.object({ workerId: codeSchema, name: z.string(), points: way })), missing }),
    topics: [],
  },
  /**
   * everybody's whereabouts in a quarter of an hour at most (`trailSlice.ts`), and the last known of each up to `before` ms
   * earlier; refused until the district was looked up (`trail.district`). May wait for the network
   */
  'trail.slice': {
    input: spanSchema
      .extend({
        before: z
          .number()
          .int()
          .min(0)
          .max(2 * 3_600_000),
      })
      .refine(({ from, to }) => to >= from && to - from <= SLICE_MS),
    output: z.object({ bytes: z.instanceof(Uint8Array), missing }),
    topics: [],
  },
  /**
   * who was within some metres of a case: only by id, to be looked up (`trail.near`) before anything of them is shown. `more`:
   * there were more of them. May wait for the network
   */
  'case.around': {
    input: spanSchema.extend({ id: idSchema, radius: z.number().min(10).max(MOST_AROUND_METRES) }),
    output: z.object({ workerIds: z.array(codeSchema), more: z.boolean(), missing }),
    topics: [],
  },
  /** what this desk knows to have happened in a period, oldest first; with a case only its own history */
  'replay.events': {
    input: spanSchema.extend({ caseId: idSchema.optional() }),
    output: z.object({ events: z.array(replayEventSchema), more: z.boolean() }),
    topics: [],
  },
  /**
   * which streets were walked: for each piece of them (`streetPieces.ts`, in its order) the day it was last walked before the end
   * of the period, as days before it, 255 for never; grids of the tier below `code` (null: the district), gaps of `code`, the
   * longest first
   */
  'walks.coverage': {
    input: z.object({
      /** days of the Shanghai calendar, the last one included */
      from: z.iso.date(),
      to: z.iso.date(),
      code: codeSchema.nullable(),
    }),
    output: z.object({
      total: walkedGridSchema,
      grids: z.array(walkedGridSchema),
      gaps: z.array(walkGapSchema),
      moreGaps: z.number(),
      /** pieces by the age class of when they were last walked, as lines for the map */
      ages: z.array(z.object({ age: z.number().int(), lines: z.array(z.array(z.tuple([z.number(), z.number()]))) })),
      /** since when this desk has kept it; null: it keeps nothing yet */
      since: timeSchema.nullable(),
      missing,
    }),
    topics: [],
  },
} as const;
