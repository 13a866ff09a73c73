import { z } from 'zod';
import { EVALUATION_WAYS } from '#shared/domain/case.ts';
import { assigneeSchema } from '#shared/protocol/cases.ts';

/**
 * What an action on a case says beside its name, as a payload or the detail of a history line holds it. Both are kept and
 * may have been written by another version: what does not fit counts as not there.
 */
const actionDetailSchema = z.object({
  note: z.string().optional().catch(undefined),
  reason: z.string().optional().catch(undefined),
  /** the text tells of a person */
  personal: z.boolean().optional().catch(undefined),
  departmentIds: z.array(z.string()).optional().catch(undefined),
  departmentId: z.string().optional().catch(undefined),
  workerIds: z.array(z.string()).optional().catch(undefined),
  workerId: z.string().optional().catch(undefined),
  intoId: z.string().optional().catch(undefined),
  majorId: z.string().optional().catch(undefined),
  assignee: assigneeSchema.optional().catch(undefined),
  assigneeId: z.string().optional().catch(undefined),
  /** who has to reply to a supervision */
  to: assigneeSchema.optional().catch(undefined),
  by: z.enum(EVALUATION_WAYS).optional().catch(undefined),
  categoryCode: z.string().optional().catch(undefined),
  found: z.boolean().optional().catch(undefined),
  passed: z.boolean().optional().catch(undefined),
  dueAt: z.number().optional().catch(undefined),
  until: z.number().optional().catch(undefined),
  reviewAt: z.number().optional().catch(undefined),
  level: z
    .union([z.literal(1), z.literal(2), z.literal(3)])
    .optional()
    .catch(undefined),
  satisfaction: z.number().optional().catch(undefined),
  toTier: z.enum(['grid', 'community', 'street', 'district']).optional().catch(undefined),
  outcome: z.enum(['handled', 'back']).optional().catch(undefined),
});
export type ActionDetail = z.infer<typeof actionDetailSchema>;

/** Reads a payload or a line's detail; nothing at all of what is no object. */
export function actionDetailOf(source: unknown): ActionDetail {
  const parsed = actionDetailSchema.safeParse(source);
  return parsed.success ? parsed.data : {};
}
