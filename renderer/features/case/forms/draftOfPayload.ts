import { z } from 'zod';
import { localInput } from '../../../parts/index.ts';
import { EMPTY_DRAFT, type FormDraft } from './spec.ts';

/** What any action's payload may hold that a form asked for; read leniently, for it comes back from the outbox. */
const payloadSchema = z.object({
  note: z.string().optional().catch(undefined),
  reason: z.string().optional().catch(undefined),
  departmentId: z.string().optional().catch(undefined),
  workerIds: z.array(z.string()).optional().catch(undefined),
  workerId: z.string().optional().catch(undefined),
  intoId: z.string().optional().catch(undefined),
  dueAt: z.number().optional().catch(undefined),
  until: z.number().optional().catch(undefined),
  reviewAt: z.number().optional().catch(undefined),
  level: z
    .union([z.literal(1), z.literal(2), z.literal(3)])
    .optional()
    .catch(undefined),
  outcome: z.enum(['handled', 'back']).optional().catch(undefined),
  satisfaction: z.number().optional().catch(undefined),
});

/** A refused action's payload as a draft again, so that it can be changed and sent anew. */
export function draftOfPayload(payload: unknown): FormDraft {
  const parsed = payloadSchema.safeParse(payload);
  if (!parsed.success) return EMPTY_DRAFT;
  const { note, reason, departmentId, workerIds, workerId, intoId, level, outcome, satisfaction } = parsed.data;
  const at = parsed.data.dueAt ?? parsed.data.until ?? parsed.data.reviewAt;
  return {
    text: reason ?? note ?? '',
    departmentId: departmentId ?? null,
    workerIds: workerIds ?? (workerId === undefined ? null : [workerId]),
    time: at === undefined ? null : localInput(at),
    level: level ?? null,
    targetId: intoId ?? null,
    outcome: outcome ?? null,
    satisfaction: satisfaction ?? null,
  };
}
