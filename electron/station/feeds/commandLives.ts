import type { CommandHead, CommandSum } from '#shared/contract/views.ts';
import { type CommandPolicy, RECEIPT_STATES } from '#shared/domain/command.ts';
import {
  countLives,
  furtherOf,
  isLate,
  lifeOf,
  receiptDueAt,
  type Said,
  type WorkerLife,
} from '#shared/domain/commandLife.ts';
import type { Command } from '#shared/protocol/commands.ts';
import { STATUS } from '#shared/protocol/fleetFrame.ts';
import type { Cache } from '../cache/cache.ts';
import type { CacheSet } from '../db/cacheTables.ts';
import type { Statements } from '../db/statements.ts';
import type { FleetTable } from '../fleet/fleetTable.ts';

interface Joined {
  at: number;
  insteadOf: string | null;
}
/** A command and what its workers have told, as far as it has been read. */
export interface KnownCommand {
  set: CacheSet;
  version: number;
  waiting: boolean;
  head: CommandHead;
  /** whom it was issued to and who joined, then any others who told something of it */
  workerIds: string[];
  joined: ReadonlyMap<string, Joined>;
  /** the receipt of each worker that tells the most */
  told: Map<string, Said>;
  /** the row number up to which receipts are in `told` */
  mark: number;
}
/** One worker's part of a command. */
export interface Life extends WorkerLife {
  workerId: string;
  late: boolean;
  /** nobody has heard of them what was asked for, and it is still wanted */
  owing: boolean;
  online: boolean;
}

/** Recipients of all commands that are kept: about 100 bytes each. */
const MOST_RECIPIENTS = 300_000;

type State = Said['state'];
const IMPLIES: { [S in keyof CommandSum['reached']]: readonly State[] } = {
  delivered: ['delivered', 'read', 'accepted', 'declined', 'arrived', 'done'],
  read: ['read', 'accepted', 'declined', 'arrived', 'done'],
  accepted: ['accepted', 'arrived', 'done'],
  done: ['done'],
};

/**
 * How far commands are with each worker. A command to a whole district has tens of thousands of receipts and is looked at
 * while they come in: what was read of it is kept, and only receipts written since are read.
 */
export class CommandLives {
  readonly #statements: Statements;
  readonly #cache: Cache;
  readonly #fleet: FleetTable;
  /** the longest unread first */
  readonly #known = new Map<string, KnownCommand>();
  #indexes = new Map<string, number>();
  #indexesOf: CacheSet | null = null;

  constructor(world: { statements: Statements; cache: Cache; fleet: FleetTable }) {
    this.#statements = world.statements;
    this.#cache = world.cache;
    this.#fleet = world.fleet;
  }

