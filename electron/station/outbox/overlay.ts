import type { Case, CaseAction, StageLimits } from '#shared/domain/case.ts';
import { statutoryCalendar } from '#shared/domain/calendar.ts';
import type { ActionContext } from '#shared/domain/context.ts';
import { applyAction, type NewCase, openCase } from '#shared/domain/lifecycle.ts';
import type { Category, User } from '#shared/protocol/entities.ts';
import type { Command } from '#shared/protocol/commands.ts';
import { extensionRuleOf } from '#shared/protocol/desks.ts';
import { caseActionOf, OP_PAYLOADS, type OpKind } from '#shared/protocol/ops.ts';
import { maskPersonal } from '#shared/protocol/personal.ts';
import type { Overlay, Stores } from '../cache/cache.ts';
import { casePolicyOf } from '../feeds/casePolicy.ts';
import { policyOf } from '../feeds/commandSettings.ts';
import { commandAfter, isCommandKind } from './commandRules.ts';
import type { Outbox } from './outbox.ts';
import { type OutboxRow, userOf } from './rows.ts';

/** Limits of a case whose category the cache does not hold (yet). */
const DEFAULT_LIMITS: StageLimits = {
  accept: { value: 2, unit: 'working-hour' },
  dispatch: { value: 2, unit: 'working-hour' },
  handle: { value: 3, unit: 'working-day' },
  verify: { value: 1, unit: 'working-day' },
};

const calendar = statutoryCalendar();

/** Who acted and when, as the domain rules want it. */
function contextOf(user: User, limits: StageLimits | undefined, serverAt: number, deskAt: number): ActionContext {
  return {
    actor: { id: user.id, name: user.name, kind: 'operator' },
    roles: user.roles,
    areas: user.areas,
    at: serverAt,
    deskAt,
    limits: limits ?? DEFAULT_LIMITS,
    calendar,
  };
}

/** The same for an action on a case that is there: with the limits and rules of its category, a corrected one's of the right. */
export function actionContextOf(
  stores: Stores,
  current: Case,
  action: CaseAction,
  by: { user: User; serverAt: number; deskAt: number },
): ActionContext {
  const corrected = action.action === 'correct' ? action.payload.categoryCode : undefined;
  const code = corrected ?? current.categoryCode;
  const context = contextOf(by.user, categoryOf(stores, code)?.limits, by.serverAt, by.deskAt);
  return { ...context, extensionRule: extensionRuleOf(casePolicyOf(stores), code) };
}

function categoryOf(stores: Stores, code: string): Category | null {
  return stores.entities.get('category', code);
}

/** The op as an action of the lifecycle table; null when it is of another kind. The payload has been validated. */
export function asCaseAction(kind: OpKind, payload: unknown): CaseAction | null {
  const action = caseActionOf(kind);
  return action ? ({ action, payload } as CaseAction) : null;
}

/**
 * Lays this desk's waiting actions over the centre's version: shown = fold of the pending actions over the truth. An
 * action the rules no longer allow on the new truth is passed over here; the centre decides about it.
 */
