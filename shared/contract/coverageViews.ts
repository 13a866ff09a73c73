import { z } from 'zod';
import { COVERAGE_STATES, COVERAGE_TIERS } from '../domain/coverage.ts';
import { coveragePolicySchema } from '../protocol/coverage.ts';

/** The board of coverage as a window shows it: which areas have nobody in them. Times are ms of the centre's clock. */

const countsSchema = z.record(z.enum(COVERAGE_STATES), z.number());
export type CoverageCounts = z.infer<typeof countsSchema>;

export const coverageRowSchema = z.object({
  code: z.string(),
  name: z.string(),
  state: z.enum(COVERAGE_STATES),
  /** people on duty who were heard of lately, in it now */
  present: z.number(),
  /** people on duty who were last heard of in it and are silent */
  silent: z.number(),
  /** people on duty whose own grid lies in it, wherever they are */
  onDuty: z.number(),
  /** since when nobody has been seen in it; null: somebody is */
  since: z.number().nullable(),
  /** false: it may have been empty before, when this desk did not listen */
  exact: z.boolean(),
  /** ms beyond the longest time it may be empty */
  over: z.number(),
  /** the day on which a street in it was last walked, `2026-11-28`, when that is before this desk listened; for those who may read the audit */
  walkedOn: z.string().nullable(),
  /** its middle, and west, south, east, north */
  lon: z.number(),
  lat: z.number(),
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]),
});
export type CoverageRow = z.infer<typeof coverageRowSchema>;

export const coverageBoardSchema = z.object({
  /** the moment it tells of; null: this desk has not listened yet, and nothing can be said */
  asOf: z.number().nullable(),
  /** it tells of now; else the centre is not heard */
  live: z.boolean(),
  /** since when this desk has listened without a break */
  heardSince: z.number().nullable(),
  policy: coveragePolicySchema,
  /** the aims hold at this time of the day */
  inForce: z.boolean(),
  /** areas by state, of each tier */
  tiers: z.record(z.enum(COVERAGE_TIERS), countsSchema),
  /** areas of each tier with somebody in them */
  manned: z.record(z.enum(COVERAGE_TIERS), z.number()),
  /** of the tier that was asked for, in the area that was asked for */
  counts: countsSchema,
  /** people on duty who are in no grid */
  outside: z.number(),
  /** unit grids whose outline this desk does not know: nothing is said of them */
  unknown: z.number(),
  rows: z.array(coverageRowSchema),
  /** rows that fit but are not among them */
  more: z.number(),
});
export type CoverageBoard = z.infer<typeof coverageBoardSchema>;

export const COVERAGE_FEEDS = {
  /** areas of a tier, the worst first */
  'coverage.board': {
    input: z.object({
      tier: z.enum(COVERAGE_TIERS),
      /** only those in this state */
      state: z.enum(COVERAGE_STATES).optional(),
      /** only those in this street or community */
      within: z.string().max(14).optional(),
      limit: z.number().int().min(1).max(500),
    }),
    output: coverageBoardSchema,
    topics: ['coverage', 'workers', 'catalogue', 'outbox', 'status'],
  },
  /** the centre's, and over it what was changed here and is not confirmed yet */
  'coverage.policy': { input: z.object({}), output: coveragePolicySchema, topics: ['catalogue', 'outbox'] },
} as const;
