import { z } from 'zod';
import { FIGURE_NAMES } from '../domain/figures.ts';
import { PERIOD_KINDS } from '../domain/periods.ts';
import { timeSchema } from '../protocol/common.ts';
import { caseRowSchema } from './views.ts';

/** The evaluation figures of a period: a table by group, and the cases behind each of its numbers. */

/** By what a table has its rows; the tiers are those of the grids. */
export const GROUPINGS = ['none', 'street', 'community', 'unit', 'department', 'category-group', 'category'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** The cases a table is about: of a grid with all in it, of a department, of a category or its group. '' of each: of none. */
export const figureAreaSchema = z.object({
  grid: z
    .string()
    .regex(/^\d{0,14}$/)
    .optional(),
  department: z.string().max(64).optional(),
  category: z.string().max(64).optional(),
});
export type FigureArea = z.infer<typeof figureAreaSchema>;

export const periodSchema = z
  .object({ from: timeSchema, to: timeSchema })
  .refine(({ from, to }) => from < to, { message: 'it ends before it begins' });

/** most groups a table shows: those with the most cases received */
export const MOST_GROUPS = 300;

/** most points of a chart over time */
export const MOST_POINTS = 120;

const figureSchema = z.object({
  name: z.enum(FIGURE_NAMES),
  /** null: nothing to divide by, or not known for this period or group */
  value: z.number().nullable(),
  /** what a rate or a mean is taken of; null for a count */
  n: z.number().nullable(),
});

export const figuresTableSchema = z.object({
  /** the period as it was counted: it ends now at the latest */
  period: z.object({ from: timeSchema, to: timeSchema }),
  /** the period has not ended */
  running: z.boolean(),
  total: z.array(figureSchema),
  /** of the days that begin in the period, how many this desk knows who was on duty: those on-duty rate and coverage are of */
  duty: z.object({ days: z.number(), known: z.number() }),
  /** by code; the name in the language of the data */
  groups: z.array(z.object({ key: z.string(), zh: z.string(), en: z.string(), figures: z.array(figureSchema) })),
  /** groups beyond `MOST_GROUPS` */
  more: z.number(),
  /** cases received and closed in each day, week or month of the period in Shanghai; none where even the months are too many */
  series: z.object({
    unit: z.enum(PERIOD_KINDS),
    points: z.array(z.object({ from: timeSchema, received: z.number(), closed: z.number() })),
  }),
  /** cases whose facts are not known here: filled in while the desk is idle, or without a history */
  uncounted: z.number(),
});
export type FiguresTable = z.infer<typeof figuresTableSchema>;
export type TableFigure = z.infer<typeof figureSchema>;

export const FIGURES_FEEDS = {
  /** counted in steps: it may take a second for a year of a large centre, and no other call waits for it */
  'figures.table': {
    input: z.object({
      period: periodSchema,
      by: z.enum(GROUPINGS),
      area: figureAreaSchema.optional(),
      /** by what the chart over time is drawn; absent, or too many of them: by the finest that can be read */
      unit: z.enum(PERIOD_KINDS).optional(),
    }),
    output: figuresTableSchema,
    topics: ['cases', 'duty'],
  },
  /** the cases behind one number of it, the latest first; `total` is that number, or of a mean the cases it is taken of */
  'figures.cases': {
    input: z.object({
      period: periodSchema,
      area: figureAreaSchema.optional(),
      name: z.enum(FIGURE_NAMES),
      side: z.enum(['part', 'whole']),
      after: z.string().max(100).optional(),
      limit: z.number().int().min(1).max(500),
    }),
    output: z.object({ rows: z.array(caseRowSchema), next: z.string().nullable(), total: z.number() }),
    topics: ['cases'],
  },
} as const;
