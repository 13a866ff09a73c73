import type { Gateway } from '../context.ts';
import type { AuditLine } from '../storage/storage.ts';
import { refuse } from '../wire/refusal.ts';
import type { Decision, OpRequest } from './request.ts';

/**
 * Shows what is personal in a case to one operator: the contact and the texts marked so. Who, when and why is audited
 * in the same transaction; the answer holds it once and is kept without it.
 */
export async function revealContact(gateway: Gateway, request: OpRequest<'contact.reveal'>): Promise<Decision> {
  const { storage, vault } = gateway;
  const caseId = request.entityId;
  if (!caseId) return refuse('invalid', '缺少案件编号（entityId）');
  const sealed = await storage.sealedContact(caseId);
  const sealedTexts = await storage.sealedTexts(caseId);
  if (!sealed && sealedTexts.length === 0) return refuse('not-found', '此案件没有联系人，也没有标为个人信息的文字');
  const unit = { audits: [auditLine(gateway, request, 'contact.reveal', caseId, {})] };
  const contact = sealed ? vault.open(caseId, sealed) : null;
  const texts = sealedTexts.map((text) => ({
    eventId: text.eventId,
    text: vault.openText(text.eventId, text.sealed),
  }));
  return { ok: true, unit, answer: { result: { caseId } }, once: { result: { caseId, contact, texts } } };
}

/** Opens a worker's trail to the asking shift lead; the points are then read by `query` of kind `trail`. */
export async function lookUpTrail(gateway: Gateway, request: OpRequest<'trail.look-up'>): Promise<Decision> {
  const { workerId, from, to } = request.payload;
  if (!gateway.directory.workers.has(workerId)) return refuse('not-found', '没有这位网格员');
  if (to < from) return refuse('invalid', '结束时间早于开始时间');
  const points = await gateway.trail.read(workerId, from, to, 20_000);
  const unit = { audits: [auditLine(gateway, request, 'trail.look-up', workerId, { from, to })] };
  return { ok: true, unit, answer: { result: { workerId, from, to, points: points.length } } };
}

/** Who looked, at what and when lies open in the line; why does not: a reason often names the person, too. */
function auditLine(
  gateway: Gateway,
  request: Pick<OpRequest<'contact.reveal'>, 'user' | 'payload'>,
  kind: string,
  subject: string,
  detail: Record<string, unknown>,
): AuditLine {
  const id = gateway.newId();
  const reason = gateway.vault.sealField(id, request.payload.reason);
  return { id, at: gateway.now(), actorId: request.user.id, kind, subject, detail: { ...detail, reason } };
}
