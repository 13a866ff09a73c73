import { actSchema, type ActReceipt, type Answer } from '#shared/contract/station.ts';
import type { Case } from '#shared/domain/case.ts';
import { applyAction } from '#shared/domain/lifecycle.ts';
import { REFUSALS, type RefusalReason, refusalText } from '#shared/domain/refusals.ts';
import type { User } from '#shared/protocol/entities.ts';
import { OP_PAYLOADS, OP_ROLES, type OpKind } from '#shared/protocol/ops.ts';
import { idSchema, MESSAGE_BYTES } from '#shared/protocol/common.ts';
import { type HandOver, SHIFT_OPS } from '#shared/protocol/shifts.ts';
import type { z } from 'zod';
import type { Cache } from '../cache/cache.ts';
import { no, yes } from '../serve/answers.ts';
import { baseOf } from './base.ts';
import { areaRefusal } from '#shared/domain/mapArea.ts';
import { type AreaKind, isAreaKind, shownArea } from './areas.ts';
import { commandRefusal, isCommandKind } from './commandRules.ts';
import type { Outbox } from './outbox.ts';
import type { NewOutboxRow } from './rows.ts';
import { actionContextOf, asCaseAction } from './overlay.ts';
import { placeOf } from './place.ts';
import { shiftNow } from './shiftNow.ts';

export interface ActSituation {
  user: User | null;
  /** the desk's clock */
  now: number;
  /** the best estimate of the centre's clock */
  serverNow: number;
  /** the clock that holds are measured by, ms */
  steadyNow: number;
  undoSeconds: number;
  /** the centre is linked */
  online: boolean;
}

/**
 * Done now or not at all, each with why it cannot be while alone: a channel opened or a case claimed an hour later would surprise
 * whoever is on it.
 */
const NOW_OR_NEVER: Partial<Record<OpKind, string>> = {
  'channel.open': 'radio-alone',
  'channel.members': 'radio-alone',
  'channel.close': 'radio-alone',
  'claim.take': 'claims-alone',
  'claim.keep': 'claims-alone',
  'claim.release': 'claims-alone',
};

/** bytes of an action, so that with all that is put around it it stays a message the centre takes */
const MOST_PAYLOAD_BYTES = MESSAGE_BYTES - 10_000;

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
  if (Buffer.byteLength(JSON.stringify(payload.data)) > MOST_PAYLOAD_BYTES) return refuse('invalid', 'too-large');
  const op = { id: act.id, kind: act.kind, entityId: act.entityId ?? null };
  const row: NewOutboxRow = {
    id: act.id,
    user,
    kind: act.kind,
    ...placeOf(op, payload.data, (entityId) => outbox.makerOf(entityId)),
    base: null,
    seenVersion: null,
    baseVersion: act.baseVersion ?? null,
    at: situation.now,
    serverAt: situation.serverNow,
    holdUntil: null,
    payload: payload.data,
  };
  if (asCaseAction(act.kind, payload.data)) return judgeCaseAction(row, cache, outbox, user, situation);
  const refusal = roleRefusal(act.kind, user);
  if (refusal) return refuse('forbidden', refusal);
  const alone = situation.online ? undefined : NOW_OR_NEVER[act.kind];
  if (alone) return refuse('unavailable', alone);
  if (act.kind === 'case.create') return judgeCreate(row, situation);
  if (act.kind === 'command.issue') return judgeIssue(row, situation);
  if (isCommandKind(act.kind)) return judgeCommand(row, cache, user, situation);
  if (isAreaKind(act.kind)) return judgeArea(row, act.kind, cache, outbox, situation);
  if (act.kind === 'shift.open') return judgeShiftOpen(row, cache, outbox);
  if (act.kind in SHIFT_OPS) return judgeShift(row, cache, outbox);
  return accept(row);
}

/** Why the domain's rule refuses a set-aside action on the case as shown now; null when it may be tried again. */
export function ruleRefusal(
  cache: Cache,
  shown: Case,
  kind: OpKind,
  payload: unknown,
  user: User,
  serverNow: number,
  now: number,
): { code: string; reason: RefusalReason } | null {
  const action = asCaseAction(kind, payload);
  if (!action) return null;
  const by = { user, serverAt: serverNow, deskAt: now };
  const outcome = applyAction(shown, action, actionContextOf(cache.stores, shown, action, by));
  return outcome.ok ? null : outcome;
}

