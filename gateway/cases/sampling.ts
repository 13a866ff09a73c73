import { createHash } from 'node:crypto';
import type { CaseEvent } from '#shared/domain/case.ts';
import type { CasePolicy } from '#shared/protocol/desks.ts';

/** Whether a case is one of those that are looked at once more: the same answer whenever it is asked, and nobody's choice. */
export function isSampled(caseId: string, history: readonly Pick<CaseEvent, 'action'>[], policy: CasePolicy): boolean {
  const last = history.findLast(({ action }) => action === 'settle' || action === 'dispatch');
  const share = last?.action === 'settle' ? policy.sampling.settled : policy.sampling.verified;
  return createHash('sha256').update(caseId).digest().readUInt32BE() / 2 ** 32 < share;
}