export class OutboxOverlay implements Overlay {
  readonly #outbox: Outbox;
  /** case or command id → number of pending rows */
  readonly #pending = new Map<string, number>();

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
    this.reload();
  }

  /** Counts anew from disk: at the start, and after a transaction that was rolled back. */
  reload(): void {
    this.#pending.clear();
    for (const row of this.#outbox.pending()) this.noteAdded(row.kind, row.entity_id);
  }

  waitsOn(entityId: string): boolean {
    return this.#pending.has(entityId);
  }

  waiting(): { cases: string[]; commands: string[] } {
    const cases = new Set<string>();
    const commands = new Set<string>();
    for (const row of this.#outbox.pending()) {
      if (!row.entity_id) continue;
      if (isCaseKind(row.kind)) cases.add(row.entity_id);
      else if (isCommandKind(row.kind)) commands.add(row.entity_id);
    }
    return { cases: [...cases], commands: [...commands] };
  }

  /** which of the cache's things an op of this kind shows on: actions on the same one are laid together */
  layerOf(kind: OpKind): 'case' | 'command' | null {
    return isCaseKind(kind) ? 'case' : isCommandKind(kind) ? 'command' : null;
  }

  noteAdded(kind: OpKind, entityId: string | null): void {
    if (!entityId || !(isCaseKind(kind) || isCommandKind(kind))) return;
    this.#pending.set(entityId, (this.#pending.get(entityId) ?? 0) + 1);
  }

  noteEnded(kind: OpKind, entityId: string | null): void {
    if (!entityId || !(isCaseKind(kind) || isCommandKind(kind))) return;
    const left = (this.#pending.get(entityId) ?? 0) - 1;
    if (left > 0) this.#pending.set(entityId, left);
    else this.#pending.delete(entityId);
  }

  /** Shows the thing an op was about as it is without or with that op. */
  relay(stores: Stores, kind: OpKind, entityId: string | null): void {
    if (!entityId) return;
    if (isCaseKind(kind)) this.layCase(stores, entityId, stores.cases.get(entityId)?.truth ?? null);
    else if (isCommandKind(kind)) this.layCommand(stores, entityId, stores.records.command(entityId)?.truth ?? null);
  }

  layCase(stores: Stores, id: string, truth: Case | null): void {
    const rows = this.#outbox.pendingOf(id).filter((row) => isCaseKind(row.kind));
    const shown = rows.reduce<Case | null>((current, row) => this.#withOp(stores, current, row), truth);
    if (shown) stores.cases.put(shown, truth, rows.filter((row) => row.state !== 'done').length);
    else stores.cases.remove(id);
  }

  layCommand(stores: Stores, id: string, truth: Command | null): void {
    const rows = this.#outbox.pendingOf(id).filter((row) => isCommandKind(row.kind));
    const shown = rows.reduce<Command | null>((current, row) => this.#withCommandOp(stores, current, row), truth);
    if (shown) stores.records.putCommand(shown, truth, rows.length > 0);
    else stores.records.removeCommand(id);
  }

  /** What cannot be read of an action is shown nowhere; it is set aside when it is its turn to leave. */
  #withOp(stores: Stores, current: Case | null, row: OutboxRow): Case | null {
    const read = this.#outbox.read(row);
    return read.ok ? withOp(stores, current, row, read.payload) : current;
  }

  #withCommandOp(stores: Stores, current: Command | null, row: OutboxRow): Command | null {
    const read = this.#outbox.read(row);
    return read.ok ? commandAfter(current, row, read.payload, policyOf(stores)) : current;
  }
}

function isCaseKind(kind: OpKind): boolean {
  return kind === 'case.create' || caseActionOf(kind) !== null;
}

function withOp(stores: Stores, current: Case | null, row: OutboxRow, payload: unknown): Case | null {
  const user = userOf(row);
  if (row.kind === 'case.create') return current ?? openedCase(stores, row, user, payload);
  const action = asCaseAction(row.kind, payload);
  if (!current || !action) return current;
  const by = { user, serverAt: row.server_at, deskAt: row.at };
  const outcome = applyAction(current, action, actionContextOf(stores, current, action, by));
  return outcome.ok ? outcome.case : current;
}

function openedCase(stores: Stores, row: OutboxRow, user: User, payload: unknown): Case | null {
  const parsed = OP_PAYLOADS['case.create'].safeParse(payload);
  if (!parsed.success || !row.entity_id) return null;
  const category = categoryOf(stores, parsed.data.categoryCode);
  const { contact, media, urgency, personal: _, ...told } = maskPersonal('case.create', parsed.data);
  const input: NewCase = {
    ...told,
    id: row.entity_id,
    catalogueVersion: category?.catalogueVersion ?? '',
    urgency: urgency ?? category?.urgency ?? 'normal',
    reportedAt: row.server_at,
    reporterId: null,
    gridCode: '',
    media: media ?? [],
    contact: contact ?? null,
  };
  return openCase(input, contextOf(user, category?.limits, row.server_at, row.at)).case;
}
