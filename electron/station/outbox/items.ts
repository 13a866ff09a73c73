import type { OutboxItem, StationStatus } from '#shared/contract/views.ts';
import type { OpKind } from '#shared/protocol/ops.ts';
import { maskPersonal } from '#shared/protocol/personal.ts';
import type { Stores } from '../cache/cache.ts';
import type { Statements } from '../db/statements.ts';
import type { Outbox } from './outbox.ts';
import { type OutboxRow, type OutboxState, SEEN_AT_ONCE, userOf } from './rows.ts';
import { withMaskedContact } from './payload.ts';
import { CLAIMS_LANE } from './place.ts';
import { builtOn, heldBy, OPEN } from './statements.ts';

interface ItemRow extends OutboxRow {
  built_on: number | null;
  held_by: number | null;
}

export interface ItemsWorld {
  statements: Statements;
  outbox: Outbox;
  /** the cache as it is now */
  stores(): Stores;
  /** who looks; nobody manages another's actions */
  viewer(): string | null;
  /** how many rows of the lane of claims wait */
  claims(): number;
  /** the clock that holds and pauses are measured by */
  steadyNow(): number;
  /** a time of it as this machine's clock shows it */
  toWall(time: number): number;
}

const USUAL_LIMIT = 200;
const DECISIONS = `('conflict', 'refused')`;
const NEIGHBOURS = `${builtOn('o')} AS built_on, ${heldBy('o')} AS held_by`;

/** The outbox as windows are shown it. */
export class OutboxItems {
  readonly #world: ItemsWorld;

  constructor(world: ItemsWorld) {
    this.#world = world;
  }

  /** Decisions first, then what waits, each in the order of `n`. A row that is gone as `after` begins from the start. */
  page({ after, limit = USUAL_LIMIT }: { after?: string; limit?: number }): OutboxItem[] {
    const from = after === undefined ? null : this.#world.outbox.get(after);
    const fromOpen = from !== null && (from.state === 'waiting' || from.state === 'sending');
    const decisions = fromOpen ? [] : this.#rows(DECISIONS, from?.n ?? 0, limit);
    const open = this.#rows(OPEN, fromOpen ? from.n : 0, limit - decisions.length);
    return [...decisions, ...open].map((row) => this.#toItem(row));
  }

  /** Everything about one case or command that is not through. */
  of(entityId: string): OutboxItem[] {
    return this.#world.statements
      .all<ItemRow>(
        `SELECT o.*, ${NEIGHBOURS} FROM outbox o WHERE entity_id = ? AND state <> 'done' ORDER BY n`,
        entityId,
      )
      .map((row) => this.#toItem(row));
  }

  counts(): Omit<StationStatus['outbox'], 'drain'> {
    const { statements } = this.#world;
    const rows = statements.all<{ state: OutboxState; n: number }>('SELECT state, n FROM outbox_counts');
    const of = (state: OutboxState): number => rows.find((row) => row.state === state)?.n ?? 0;
    const oldest = statements.one<{ at: number }>(
      `SELECT at FROM outbox WHERE state IN ${OPEN} AND lane <> ? ORDER BY n LIMIT 1`,
      CLAIMS_LANE,
    );
    return {
      waiting: of('waiting') + of('sending') - this.#world.claims(),
      conflicts: of('conflict'),
      refused: of('refused'),
      oldestAt: oldest?.at ?? null,
    };
  }

  #rows(states: string, after: number, limit: number): ItemRow[] {
    if (limit <= 0) return [];
    return this.#world.statements.all<ItemRow>(
      `SELECT o.*, ${NEIGHBOURS} FROM outbox o WHERE state IN ${states} AND lane <> ? AND n > ? ORDER BY n LIMIT ?`,
      CLAIMS_LANE,
      after,
      limit,
    );
  }

  #toItem(row: ItemRow): OutboxItem {
    const { outbox, viewer, steadyNow, toWall } = this.#world;
    const now = steadyNow();
    const held = row.state === 'waiting' && row.hold_until !== null && row.hold_until > now;
    const aside = row.state === 'conflict' || row.state === 'refused';
    const by = userOf(row);
    const read = outbox.read(row);
    return {
      id: row.id,
      kind: row.kind,
      entityId: row.entity_id,
      by: { id: by.id, name: by.name },
      at: row.at,
      state: held ? 'held' : row.state === 'done' ? 'sending' : row.state,
      attempts: row.attempts,
      undoUntil: held && row.hold_until !== null ? toWall(row.hold_until) : null,
      mayWithdraw:
        row.state === 'waiting' &&
        row.attempts === 0 &&
        row.built_on === null &&
        row.user_id === viewer() &&
        !SEEN_AT_ONCE.includes(row.kind),
      waitsFor: this.#waitsFor(row),
      nextAt: row.state === 'waiting' && row.next_at > now ? toWall(row.next_at) : null,
      code: row.code,
      message: row.message,
      payload: read.ok ? masked(row.kind, read.payload) : 'draft' in read ? masked(row.kind, read.draft) : null,
      base: outbox.seen(row.base),
      current: aside ? this.#current(row, read.ok ? read.payload : null) : null,
    };
  }

  /** Another's action that must leave before this one; null when none, or an own one, is before it. */
  #waitsFor({ held_by, user_id, state }: ItemRow): OutboxItem['waitsFor'] {
    const maker = held_by === null || state !== 'waiting' ? null : this.#world.outbox.byNumber(held_by);
    if (!maker || maker.user_id === user_id) return null;
    const { id, name } = userOf(maker);
    return { id, name };
  }

  /** The centre's version of what a set-aside action was about: the newer of what it answered and what the cache has. */
  #current(row: OutboxRow, payload: unknown): unknown {
    const told = this.#world.outbox.seen(row.current);
    const known = withMaskedContact(this.#known(row, payload));
    return versionOf(known) > versionOf(told) ? known : told;
  }

  #known({ kind, entity_id: id }: OutboxRow, payload: unknown): unknown {
    const { cases, records, entities } = this.#world.stores();
    if (kind.startsWith('shift.')) {
      const shiftId = typeof payload === 'object' && payload !== null && 'shiftId' in payload ? payload.shiftId : null;
      return typeof shiftId === 'string'
        ? entities.get('shift', shiftId)
        : (entities.children('shift', 'open')[0] ?? null);
    }
    if (id === null) return null;
    return kind.startsWith('command.') ? (records.command(id)?.truth ?? null) : (cases.get(id)?.truth ?? null);
  }
}

function masked(kind: OpKind, payload: unknown): unknown {
  return typeof payload === 'object' && payload !== null ? maskPersonal(kind, { ...payload }) : payload;
}

function versionOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return -1;
  return 'version' in value && typeof value.version === 'number' ? value.version : 0;
}
