import type { Case, CaseEvent } from '#shared/domain/case.ts';
import { putRow } from '../storage/putRow.ts';
import type { Put } from '../storage/storage.ts';

/** A case to write, with when its tier's time is over. @param history with the line that goes with it */
export function casePut(row: Case, history: readonly Pick<CaseEvent, 'action' | 'at'>[], expect: number): Put {
  const put = putRow('case', row, expect);
  put.index.due = climbDue(put, row, history);
  return put;
}

/** The next tier has its time too: each climb under one clock waits the clock's whole span again. */
function climbDue(put: Put, { clock }: Case, history: readonly Pick<CaseEvent, 'action' | 'at'>[]): number | undefined {
  if (put.index.due === undefined || !clock) return put.index.due;
  const climbs = history.filter((event) => event.action === 'climb' && event.at >= clock.startedAt).length;
  return clock.dueAt + climbs * Math.max(1, clock.dueAt - clock.startedAt);
}
