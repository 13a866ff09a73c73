import type { MediaRef } from '#shared/domain/case.ts';
import type { Gateway } from '../context.ts';
import type { Unit } from '../storage/storage.ts';
import { caseAction, decideCaseAction } from './caseAction.ts';
import type { Teller } from './newCase.ts';

export interface Complaint {
  /** the case that is told of once more */
  of: string;
  note: string;
  media?: MediaRef[];
}

/**
 * Decides that an earlier case is told of once more: a complaint about it, or about the one it was merged into. Null when there is
 * no such case, or nobody works on it any more: then it is told anew.
 */
export async function decideComplaint(
  gateway: Gateway,
  { of, note, media }: Complaint,
  { actor, roles, deskAt }: Teller,
): Promise<{ unit: Unit; caseId: string } | null> {
  const told = await gateway.storage.get('case', of);
  if (!told) return null;
  const caseId = told.mergedIntoId ?? told.id;
  const action = caseAction('complain', { note, ...(media?.length && { media }) });
  const decision = await decideCaseAction(gateway, { caseId, action, actor, roles, deskAt });
  return decision.ok ? { unit: decision.unit, caseId } : null;
}
