import { z } from 'zod';
import { actionDetailOf, localInput } from '../../../parts/index.ts';
import { EMPTY_DRAFT, type FormDraft } from './spec.ts';

/**
 * The payload of an action that was sent, as a draft again, so that it can be changed and sent anew. What it did not name
 * was left out by the operator's choice: no proposal takes its place.
 */
export function draftOfPayload(payload: unknown): FormDraft {
  const { note, reason, personal, departmentId, workerIds, workerId, intoId, level, outcome, satisfaction, ...times } =
    actionDetailOf(payload);
  const at = times.dueAt ?? times.until ?? times.reviewAt;
  return {
    ...EMPTY_DRAFT,
    text: reason ?? note ?? '',
    personal: personal ?? false,
    departmentId: departmentId ?? '',
    workerIds: workerIds ?? (workerId === undefined ? [] : [workerId]),
    time: at === undefined ? null : localInput(at),
    level: level ?? null,
    targetId: intoId ?? null,
    outcome: outcome ?? null,
    satisfaction: satisfaction ?? null,
  };
}

/** What was sent and no form asks for: photos. It goes along when it is sent again. */
const unaskedSchema = z.object({
  media: z.array(z.unknown()).optional().catch(undefined),
});

export function unaskedOf(payload: unknown): { media?: unknown[] } {
  const parsed = unaskedSchema.safeParse(payload);
  return parsed.success ? parsed.data : {};
}