function judgeCaseAction(row: NewOutboxRow, cache: Cache, outbox: Outbox, user: User, situation: ActSituation): Judged {
  const action = asCaseAction(row.kind, row.payload);
  const stored = row.entityId ? cache.stores.cases.get(row.entityId) : null;
  if (!action || !stored) return refuse('not-found', 'case-unknown');
  const by = { user, serverAt: row.serverAt, deskAt: row.at };
  const outcome = applyAction(stored.shown, action, actionContextOf(cache.stores, stored.shown, action, by));
  if (!outcome.ok) return refuse(outcome.code, outcome.reason);
  // This desk's waiting actions never make its next one a conflict by themselves.
  const laidOver = outbox.pendingOf(stored.shown.id).length > 0;
  const seen = row.baseVersion ?? stored.shown.version;
  const stale = stored.truth !== null && seen < stored.truth.version;
  return accept({
    ...row,
    base: stored.shown,
    seenVersion: stale ? seen : (stored.truth?.version ?? 0),
    baseVersion: laidOver && !stale ? baseOf(outbox, user.id, stored) : seen,
    holdUntil: holdUntil(situation),
  });
}

function judgeCreate(row: NewOutboxRow, situation: ActSituation): Judged {
  if (!idSchema.safeParse(row.entityId).success) return refuse('invalid', 'invalid-action', 'entityId');
  return accept({ ...row, baseVersion: null, holdUntil: holdUntil(situation) });
}

function judgeIssue(row: NewOutboxRow, situation: ActSituation): Judged {
  const { priority } = OP_PAYLOADS['command.issue'].parse(row.payload);
  return accept({ ...row, baseVersion: null, holdUntil: priority === 'flash' ? null : holdUntil(situation) });
}

/** What is done to a command that is there. A correction may be taken back like the command it replaces. */
function judgeCommand(row: NewOutboxRow, cache: Cache, user: User, situation: ActSituation): Judged {
  const stored = row.entityId ? cache.stores.records.command(row.entityId) : null;
  if (!stored) return refuse('not-found', 'command-unknown');
  const refusal = commandRefusal(row.kind, stored.shown, user.id);
  if (refusal) return refuse(refusal.code, refusal.reason);
  const base = { ...stored.shown, workerIds: [], joined: undefined };
  if (row.kind !== 'command.correct') return accept({ ...row, base });
  const { priority } = OP_PAYLOADS['command.correct'].parse(row.payload);
  return accept({ ...row, base, holdUntil: priority === 'flash' ? null : holdUntil(situation) });
}

/** On the area as shown here, with this operator's waiting actions on it. Removing one may be taken back. */
function judgeArea(row: NewOutboxRow, kind: AreaKind, cache: Cache, outbox: Outbox, situation: ActSituation): Judged {
  const id = idSchema.safeParse(row.entityId);
  if (!id.success) return refuse('invalid', 'invalid-action', 'entityId');
  const before = shownArea(cache.stores, outbox, id.data, row.user.id);
  if (kind === 'area.create' && before) return refuse('conflict', 'area-exists');
  if (kind !== 'area.create' && !before) return refuse('not-found', 'area-unknown');
  const draft = kind === 'area.remove' ? null : OP_PAYLOADS[kind].parse(row.payload).area;
  const refusal = areaRefusal(row.user, before, draft);
  if (refusal) return refuse(REFUSALS[refusal].code, refusal);
  const holds = kind === 'area.remove' ? holdUntil(situation) : null;
  return accept({ ...row, baseVersion: before?.version ?? null, holdUntil: holds });
}

function judgeShiftOpen(row: NewOutboxRow, cache: Cache, outbox: Outbox): Judged {
  return shiftNow(cache.stores, outbox) ? refuse('conflict', 'shift-open') : accept(row);
}

/** A line of the log, or its end: about the shift that is on. */
function judgeShift(row: NewOutboxRow, cache: Cache, outbox: Outbox): Judged {
  const { shiftId } = OP_PAYLOADS['shift.withdraw'].parse(row.payload);
  const current = shiftNow(cache.stores, outbox);
  if (current?.shift.id !== shiftId) return refuse('conflict', 'shift-closed');
  const refusal = handOverRefusal(row, current.shift.handOver ?? null);
  return refusal ? refuse('conflict', refusal) : accept({ ...row, base: current.shift });
}

/** The steps of a hand-over come one after another, and the next lead's are theirs alone. */
function handOverRefusal({ kind, user }: NewOutboxRow, handOver: HandOver | null): string | null {
  switch (kind) {
    case 'shift.hand-over':
      return handOver ? 'hand-over-offered' : null;
    case 'shift.withdraw':
      return handOver ? null : 'hand-over-none';
    case 'shift.acknowledge':
    case 'shift.take-over': {
      if (!handOver) return 'hand-over-none';
      if (handOver.toId !== user.id) return 'hand-over-to-another';
      const open = handOver.items.some(({ acknowledgedAt }) => acknowledgedAt === undefined);
      return kind === 'shift.take-over' && open ? 'hand-over-unread' : null;
    }
    default:
      return null;
  }
}

function holdUntil({ steadyNow, undoSeconds }: ActSituation): number | null {
  return undoSeconds > 0 ? steadyNow + undoSeconds * 1000 : null;
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
