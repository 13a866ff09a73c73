import { z } from 'zod';
import { timeSchema } from '../protocol/common.ts';
import { musterLineSchema, musterSchema, routeRowSchema } from '../protocol/musters.ts';
import { outboxItemSchema } from './views.ts';

/** A muster in a list. */
export const musterRowSchema = musterSchema
  .pick({ id: true, title: true, caseId: true, target: true, radius: true, startedAt: true, stoodDownAt: true })
  .extend({ called: z.number(), gathered: z.number(), arrived: z.number() });
export type MusterRow = z.infer<typeof musterRowSchema>;

/** The ways of the units while a muster ran, for whoever looked them up with a reason. */
export const musterReplaySchema = z.object({
  to: timeSchema,
  units: z.array(
    z.object({
      workerId: z.string(),
      /** by time; none where this desk knows nothing of it */
      points: z.array(z.object({ t: z.number(), lon: z.number(), lat: z.number() })),
    }),
  ),
});
export type MusterReplay = z.infer<typeof musterReplaySchema>;

/** The ways along the streets of the units that have not arrived; `alone`: the centre cannot be asked. */
export const musterRoutesSchema = z.object({ state: z.enum(['told', 'alone']), routes: z.array(routeRowSchema) });

/** One muster with its log, oldest line first, and what of this desk still waits to be told to the centre. */
export const musterViewSchema = z.object({
  muster: musterSchema,
  /** units by id; one the desk does not know is missing */
  names: z.record(z.string(), z.string()),
  lines: z.array(musterLineSchema),
  waiting: z.array(outboxItemSchema),
});
export type MusterView = z.infer<typeof musterViewSchema>;
