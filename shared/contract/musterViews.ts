import { z } from 'zod';
import { musterLineSchema, musterSchema } from '../protocol/musters.ts';
import { outboxItemSchema } from './views.ts';

/** A muster in a list. */
export const musterRowSchema = musterSchema
  .pick({ id: true, title: true, caseId: true, target: true, radius: true, startedAt: true, stoodDownAt: true })
  .extend({ called: z.number(), gathered: z.number(), arrived: z.number() });
export type MusterRow = z.infer<typeof musterRowSchema>;

/** One muster with its log, oldest line first, and what of this desk still waits to be told to the centre. */
export const musterViewSchema = z.object({
  muster: musterSchema,
  /** units by id; one the desk does not know is missing */
  names: z.record(z.string(), z.string()),
  lines: z.array(musterLineSchema),
  waiting: z.array(outboxItemSchema),
});
export type MusterView = z.infer<typeof musterViewSchema>;
