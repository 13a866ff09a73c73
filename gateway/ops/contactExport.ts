import { z } from 'zod';
import type { ExportedContact } from '#shared/protocol/console.ts';
import { idSchema, timeSchema } from '#shared/protocol/common.ts';
import type { Gateway } from '../context.ts';
import { refuse } from '../wire/refusal.ts';
import type { Answer, Yes } from './decision.ts';
import { auditLine, isOver } from './privacyOps.ts';
import type { Decision, OpRequest } from './request.ts';

/** What is kept of the answer: of whom was told, never what. */
const keptSchema = z.object({ at: timeSchema, caseIds: z.array(idSchema) });

/**
 * Tells the contacts of several cases for a file. Each that is told is audited like a reveal, in the same transaction; a case
 * that has none, or is not here, is left out and stands in no audit.
 */
export async function exportContacts(gateway: Gateway, request: OpRequest<'contact.export'>): Promise<Decision> {
  const contacts = await contactsOf(gateway, [...new Set(request.payload.caseIds)]);
  const caseIds = contacts.map(({ caseId }) => caseId);
  const audits = caseIds.map((id) => auditLine(gateway, request, 'contact.export', id, { exportId: request.id }));
  const at = gateway.now();
  return { ok: true, unit: { audits }, answer: { result: { at, caseIds } }, told: { result: { at, contacts } } };
}

/** The same export again, because its answer was lost: told anew for as long as a reveal is, without another line in the audit. */
export async function exportAgain(gateway: Gateway, kept: Yes): Promise<Answer> {
  const result = keptSchema.safeParse(kept.result);
  if (!result.success || (await isOver(gateway, result.data.at))) {
    return refuse('gone', '这次导出已有记录，但可取回的时间已过；需要时请重新导出并说明理由');
  }
  const { at, caseIds } = result.data;
  return { ...kept, result: { at, contacts: await contactsOf(gateway, caseIds) } };
}

async function contactsOf({ storage, vault }: Gateway, caseIds: readonly string[]): Promise<ExportedContact[]> {
  const contacts: ExportedContact[] = [];
  for (const caseId of caseIds) {
    const sealed = await storage.sealedContact(caseId);
    if (sealed) contacts.push({ ...vault.open(caseId, sealed), caseId });
  }
  return contacts;
}
