import { z } from 'zod';
import { idSchema, timeSchema } from '#shared/protocol/common.ts';
import { PRIVACY_SETTING, privacySchema } from '#shared/protocol/personal.ts';
import { DISTRICT } from '../console/trailPages.ts';
import type { Gateway } from '../context.ts';
import type { AuditLine } from '../storage/storage.ts';
import { refuse } from '../wire/refusal.ts';
import type { Answer, Yes } from './decision.ts';
import type { Decision, OpRequest } from './request.ts';

const MINUTE_MS = 60_000;
/** What is kept of the answer to a reveal. */
const keptSchema = z.object({ caseId: idSchema, at: timeSchema });

/**
 * Shows what is personal in a case to one operator: the contact and the texts marked so. Who, when and why is audited
 * in the same transaction; the answer is kept without what it told.
 */
export async function revealContact(gateway: Gateway, request: OpRequest<'contact.reveal'>): Promise<Decision> {
  const caseId = request.entityId;
  if (!caseId) return refuse('invalid', '缺少案件编号（entityId）');
  const { contact, texts } = await personalOf(gateway, caseId);
  if (!contact && texts.length === 0) return refuse('not-found', '此案件没有联系人，也没有标为个人信息的文字');
  const unit = { audits: [auditLine(gateway, request, 'contact.reveal', caseId, {})] };
  const result = { caseId, at: gateway.now() };
  return { ok: true, unit, answer: { result }, told: { result: { ...result, contact, texts } } };
}

/**
 * The same reveal again, because its answer was lost: told anew, without another line in the audit, for as long as what was
 * revealed may be looked at.
 */
export async function revealAgain(gateway: Gateway, kept: Yes): Promise<Answer> {
  const result = keptSchema.safeParse(kept.result);
  if (!result.success || (await isOver(gateway, result.data.at))) {
    return refuse('gone', '这次查看已有记录，但可查看的时间已过；需要时请重新查看并说明理由');
  }
  return { ...kept, result: { ...result.data, ...(await personalOf(gateway, result.data.caseId)) } };
}

/** Whether what was told at `at` is told no more to the same question. */
export async function isOver({ storage, now }: Gateway, at: number): Promise<boolean> {
  const setting = (await storage.get('setting', PRIVACY_SETTING))?.value;
  return now() >= at + privacySchema.parse(setting ?? {}).revealMinutes * MINUTE_MS;
}

async function personalOf({ storage, vault }: Gateway, caseId: string) {
  const sealed = await storage.sealedContact(caseId);
  const texts = await storage.sealedTexts(caseId);
  return {
    contact: sealed ? vault.open(caseId, sealed) : null,
    texts: texts.map((text) => ({ eventId: text.eventId, text: vault.openText(text.eventId, text.sealed) })),
  };
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

/** Opens the trails of those who may have been near a case, each with a line in the audit. */
export async function lookUpNear(gateway: Gateway, request: OpRequest<'trail.near'>): Promise<Decision> {
  const caseId = request.entityId;
  const { workerIds, from, to } = request.payload;
  if (!caseId || !(await gateway.storage.get('case', caseId))) return refuse('not-found', '没有这个案件');
  if (to < from) return refuse('invalid', '结束时间早于开始时间');
  const known = [...new Set(workerIds)].filter((id) => gateway.directory.workers.has(id));
  if (known.length === 0) return refuse('not-found', '没有这些网格员');
  const audits = known.map((id) => auditLine(gateway, request, 'trail.look-up', id, { from, to, caseId }));
  return { ok: true, unit: { audits }, answer: { result: { caseId, workers: known.length, from, to } } };
}

/** Opens everybody's trails to the asking shift lead, for a replay of the district: one line, for it names nobody. */
export async function lookUpDistrict(gateway: Gateway, request: OpRequest<'trail.district'>): Promise<Decision> {
  const { from, to } = request.payload;
  if (to < from) return refuse('invalid', '结束时间早于开始时间');
  const unit = { audits: [auditLine(gateway, request, 'trail.district', DISTRICT, { from, to })] };
  return { ok: true, unit, answer: { result: { from, to } } };
}

/** Ways of these workers go into a file: a line for each of them. */
export async function exportTrails(gateway: Gateway, request: OpRequest<'trail.export'>): Promise<Decision> {
  const { workerIds, from, to } = request.payload;
  if (to < from) return refuse('invalid', '结束时间早于开始时间');
  const known = [...new Set(workerIds)].filter((id) => gateway.directory.workers.has(id));
  if (known.length === 0) return refuse('not-found', '没有这些网格员');
  const audits = known.map((id) => auditLine(gateway, request, 'trail.export', id, { from, to }));
  return { ok: true, unit: { audits }, answer: { result: { workers: known.length, from, to } } };
}

/** Somebody listened to the sound that their desk kept of a talk, or took a copy of it: about whoever talked. */
export async function noteListening(gateway: Gateway, request: OpRequest<'recording.listen'>): Promise<Decision> {
  const { recordingId, talkerId, from, to, use } = request.payload;
  const reason = use === 'export' ? '导出录音' : '听取录音';
  const looking = { user: request.user, payload: { reason } };
  const unit = { audits: [auditLine(gateway, looking, 'recording.listen', talkerId, { from, to, recordingId })] };
  return { ok: true, unit, answer: {} };
}

/** Who looked, at what and when lies open in the line; why does not: a reason often names the person, too. */
export function auditLine(
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
