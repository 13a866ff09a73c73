import { v7 as uuidv7 } from 'uuid';
import type { Topic } from '#shared/contract/feeds.ts';
import type { Answer } from '#shared/contract/station.ts';
import { maskContact, PERSONAL_STAND_IN } from '#shared/domain/privacy.ts';
import { refusalText } from '#shared/domain/refusals.ts';
import { OP_PAYLOADS, type OpKind } from '#shared/protocol/ops.ts';
import { personalFields } from '#shared/protocol/personal.ts';
import type { Cache } from '../cache/cache.ts';
import type { StoredCase } from '../cache/caseStore.ts';
import { no, yes } from '../serve/answers.ts';
import type { Session } from '../session/session.ts';
import { ruleRefusal } from './act.ts';
import { baseOf } from './base.ts';
import type { Ledger } from './ledger.ts';
import type { Outbox } from './outbox.ts';
import { type OutboxRow, SEEN_AT_ONCE } from './rows.ts';

export interface DecisionsWorld {
  cache: Cache;
  outbox: Outbox;
  ledger: Ledger;
  session: Session;
  now(): number;
  serverNow(): number;
  isInFlight(id: string): boolean;
  /** rows are taken back */
  left(rows: readonly OutboxRow[]): void;
  /** something may leave now */
  pump(): void;
  changed(topics: Topic[]): void;
}

/** Set aside without an answer of the centre: it may have taken the action already, and knows it by its id on the wire. */
const UNANSWERED: readonly string[] = ['restored', 'poison', 'key-lost', 'depends'];

type Mine = { ok: true; row: OutboxRow } | { ok: false; answer: Answer<null> };

/** What an operator decides about actions of their own: take back, hurry, drop, send again, change and send again. */
export class Decisions {
  readonly #world: DecisionsWorld;

  constructor(world: DecisionsWorld) {
    this.#world = world;
  }

