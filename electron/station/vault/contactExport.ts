import type { Answer, ContactExport } from '#shared/contract/station.ts';
import { ackSchema } from '#shared/protocol/common.ts';
import { type ExportedContact, exportResultSchema } from '#shared/protocol/console.ts';
import { no, yes } from '../serve/answers.ts';

export interface ContactExportWorld {
  /** the desk's clock */
  now(): number;
  /** rejects when there is no link or no answer */
  ask(event: string, payload: unknown): Promise<unknown>;
}

const exportAck = ackSchema({ result: exportResultSchema });

/**
 * Contacts for a file. Not by the outbox: a file is written while its operator waits for it, and what was told for one must not lie
 * here afterwards.
 */
export async function exportContacts(
  { now, ask }: ContactExportWorld,
  { id, caseIds, reason }: ContactExport,
): Promise<Answer<ExportedContact[]>> {
  const op = { id, kind: 'contact.export', at: now(), payload: { caseIds, reason } };
  const answer = exportAck.safeParse(await ask('op', op).catch(() => null));
  if (!answer.success) return no('unavailable', 'export-alone');
  if (answer.data.ok) return yes(answer.data.result.contacts);
  return no(answer.data.code, answer.data.code, answer.data.message);
}
