import type { Gateway } from '../context.ts';
import { refuse } from '../wire/refusal.ts';
import type { Decision, OpRequest } from './request.ts';

/** Shows a resident's contact to one operator; who, when and why is audited in the same transaction. */
export async function revealContact(gateway: Gateway, request: OpRequest<'contact.reveal'>): Promise<Decision> {
  const caseId = request.entityId;
  if (!caseId) return refuse('invalid', '缺少案件编号（entityId）');
  const sealed = await gateway.storage.sealedContact(caseId);
  if (!sealed) return refuse('not-found', '此案件没有联系人');
  const unit = { audits: [auditLine(gateway, request, 'contact.reveal', caseId, { reason: request.payload.reason })] };
  const contact = gateway.vault.open(caseId, sealed);
  return { ok: true, unit, answer: { result: { caseId } }, once: { result: { caseId, contact } } };
}

/** Opens a worker's trail to the asking shift lead; the points are then read by `query` of kind `trail`. */
export async function lookUpTrail(gateway: Gateway, request: OpRequest<'trail.look-up'>): Promise<Decision> {
  const { workerId, from, to, reason } = request.payload;
  if (!gateway.directory.workers.has(workerId)) return refuse('not-found', '没有这位网格员');
  if (to < from) return refuse('invalid', '结束时间早于开始时间');
  const points = await gateway.trail.read(workerId, from, to, 20_000);
  const unit = { audits: [auditLine(gateway, request, 'trail.look-up', workerId, { from, to, reason })] };
  return { ok: true, unit, answer: { result: { workerId, from, to, points: points.length } } };
}

function auditLine(
  gateway: Gateway,
  request: Pick<OpRequest, 'user'>,
  kind: string,
  subject: string,
  detail: Record<string, unknown>,
) {
  return { id: gateway.newId(), at: gateway.now(), actorId: request.user.id, kind, subject, detail };
}