  /** Takes back what has not left and what nothing later builds on. */
  undo(id: string): Answer<null> {
    const mine = this.#mine(id);
    if (!mine.ok) return mine.answer;
    const { row } = mine;
    if (SEEN_AT_ONCE.includes(row.kind)) return no('conflict', 'look-up-stays');
    if (row.state !== 'waiting' || this.#world.isInFlight(id) || row.attempts > 0) return no('gone', 'already-left');
    if (this.#world.outbox.isBuiltOn(row)) return no('conflict', 'later-action-waits');
    return this.#done(() => this.#world.ledger.through(row, 'undone'), [row]);
  }

  /** The operator has seen it and takes the centre's version: it goes to the history. */
  dismiss(id: string): Answer<null> {
    const mine = this.#aside(id);
    if (!mine.ok) return mine.answer;
    return this.#done(() => this.#world.ledger.through(mine.row, 'dismissed'));
  }

  /** The pause before the next try of a waiting action ends now; so does the pause for a possible undo. */
  sendNow(id: string): Answer<null> {
    const mine = this.#mine(id);
    if (!mine.ok) return mine.answer;
    if (mine.row.state !== 'waiting') return no('conflict', 'already-left');
    return this.#done(() => this.#world.outbox.makeDue(id));
  }

  /** Sends a set-aside action again, on top of the thing as it is now, and behind it what was set aside with it. */
  retry(id: string): Answer<null> {
    const mine = this.#aside(id);
    if (!mine.ok) return mine.answer;
    const read = this.#world.outbox.read(mine.row);
    const wireId = UNANSWERED.includes(mine.row.code ?? '') ? mine.row.wire_id : uuidv7();
    if (read.ok) return this.#sendAgain(mine.row, read.payload, wireId);
    return no('invalid', read.code === 'key-lost' ? 'key-lost' : 'unreadable');
  }

  /** The same with another payload, which replaces the refused one in the same transaction. */
  amend(id: string, payload: unknown): Answer<null> {
    const mine = this.#aside(id);
    if (!mine.ok) return mine.answer;
    const { row } = mine;
    const parsed = OP_PAYLOADS[row.kind].safeParse(withOwnId(row, payload));
    if (!parsed.success) return no('invalid', 'invalid-payload', parsed.error.issues[0]?.path.join('.') ?? '');
    const before = this.#world.outbox.read(row);
    const typed = before.ok ? withTyped(row.kind, parsed.data, before.payload) : parsed.data;
    return this.#sendAgain(row, typed, uuidv7());
  }

  #sendAgain(row: OutboxRow, payload: unknown, wireId: string): Answer<null> {
    const { cache, outbox, session, now, serverNow } = this.#world;
    const shown = storedCase(cache, row)?.shown;
    const refusal =
      shown && session.user ? ruleRefusal(cache, shown, row.kind, payload, session.user, serverNow(), now()) : null;
    if (refusal) return no(refusal.code, refusal.reason, refusalText(refusal.reason, 'zh-CN'));
    return this.#done(() => {
      this.#again(row, payload, wireId);
      for (const next of outbox.asideWith(row)) {
        const read = outbox.read(next);
        // Never answered, so its old id on the wire is as good as ever; what cannot be read stays aside.
        if (read.ok) this.#again(next, read.payload, next.wire_id);
      }
    });
  }

  #again(row: OutboxRow, payload: unknown, wireId: string): void {
    const { cache, outbox, ledger } = this.#world;
    const stored = storedCase(cache, row);
    const baseVersion = stored && baseOf(outbox, row.user_id, stored);
    const seenVersion = stored && (stored.truth?.version ?? 0);
    ledger.again(row, { wireId, baseVersion, seenVersion, base: stored?.shown ?? null, payload });
  }

  #mine(id: string): Mine {
    const { outbox, session } = this.#world;
    if (!session.user) return { ok: false, answer: no('unauthorized', 'signed-out') };
    const row = outbox.get(id);
    if (!row) return { ok: false, answer: no('not-found', 'action-unknown') };
    if (row.user_id !== session.user.id) return { ok: false, answer: no('forbidden', 'not-yours') };
    return { ok: true, row };
  }

  #aside(id: string): Mine {
    const mine = this.#mine(id);
    if (!mine.ok || mine.row.state === 'conflict' || mine.row.state === 'refused') return mine;
    return { ok: false, answer: no('conflict', 'still-waiting') };
  }

  #done(run: () => void, left: readonly OutboxRow[] = []): Answer<null> {
    const failed = this.#world.ledger.write(run);
    if (failed !== null) return no('unavailable', failed);
    this.#world.left(left);
    this.#world.changed(['cases', 'commands', 'outbox']);
    this.#world.pump();
    return yes(null);
  }
}

/** The case an action is about; null when it is about something else or makes the case itself. */
function storedCase(cache: Cache, row: OutboxRow): StoredCase | null {
  if (row.kind === 'case.create' || !row.kind.startsWith('case.') || row.entity_id === null) return null;
  return cache.stores.cases.get(row.entity_id);
}

/** A command keeps the id it was shown under. */
function withOwnId(row: OutboxRow, payload: unknown): unknown {
  if (row.kind !== 'command.issue' || typeof payload !== 'object' || payload === null) return payload;
  return { ...payload, id: row.entity_id };
}

/** What comes back as it was shown, masked, stands for what was typed. */
function withTyped(kind: OpKind, payload: unknown, before: unknown): unknown {
  const amended = withTypedContact(kind, payload, before);
  if (!isFields(amended) || !isFields(before)) return amended;
  // By what it was before: who takes the mark away and leaves the words means those that were typed.
  const untouched = personalFields(kind, before).filter(
    (field) => amended[field] === PERSONAL_STAND_IN && typeof before[field] === 'string',
  );
  return { ...amended, ...Object.fromEntries(untouched.map((field) => [field, before[field]])) };
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function withTypedContact(kind: OpKind, payload: unknown, before: unknown): unknown {
  if (kind !== 'case.create') return payload;
  const next = OP_PAYLOADS['case.create'].safeParse(payload);
  const old = OP_PAYLOADS['case.create'].safeParse(before);
  if (!next.success || !old.success || !next.data.contact || !old.data.contact) return payload;
  const typed = old.data.contact;
  const masked = maskContact(typed);
  const contact = { ...next.data.contact };
  for (const field of ['name', 'phone', 'note'] as const) {
    if (contact[field] !== undefined && contact[field] === masked[field]) contact[field] = typed[field];
  }
  return { ...next.data, contact };
}
