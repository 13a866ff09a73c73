import { actionDetailOf, localInput } from '../../../parts/index.ts';
import { EMPTY_DRAFT, type FormDraft } from './spec.ts';

/**
 * The payload of an action that was sent, as a draft again, so that it can be changed and sent anew. What it did not name
 * was left out by the operator's choice: no proposal takes its place.
 */
export function draftOfPayload(payload: unknown): FormDraft {
  const { note, reason, departmentId, workerIds, workerId, intoId, level, outcome, satisfaction, ...times } =
    actionDetailOf(payload);
  const at = times.dueAt ?? times.until ?? times.reviewAt;
  return {
    ...EMPTY_DRAFT,
    text: reason ?? note ?? '',
    departmentId: departmentId ?? '',
    workerIds: workerIds ?? (workerId === undefined ? [] : [workerId]),
    time: at === undefined ? null : localInput(at),
    level: level ?? null,
    targetId: intoId ?? null,
    outcome: outcome ?? null,
    satisfaction: satisfaction ?? null,
  };
}
