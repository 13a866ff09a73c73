import { lifeOf, sentAt } from '#shared/domain/commandLife.ts';
import { type Command, type CommandFields, commandFieldsSchema, type Receipt } from '#shared/protocol/commands.ts';
import type { Change } from '#shared/protocol/console.ts';
import { LIMITS } from '../limits.ts';
import type { Storage } from '../storage/storage.ts';
import { type About, Membership } from './membership.ts';

/** How a command stands with one worker, in bits: sixteen thousand of them fit in memory. */
export const STANDING = {
  /** no terminal has acknowledged it yet */
  owed: 1,
  /** it may have reached a terminal */
  touched: 2,
  /** the required receipt is there */
  answered: 4,
} as const;

/** A command that is under way. */
export interface LiveCommand {
  row: Command;
  /** exactly what terminals are shown */
  fields: CommandFields;
  /** bits of `STANDING` by worker */
  standing: Map<string, number>;
  /** it was handed to delivery: not so while it is held */
  released: boolean;
}

/** What delivery hears, in the order of the log. */
export interface CommandListener {
  /** a command has to reach these workers from now on */
  sent(live: LiveCommand, workerIds: readonly string[]): void;
  /** it is not owed to this worker any more, though no terminal acknowledged it */
  settled(live: LiveCommand, workerId: string): void;
  /** it ended: these workers' terminals may have it */
  ended(row: Command, live: LiveCommand | null, mayHave: readonly string[]): void;
}

interface Sources {
  storage: Storage;
  now: () => number;
  /** a terminal of the worker is connected */
  isOnline: (workerId: string) => boolean;
}

/** The open commands in memory and who owes what of them, kept by the log: nothing is read from disk to deliver. */
export class LiveCommands {
  readonly #storage: Storage;
  readonly #now: () => number;
  readonly #isOnline: (workerId: string) => boolean;
  readonly #live = new Map<string, LiveCommand>();
  readonly #members: Membership;
  /** cancelled commands of an earlier run, and whose terminals have not heard of it */
  #cancelledBefore: { row: Command; workerIds: string[] }[] = [];
  #listener: CommandListener | null = null;

  private constructor({ storage, now, isOnline }: Sources) {
    this.#storage = storage;
    this.#now = now;
    this.#isOnline = isOnline;
    this.#members = new Membership(storage);
  }

