import { z } from 'zod';
import { ACTOR_KINDS } from '../domain/case.ts';
import { COMMAND_PRIORITIES } from '../domain/command.ts';
import { ARRIVED_BY, MUSTER_LINES, type Muster, type MusterLine, SCENE_ROLES } from '../domain/muster.ts';
import { recipientsSchema, targetSchema } from './commands.ts';
import {
  codeSchema,
  idSchema,
  latSchema,
  lonSchema,
  noteSchema,
  reasonSchema,
  timeSchema,
  titleSchema,
} from './common.ts';

/** Musters on the wire: their rows, the lines of their logs, and the ops that change them. */

const actorSchema = z.object({ id: codeSchema, name: z.string(), kind: z.enum(ACTOR_KINDS) });
const minutesSchema = z.number().int().min(1).max(240);
const phasesSchema = z.object({ gather: minutesSchema, arrive: minutesSchema, settle: minutesSchema });
const doneSchema = timeSchema.nullable();

export const musterSchema = z.object({
  id: idSchema,
  version: z.number().int().min(0),
  title: titleSchema,
  caseId: idSchema.nullable(),
  target: targetSchema,
  radius: z.number().int().min(20).max(5000),
  minutes: phasesSchema,
  startedAt: timeSchema,
  startedBy: actorSchema,
  commandIds: z.array(idSchema).max(50),
  units: z.array(
    z.object({
      workerId: codeSchema,
      role: z.enum(SCENE_ROLES).nullable(),
      addedAt: timeSchema,
      gatheredAt: timeSchema.nullable(),
      arrivedAt: timeSchema.nullable(),
      arrivedBy: z.enum(ARRIVED_BY).nullable(),
      declinedAt: timeSchema.nullable(),
    }),
  ),
  done: z.object({ gather: doneSchema, arrive: doneSchema, settle: doneSchema }),
  stoodDownAt: timeSchema.nullable(),
}) satisfies z.ZodType<Muster>;

export const musterLineSchema = z.object({
  id: z.string().min(1).max(200),
  version: z.number().int().min(0),
  musterId: idSchema,
  at: timeSchema,
  actor: actorSchema,
  what: z.enum(MUSTER_LINES),
  workerId: codeSchema.nullable(),
  text: z.string().max(4000),
}) satisfies z.ZodType<MusterLine>;

/** A row of `query` of kind `routes`: the way of a worker along the streets to a place. */
export const routeRowSchema = z.object({
  workerId: codeSchema,
  line: z.array(z.tuple([lonSchema, latSchema])),
  meters: z.number().min(0),
});
export type RouteRow = z.infer<typeof routeRowSchema>;

/** op kind → payload. `entityId` is the muster's id, also of `muster.start`. */
export const MUSTER_OPS = {
  /** makes the muster and issues the command that calls its units, whose id is `commandId` */
  'muster.start': z.object({
    commandId: idSchema,
    caseId: idSchema.optional(),
    title: titleSchema,
    text: z.string().max(4000),
    priority: z.enum(COMMAND_PRIORITIES),
    target: targetSchema,
    /** metres */
    radius: z.number().int().min(20).max(5000),
    recipients: recipientsSchema,
    minutes: phasesSchema.optional(),
  }),
  'muster.add': z.object({ commandId: idSchema, recipients: recipientsSchema }),
  'muster.role': z.object({ workerId: codeSchema, role: z.enum(SCENE_ROLES).nullable() }),
  /** an operator heard by radio how far a unit is */
  'muster.mark': z.object({ workerId: codeSchema, what: z.enum(['gathered', 'arrived', 'declined']) }),
  'muster.note': z.object({ text: noteSchema.min(1) }),
  'muster.settle': z.object({ note: noteSchema.optional() }),
  'muster.stand-down': z.object({ note: noteSchema.optional() }),
  /** opens the trails of the units during the muster to whoever asks, as a look-up of each */
  'muster.replay': z.object({ reason: reasonSchema }),
} as const satisfies Record<string, z.ZodType>;
