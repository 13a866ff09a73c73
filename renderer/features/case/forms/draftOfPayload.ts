import { z } from 'zod';
import { actionDetailOf, localInput } from '../../../parts/index.ts';
import { EMPTY_DRAFT, type FormDraft } from './spec.ts';

/**
 * The payload of an action that was sent, as a draft again, so that it can be changed and sent anew. What it did not name
 * was left out by the operator's choice: no proposal takes its place.
 */
export function draftOfPayload(payload: unknown): FormDraft {
  const detail = actionDetailOf(payload);
  const { note, reason, personal, departmentId, departmentIds, workerIds, workerId, intoId, majorId, level, ...rest } =
    detail;
  const { outcome, satisfaction, assignee, assigneeId, to, by, categoryCode, found, passed, ...times } = rest;
  const whom = assignee ?? to;
  const at = times.dueAt ?? times.until ?? times.reviewAt;
  return {
    ...EMPTY_DRAFT,
    text: reason ?? note ?? '',
    personal: personal ?? false,
    departmentId: departmentId ?? '',
    departmentIds: (departmentIds ?? []).filter((code) => code !== departmentId),
    workerIds: workerIds ?? (workerId === undefined ? [] : [workerId]),
    time: at === undefined ? null : localInput(at),
    level: level ?? null,
    targetId: intoId ?? majorId ?? null,
    outcome: outcome ?? null,
    satisfaction: satisfaction ?? null,
    way: by ?? null,
    // Of a single one the payload holds the id alone: its kind is the form's to find.
    assignee: whom ? `${whom.kind}:${whom.id}` : assigneeId === undefined ? null : `worker:${assigneeId}`,
    verdict: found ?? passed ?? null,
    categoryCode: categoryCode ?? null,
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