  /** Reads what is under way from the store, then follows its log. */
  static async start(sources: Sources): Promise<LiveCommands> {
    const commands = new LiveCommands(sources);
    await commands.#load();
    sources.storage.onCommit((changes) => commands.#follow(changes));
    return commands;
  }

  /** Begins to tell `listener`, first what is still to be done from before. */
  listen(listener: CommandListener): void {
    this.#listener = listener;
    for (const live of this.#live.values()) if (live.released) listener.sent(live, owing(live));
    for (const { row, workerIds } of this.#cancelledBefore) listener.ended(row, null, workerIds);
    this.#cancelledBefore = [];
  }

  get(commandId: string): LiveCommand | undefined {
    return this.#live.get(commandId);
  }

  /** Oldest first. */
  all(): IterableIterator<LiveCommand> {
    return this.#live.values();
  }

  /** What a receipt has to be checked against, read from disk only for commands of long ago; null: no such command. */
  async about(commandId: string): Promise<About | null> {
    const live = this.#live.get(commandId);
    if (!live) return this.#members.of(commandId);
    const { kind, purpose, caseId } = live.row;
    return { kind, purpose, caseId, isFor: (id) => live.standing.has(id) };
  }

  /** Whose terminals have a command or could be told of it this moment; everybody's when it is long ago. */
  mayHave(row: Command): string[] {
    if (row.state === 'proposed' || (row.confirm && !row.confirm.by)) return [];
    const live = this.#live.get(row.id);
    return live ? this.#having(live) : row.workerIds;
  }

  /** Hands over what was held until now, and forgets what nobody waits for. */
  beat(): void {
    const now = this.#now();
    for (const live of this.#live.values()) {
      if (!live.released && (live.row.heldUntil ?? 0) <= now) this.#release(live, owing(live));
      if (isIdle(live, now)) this.#live.delete(live.row.id);
    }
  }

  #having({ standing }: LiveCommand): string[] {
    return [...standing].flatMap(([id, bits]) => (bits & STANDING.touched || this.#isOnline(id) ? [id] : []));
  }

  async #load(): Promise<void> {
    const owed = new Map<string, string[]>();
    for (const { commandId, workerId } of await this.#storage.deliveries()) {
      const before = owed.get(commandId);
      if (before) before.push(workerId);
      else owed.set(commandId, [workerId]);
    }
    const open = await this.#storage.inState('command', 'open', LIMITS.commandsInMemory);
    for (const row of open.sort((a, b) => sentAt(a, '') - sentAt(b, ''))) {
      await this.#take(row, new Set(owed.get(row.id)));
      owed.delete(row.id);
    }
    for (const [commandId, workerIds] of owed) await this.#takeEnded(commandId, workerIds);
  }

  /** Whether something of it left in an earlier run is not known: it may have. */
  async #take(row: Command, owed: ReadonlySet<string>): Promise<void> {
    const bits = (id: string) => STANDING.touched | (owed.has(id) ? STANDING.owed : 0);
    const live = liveOf(row, new Map(row.workerIds.map((id) => [id, bits(id)])));
    live.released = (row.heldUntil ?? 0) <= this.#now();
    if (isIdle(live, this.#now())) return;
    this.#live.set(row.id, live);
    for (const receipt of await this.#storage.children('receipt', row.id)) this.#takeReceipt(receipt);
  }

  async #takeEnded(commandId: string, workerIds: string[]): Promise<void> {
    const row = await this.#storage.get('command', commandId);
    const isRecent = row?.state === 'cancelled' && row.issuedAt > this.#now() - LIMITS.cancelKeepMs;
    if (row && isRecent) this.#cancelledBefore.push({ row, workerIds });
    else if (row?.state !== 'proposed') await this.#storage.commit({ dropDeliveries: [commandId] });
  }

  #follow(changes: readonly Change[]): void {
    for (const { entity, op, value } of changes) {
      if (op !== 'put') continue;
      if (entity === 'receipt') this.#takeReceipt(value as Receipt);
      if (entity === 'command') this.#takeRow(value as Command);
    }
  }

  #takeRow(row: Command): void {
    this.#members.forget(row.id);
    const known = this.#live.get(row.id);
    if (row.state !== 'open') {
      this.#live.delete(row.id);
      this.#listener?.ended(row, known ?? null, known ? this.#having(known) : this.mayHave(row));
      return;
    }
    const live = known ?? liveOf(row, new Map());
    live.row = row;
    const fresh = row.workerIds.filter((id) => !live.standing.has(id));
    // A row of long ago that comes back is known to everybody it names.
    const bits = known || isFirst(row) ? STANDING.owed : STANDING.touched;
    for (const id of fresh) live.standing.set(id, bits);
    this.#live.set(row.id, live);
    if (live.released || (row.heldUntil ?? 0) <= this.#now())
      this.#release(
        live,
        fresh.filter((id) => ((live.standing.get(id) ?? 0) & STANDING.owed) !== 0),
      );
  }

  #release(live: LiveCommand, workerIds: readonly string[]): void {
    live.released = true;
    this.#listener?.sent(live, workerIds);
  }

  #takeReceipt(receipt: Receipt): void {
    const live = this.#live.get(receipt.commandId);
    const before = live?.standing.get(receipt.workerId);
    if (!live || before === undefined) return;
    const { answered } = lifeOf(live.row, receipt.workerId, [receipt], true, receipt.at);
    const after = (before & ~STANDING.owed) | STANDING.touched | (answered ? STANDING.answered : 0);
    live.standing.set(receipt.workerId, after);
    if (before & STANDING.owed) this.#listener?.settled(live, receipt.workerId);
  }
}

function liveOf(row: Command, standing: Map<string, number>): LiveCommand {
  return { row, fields: shownOf(row), standing, released: false };
}

const SHOWN = new Set(Object.keys(commandFieldsSchema.shape));

/** Rows were checked when they were made: what terminals are shown is picked from them, once a command. */
function shownOf(row: Command): CommandFields {
  return Object.fromEntries(Object.entries(row).filter(([field]) => SHOWN.has(field))) as CommandFields;
}

/** Whether this version of a row is the one that left: issued, or agreed to. */
function isFirst({ version, confirm }: Command): boolean {
  return version === (confirm ? 2 : 1);
}

function owing({ standing }: LiveCommand): string[] {
  return [...standing].flatMap(([id, bits]) => (bits & STANDING.owed ? [id] : []));
}

/** An open command without an end that everybody has for a day is looked up when somebody asks for it. */
function isIdle({ row, standing, released }: LiveCommand, now: number): boolean {
  if (!released || row.expiresAt !== undefined || sentAt(row, '') > now - LIMITS.commandKeepMs) return false;
  for (const bits of standing.values()) if (bits & STANDING.owed) return false;
  return true;
}
