import { actSchema, type ActReceipt, type Answer } from '#shared/contract/station.ts';
import type { Case } from '#shared/domain/case.ts';
import { applyAction } from '#shared/domain/lifecycle.ts';
import { REFUSALS, type RefusalReason, refusalText } from '#shared/domain/refusals.ts';
import type { User } from '#shared/protocol/entities.ts';
import { OP_PAYLOADS, OP_ROLES, type OpKind } from '#shared/protocol/ops.ts';
import { idSchema } from '#shared/protocol/common.ts';
import type { z } from 'zod';
import type { Cache } from '../cache/cache.ts';
import { no, yes } from '../serve/answers.ts';
import type { NewOutboxRow, Outbox, OutboxRow } from './outbox.ts';
import { asCaseAction, categoryOf, contextOf } from './overlay.ts';

export interface ActSituation {
  user: User | null;
  /** the desk's clock */
  now: number;
  /** the best estimate of the centre's clock */
  serverNow: number;
  undoSeconds: number;
}

type Judged = { ok: true; row: NewOutboxRow } | { ok: false; answer: Answer<ActReceipt> };

/**
 * Judges an action before anything is written: schema, who is signed in, the domain rule on the case as shown. The same
 * rules run finally in the centre. An id seen before gets its earlier answer.
 */
export function judge(input: unknown, cache: Cache, outbox: Outbox, situation: ActSituation): Judged {
  const parsed = actSchema.safeParse(input);
  if (!parsed.success) return refuse('invalid', 'invalid-action', issueText(parsed.error));
  const act = parsed.data;
  const before = outbox.receiptOf(act.id);
  if (before) return { ok: false, answer: yes(before) };
  const { user } = situation;
  if (!user) return refuse('unauthorized', 'signed-out');
  const payload = OP_PAYLOADS[act.kind].safeParse(act.payload);
  if (!payload.success) return refuse('invalid', 'invalid-payload', issueText(payload.error));
  const row: NewOutboxRow = {
    id: act.id,
    user,
    kind: act.kind,
    lane: act.id,
    entityId: act.entityId ?? null,
    baseVersion: act.baseVersion ?? null,
    at: situation.now,
    serverAt: situation.serverNow,
    holdUntil: null,
    payload: payload.data,
  };
  if (asCaseAction(act.kind, payload.data)) return judgeCaseAction(row, cache, outbox, user, situation);
  const refusal = roleRefusal(act.kind, user);
  if (refusal) return refuse('forbidden', refusal);
  if (act.kind === 'case.create') return judgeCreate(row, situation);
  if (act.kind === 'command.issue') return judgeIssue(row, outbox, situation);
  if (act.kind === 'command.cancel') return judgeCancel(row, cache);
  if (act.kind.startsWith('shift.')) return accept({ ...row, lane: 'shift' });
  return accept(row);
}

/** Why the domain's rule refuses a set-aside action on the case as shown now; null when it may be tried again. */
export function ruleRefusal(
  cache: Cache,
  shown: Case,
  row: Pick<OutboxRow, 'kind' | 'payload'>,
  user: User,
  clocks: { now(): number; serverNow(): number },
): { code: string; reason: RefusalReason } | null {
  const action = asCaseAction(row.kind, JSON.parse(row.payload));
  if (!action) return null;
  const limits = categoryOf(cache.stores, shown.categoryCode)?.limits;
  const outcome = applyAction(shown, action, contextOf(user, limits, clocks.serverNow(), clocks.now()));
  return outcome.ok ? null : outcome;
}

function judgeCaseAction(row: NewOutboxRow, cache: Cache, outbox: Outbox, user: User, situation: ActSituation): Judged {
  const action = asCaseAction(row.kind, row.payload);
  const stored = row.entityId ? cache.stores.cases.get(row.entityId) : null;
  if (!action || !stored) return refuse('not-found', 'case-unknown');
  const limits = categoryOf(cache.stores, stored.shown.categoryCode)?.limits;
  const outcome = applyAction(stored.shown, action, contextOf(user, limits, row.serverAt, row.at));
  if (!outcome.ok) return refuse(outcome.code, outcome.reason);
  // This desk's own waiting actions never make its next one a conflict: it builds on what is shown.
  const own = outbox.pendingOf(stored.shown.id).length > 0;
  const seen = row.baseVersion ?? stored.shown.version;
  const stale = stored.truth !== null && seen < stored.truth.version;
  return accept({
    ...row,
    lane: stored.shown.id,
    baseVersion: own && !stale ? stored.shown.version : seen,
    holdUntil: holdUntil(situation),
  });
}

function judgeCreate(row: NewOutboxRow, situation: ActSituation): Judged {
  const id = row.entityId ?? row.id;
  if (!idSchema.safeParse(id).success) return refuse('invalid', 'invalid-action', 'entityId');
  return accept({ ...row, entityId: id, lane: id, baseVersion: null, holdUntil: holdUntil(situation) });
}

function judgeIssue(row: NewOutboxRow, outbox: Outbox, situation: ActSituation): Judged {
  const payload = OP_PAYLOADS['command.issue'].parse(row.payload);
  // A command about a case the centre does not know yet must not overtake the case.
  const caseId = payload.caseId;
  const waitsForCase = caseId !== undefined && outbox.pendingOf(caseId).some((op) => op.kind === 'case.create');
  return accept({
    ...row,
    entityId: payload.id,
    lane: waitsForCase ? caseId : payload.id,
    baseVersion: null,
    holdUntil: payload.priority === 'flash' ? null : holdUntil(situation),
  });
}

function judgeCancel(row: NewOutboxRow, cache: Cache): Judged {
  const stored = row.entityId ? cache.stores.records.command(row.entityId) : null;
  if (!stored) return refuse('not-found', 'command-unknown');
  if (stored.shown.state !== 'open') return refuse('conflict', 'wrong-state');
  return accept({ ...row, lane: stored.shown.id });
}

function holdUntil({ now, undoSeconds }: ActSituation): number | null {
  return undoSeconds > 0 ? now + undoSeconds * 1000 : null;
}

function roleRefusal(kind: OpKind, user: User): 'role-missing' | null {
  const roles = new Map<string, readonly string[]>(Object.entries(OP_ROLES)).get(kind);
  return !roles || roles.some((role) => user.roles.some((held) => held === role)) ? null : 'role-missing';
}

function accept(row: NewOutboxRow): Judged {
  return { ok: true, row };
}

function refuse(code: string, reason: string, message?: string): Judged {
  return { ok: false, answer: no(code, reason, message ?? wordsOf(reason)) };
}

function wordsOf(reason: string): string {
  return reason in REFUSALS ? refusalText(reason as RefusalReason, 'zh-CN') : '';
}

function issueText(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.join('.')}: ${issue.message}` : '';
}
