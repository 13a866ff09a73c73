import { z } from 'zod';
import { CASE_SOURCES, URGENCIES } from '../domain/case.ts';
import { codeSchema, timeSchema } from '../protocol/common.ts';

/** Lights a queue can be filtered by; grey: no clock runs. */
export const FILTER_LIGHTS = ['red', 'yellow', 'green', 'grey'] as const;

/** What the rows of a queue must all be; kinds that are absent ask nothing. */
export const queueFilterSchema = z.object({
  /** code of a class, a group or a type */
  category: codeSchema.optional(),
  /** code of a street, a community or a unit grid */
  grid: codeSchema.optional(),
  department: codeSchema.optional(),
  urgency: z.enum(URGENCIES).optional(),
  /** as it is now, by the centre's clock */
  light: z.enum(FILTER_LIGHTS).optional(),
  source: z.enum(CASE_SOURCES).optional(),
  /** the worker who has it in hand, or had it when it ended */
  worker: codeSchema.optional(),
  /** reported at this time or later */
  from: timeSchema.optional(),
  /** reported at this time or before */
  to: timeSchema.optional(),
  /** words of number, title, address or text, found as the search finds them */
  text: z.string().max(100).optional(),
});
export type QueueFilter = z.infer<typeof queueFilterSchema>;
export type FilterKind = keyof QueueFilter;
export const FILTER_KINDS = Object.keys(queueFilterSchema.shape) as FilterKind[];

/** A filtered queue is counted no further. */
export const MOST_COUNTED = 1000;
