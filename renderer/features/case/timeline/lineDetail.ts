import type { CaseEvent } from '#shared/domain/case.ts';
import { type ActionDetail, actionDetailOf } from '../../../parts/index.ts';

export type LineDetail = ActionDetail;

export function detailOf(event: Pick<CaseEvent, 'detail'>): LineDetail {
  return actionDetailOf(event.detail);
}

/** Every worker a history names, so that their names are read at once. */
export function workersNamed(events: readonly CaseEvent[]): string[] {
  const ids = events.flatMap((event) => {
    const { workerIds = [], workerId, assignee, assigneeId, to } = detailOf(event);
    return [...workerIds, workerId, assignee?.id, assigneeId, to?.id].filter((id) => id !== undefined);
  });
  return [...new Set(ids)].toSorted().slice(0, 500);
}
