import type { CaseView } from '#shared/contract/views.ts';
import type { CaseEvent } from '#shared/domain/case.ts';

export interface Return {
  event: CaseEvent;
  /** who gave it back; null: everybody who had it */
  assigneeId: string | null;
  /** told by themselves, not recorded at a desk */
  isOwn: boolean;
}

/** Every return of the case, the newest first. */
export function returnsOf({ events }: Pick<CaseView, 'events'>): Return[] {
  return events
    .filter(({ action }) => action === 'return')
    .toReversed()
    .map((event) => {
      const named = event.detail['assigneeId'];
      const isOwn = event.actor.kind === 'terminal';
      return { event, isOwn, assigneeId: isOwn ? event.actor.id : typeof named === 'string' ? named : null };
    });
}
