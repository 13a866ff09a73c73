import type { CaseView } from '#shared/contract/views.ts';
import type { CaseEvent } from '#shared/domain/case.ts';

/** The newest line of an action. */
export function lastOf({ events }: Pick<CaseView, 'events'>, action: CaseEvent['action']): CaseEvent | undefined {
  return events.findLast((event) => event.action === action);
}

/** Who somebody is, as the history names them. */
export function nameOf({ events, workers }: Pick<CaseView, 'events' | 'workers'>, id: string): string {
  const actor = events.findLast((event) => event.actor.id === id)?.actor.name;
  return actor ?? workers.find((worker) => worker.id === id)?.name ?? id;
}
