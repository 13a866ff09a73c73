import { type Case, ENDED_STATES } from '#shared/domain/case.ts';

/**
 * Lists a case stands in beside its state: a row of `case_lists` each, in the order of a queue, so that any of them is read a
 * page at a time by its key. Small lists beside a large table: an index over it would have to be made of every case there is.
 */
export const listOfHand = (userId: string): string => `hand:${userId}`;
/** closed, sampled to be looked at once more, and not looked at yet */
export const RECHECK_LIST = 'recheck';

export function listsOf(value: Case): string[] {
  const { state, recheck } = value;
  if (!ENDED_STATES.includes(state)) return handsOf(value).map(listOfHand);
  const isClosed = state === 'closed' || state === 'evaluated';
  return isClosed && recheck && recheck.passed === undefined ? [RECHECK_LIST] : [];
}

/** Operators who had a hand in it: whom it is assigned to finds it by that. */
function handsOf({ handledByIds, workerIds, reporterId, verifierId }: Case): string[] {
  const workers = new Set([...workerIds, reporterId, verifierId]);
  return [...new Set(handledByIds)].filter((id) => !workers.has(id));
}
