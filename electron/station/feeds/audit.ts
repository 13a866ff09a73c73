import { z } from 'zod';
import { CONSOLE_TO_GATEWAY, AUDIT_KINDS, AUDIT_ROLES, auditRowSchema } from '#shared/protocol/console.ts';
import type { AuditPage } from '#shared/contract/views.ts';
import type { Feed, FeedContext } from './context.ts';

const rowsSchema = z.array(auditRowSchema);

/** Who looked into personal data. Only the centre knows: this desk asks it each time and keeps nothing. */
export const auditList: Feed<'audit.list'> = async (context, { from, to, after, limit, ...audit }) => {
  const waiting = waitingLooks(context);
  const { user } = context.session;
  const empty = { rows: [], next: null, waiting };
  if (!AUDIT_ROLES.some((role) => user?.roles.includes(role))) return { state: 'forbidden', ...empty };
  try {
    const asked = await context.askCentre('query', { kind: 'audit', audit, from, to, after, limit });
    const answer = CONSOLE_TO_GATEWAY.query.ack.parse(asked);
    if (!answer.ok) return { state: answer.code === 'forbidden' ? 'forbidden' : 'alone', ...empty };
    return { state: 'told', rows: rowsSchema.parse(answer.rows), next: answer.next ?? null, waiting };
  } catch {
    // No centre, or none that knows the question: what this desk itself knows is shown.
    return { state: 'alone', ...empty };
  }
};

function waitingLooks({ outbox, session }: FeedContext): AuditPage['waiting'] {
  return outbox.openOfKinds(AUDIT_KINDS, session.user?.id ?? '').map((row) => {
    const read = outbox.read(row);
    const payload = read.ok ? reasonSchema.safeParse(read.payload) : null;
    const subjectId = row.entity_id ?? (payload?.success ? payload.data.workerId : undefined) ?? '';
    return { id: row.id, kind: row.kind, subjectId, at: row.at, reason: payload?.success ? payload.data.reason : '' };
  });
}

const reasonSchema = z.object({ reason: z.string(), workerId: z.string().optional() });