  /** The command as this desk shows it; null when it is not known. */
  of(id: string): KnownCommand | null {
    const set = this.#cache.live;
    const now = this.#statements.one<{ version: number; waiting: number }>(
      `SELECT version, waiting FROM commands_${set} WHERE id = ?`,
      id,
    );
    if (!now) {
      this.#known.delete(id);
      return null;
    }
    const kept = this.#known.get(id);
    // What waits here changes a command without changing its version.
    const current =
      kept?.set === set && kept.version === now.version && !kept.waiting && now.waiting === 0
        ? kept
        : this.#read(set, id, kept);
    if (!current) return null;
    this.#hear(current, id);
    this.#known.delete(id);
    this.#known.set(id, current);
    this.#letGo();
    return current;
  }

  /** Every worker's part by the centre's clock, in the command's own order. */
  lives(known: KnownCommand, policy: CommandPolicy, now: number): Life[] {
    return known.workerIds.map((workerId) => this.life(known, workerId, policy, now));
  }

  life(known: KnownCommand, workerId: string, policy: CommandPolicy, now: number): Life {
    const command = commandFor(known, workerId);
    const said = known.told.get(workerId);
    const online = ((this.#statusOf(workerId) ?? 0) & STATUS.online) !== 0;
    // What has not left this desk has reached nobody.
    const life = lifeOf(command, workerId, said ? [said] : [], online && known.version > 0, now);
    const owing = !life.answered && command.state === 'open' && life.state !== 'expired';
    const late = known.version > 0 && isLate(command, workerId, life, policy, now);
    return { ...life, workerId, owing, late, online };
  }

  sum(known: KnownCommand, lives: readonly Life[], policy: CommandPolicy, now: number): CommandSum {
    const told: { [S in State]: number } = Object.fromEntries(RECEIPT_STATES.map((state) => [state, 0])) as never;
    for (const said of known.told.values()) told[said.state] += 1;
    const reachedBy = (states: readonly State[]) => states.reduce((sum, state) => sum + told[state], 0);
    return {
      total: known.workerIds.length,
      states: countLives(lives),
      reached: {
        delivered: reachedBy(IMPLIES.delivered),
        read: reachedBy(IMPLIES.read),
        accepted: reachedBy(IMPLIES.accepted),
        done: reachedBy(IMPLIES.done),
      },
      satisfied: reachedBy(IMPLIES[known.head.requires]),
      owing: lives.filter((life) => life.owing).length,
      late: lives.filter((life) => life.late).length,
      next: nextLate(known, lives, policy, now),
      joined: known.joined.size,
    };
  }

  #read(set: CacheSet, id: string, kept: KnownCommand | undefined): KnownCommand | null {
    const row = this.#statements.one<{ version: number; waiting: number; value: string }>(
      `SELECT version, waiting, value FROM commands_${set} WHERE id = ?`,
      id,
    );
    if (!row) return null;
    const { workerIds, joined, recipients, ...rest } = JSON.parse(row.value) as Command;
    const head: CommandHead = recipients?.area ? { ...rest, area: recipients.area } : rest;
    const told = kept?.set === set ? kept.told : new Map<string, Said>();
    const named = new Set(workerIds);
    return {
      set,
      version: row.version,
      waiting: row.waiting === 1,
      head,
      workerIds: [...workerIds, ...[...told.keys()].filter((workerId) => !named.has(workerId))],
      joined: new Map(joined?.map((one) => [one.workerId, { at: one.at, insteadOf: one.insteadOf ?? null }])),
      told,
      mark: kept?.set === set ? kept.mark : 0,
    };
  }

  /** Takes in receipts written since the last look. */
  #hear(known: KnownCommand, id: string): void {
    const rows = this.#statements.all<{ rid: number; id: string; worker_id: string; at: number }>(
      `SELECT rid, id, worker_id, at FROM receipts_${known.set} WHERE command_id = ? AND rid > ? ORDER BY rid`,
      id,
      known.mark,
    );
    const named = rows.length > 0 ? new Set(known.workerIds) : null;
    for (const row of rows) {
      const said: Said = { workerId: row.worker_id, state: stateOf(row.id), at: row.at };
      const before = known.told.get(said.workerId);
      known.told.set(said.workerId, before ? furtherOf(before, said) : said);
      known.mark = row.rid;
      if (named?.has(said.workerId)) continue;
      named?.add(said.workerId);
      known.workerIds.push(said.workerId);
    }
  }

  #statusOf(workerId: string): number | null {
    const set = this.#cache.live;
    if (this.#indexesOf !== set) {
      this.#indexes = new Map();
      this.#indexesOf = set;
    }
    const known = this.#indexes.get(workerId);
    if (known !== undefined) return this.#fleet.statusOf(known);
    const row = this.#statements.one<{ idx: number }>(`SELECT idx FROM workers_${set} WHERE id = ?`, workerId);
    if (!row) return null;
    this.#indexes.set(workerId, row.idx);
    return this.#fleet.statusOf(row.idx);
  }

  #letGo(): void {
    let recipients = 0;
    for (const { workerIds } of this.#known.values()) recipients += workerIds.length;
    for (const [id, { workerIds }] of this.#known) {
      if (recipients <= MOST_RECIPIENTS || this.#known.size === 1) return;
      recipients -= workerIds.length;
      this.#known.delete(id);
    }
  }
}

/** A receipt's id is `commandId:workerId:state`. */
function stateOf(receiptId: string): State {
  return receiptId.slice(receiptId.lastIndexOf(':') + 1) as State;
}

/** The command as one worker's life is told from it: of all who joined, only themselves. */
function commandFor({ head, joined }: KnownCommand, workerId: string) {
  const own = joined.get(workerId);
  return own ? { ...head, joined: [{ workerId, at: own.at }] } : head;
}

function nextLate(known: KnownCommand, lives: readonly Life[], policy: CommandPolicy, now: number): CommandSum['next'] {
  if (known.head.state !== 'open' || known.version === 0) return null;
  let next: { at: number; n: number } | null = null;
  for (const { workerId, owing, late } of lives) {
    if (!owing || late) continue;
    const command = commandFor(known, workerId);
    const at = receiptDueAt(command, workerId, policy);
    if (at <= now || (command.expiresAt !== undefined && command.expiresAt <= at)) continue;
    if (next === null || at < next.at) next = { at, n: 1 };
    else if (at === next.at) next.n += 1;
  }
  return next;
}
