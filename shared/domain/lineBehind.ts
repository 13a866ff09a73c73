/** Which line of a case's history a refusal of separation of duties comes from: so that it can say who did what, and when. */
import type { CaseEvent } from './case.ts';
import type { RefusalReason } from './refusals.ts';
import { HANDLING_ACTIONS } from './separation.ts';

type Line = Pick<CaseEvent, 'action' | 'actor' | 'at' | 'detail'>;

/** What somebody must have done for each of these to be refused to them. */
const ACTS: Partial<Record<RefusalReason, readonly CaseEvent['action'][]>> = {
  'handled-it': HANDLING_ACTIONS,
  'verifier-handled-it': HANDLING_ACTIONS,
  'passed-it-yourself': ['verify-pass'],
  'pressed-it-yourself': ['supervise'],
  'supervisor-cannot-cancel': ['supervise'],
  'granted-it-yourself': ['grant-extension'],
  'asked-it-yourself': ['request-extension'],
};

/** An actor who is one of several hands, and the moment that made them one. */
export interface LineBehind<T extends Line> {
  line: T;
  /** they did it themselves, or it was given to them */
  how: 'did' | 'was-given';
}

/**
 * The newest line that stands behind the refusal for this person: what they did, else the one that gave them the case. Null
 * when the refusal is of another kind, and when the line is not known here.
 */
export function lineBehind<T extends Line>(
  reason: RefusalReason,
  events: readonly T[],
  personId: string,
): LineBehind<T> | null {
  const acts = ACTS[reason];
  if (!acts) return null;
  const done = events.findLast(({ action, actor }) => actor.id === personId && acts.includes(action));
  if (done) return { line: done, how: 'did' };
  if (acts !== HANDLING_ACTIONS) return null;
  const given = events.findLast(({ action, detail }) => isGiving(action) && names(detail['workerIds'], personId));
  return given ? { line: given, how: 'was-given' } : null;
}

function isGiving(action: CaseEvent['action']): boolean {
  return action === 'dispatch' || action === 'assign';
}

function names(list: CaseEvent['detail'][string] | undefined, id: string): boolean {
  return Array.isArray(list) && list.includes(id);
}
