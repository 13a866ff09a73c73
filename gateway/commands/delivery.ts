import { sentAt } from '#shared/domain/commandLife.ts';
import type { Command, CommandFields } from '#shared/protocol/commands.ts';
import type { Gateway } from '../context.ts';
import { LIMITS } from '../limits.ts';
import { type CommandListener, type LiveCommand, STANDING } from './liveCommands.ts';
import type { DeliveredReceipts } from './deliveredReceipts.ts';

/** What a terminal is told of a command, and has to acknowledge. */
type Telling =
  | { event: 'command'; payload: CommandFields; live: LiveCommand }
  | { event: 'command:cancel'; payload: { id: string; reason: string } };

/** How one terminal is told something; `acked` is called each time it says yes. */
export type Tell = (event: Telling['event'], payload: Telling['payload'], acked: (deviceId: string) => void) => void;

/** How the deliverer reaches workers. */
export interface TerminalReach {
  /** tells every connected terminal of a worker; how many there are */
  tell(workerId: string, ...telling: Parameters<Tell>): number;
}

/** What one worker has not acknowledged, oldest first; the first `told` of it are on their way. */
interface Line {
  waiting: Telling[];
  told: number;
  /** since when the oldest is waited for, and how long, ms of the process's clock */
  toldAt: number;
  patience: number;
}

/**
 * Store and forward: what the log says of commands goes to the terminals, at once where one is connected, else when one
 * connects. A worker's tellings stand in one line and leave it when a terminal acknowledged them: what is told
 * again is told from the oldest on, so that every terminal sees them first in the order in which they were issued.
 * What ended leaves all lines in the same moment in which its end became durable.
 */
export class Deliverer implements CommandListener {
  readonly #gateway: Gateway;
  readonly #reach: TerminalReach;
  readonly #receipts: DeliveredReceipts;
  readonly #lines = new Map<string, Line>();
  /** lines that have something to tell, served a slice at a time */
  readonly #ready = new Set<string>();
  /** the device that last acknowledged something */
  readonly #devices = new Map<string, string>();
  #serving = false;
  #closed = false;

  constructor(gateway: Gateway, reach: TerminalReach, receipts: DeliveredReceipts) {
    this.#gateway = gateway;
    this.#reach = reach;
    this.#receipts = receipts;
    gateway.commands.listen(this);
    for (const [workerId, line] of this.#lines)
      line.waiting.sort((a, b) => orderOf(a, workerId) - orderOf(b, workerId));
  }

  close(): void {
    this.#closed = true;
  }

  /** How many commands wait for a worker. */
  waitingFor(workerId: string): number {
    const waiting = this.#lines.get(workerId)?.waiting ?? [];
    return waiting.filter((telling) => telling.event === 'command' && !this.#isOver(telling.live)).length;
  }

  /** A terminal has connected: it is told what others of its worker were told without an answer, then all what waits. */
  connected(workerId: string, deviceId: string, tell: Tell): void {
    const before = this.#devices.get(workerId);
    if (before !== undefined && before !== deviceId) this.#showUnanswered(workerId, tell);
    const line = this.#lines.get(workerId);
    if (!line) return;
    for (const telling of line.waiting.slice(0, line.told)) tell(...this.#asked(workerId, telling));
    this.#serve(workerId);
  }

  /** The last terminal of a worker has gone. */
  left(workerId: string): void {
    const line = this.#lines.get(workerId);
    if (line) line.told = 0;
  }

  /** Tells again, ever more slowly, what connected terminals have not acknowledged. */
  beat(): void {
    const now = performance.now();
    for (const [workerId, line] of this.#lines) {
      if (line.told === 0 || now - line.toldAt < line.patience) continue;
      line.patience = Math.min(line.patience * 2, LIMITS.commandRetryMostMs);
      line.told = 0;
      this.#wake(workerId);
    }
  }

  sent(live: LiveCommand, workerIds: readonly string[]): void {
    const telling: Telling = { event: 'command', payload: live.fields, live };
    for (const workerId of workerIds) this.#enqueue(workerId, telling);
  }

  settled(live: LiveCommand, workerId: string): void {
    this.#drop(workerId, live.row.id);
  }

  ended(row: Command, live: LiveCommand | null, mayHave: readonly string[]): void {
    for (const workerId of live?.standing.keys() ?? row.workerIds) this.#drop(workerId, row.id);
    if (row.state !== 'cancelled') return;
    const payload = { id: row.id, reason: row.cancelReason ?? '' };
    for (const workerId of mayHave) this.#enqueue(workerId, { event: 'command:cancel', payload });
  }

  #enqueue(workerId: string, telling: Telling): void {
    const line = this.#lines.get(workerId);
    if (line) line.waiting.push(telling);
    else this.#lines.set(workerId, { waiting: [telling], told: 0, toldAt: 0, patience: LIMITS.commandAckMs });
    this.#wake(workerId);
  }

  #drop(workerId: string, commandId: string): void {
    const line = this.#lines.get(workerId);
    const at = line?.waiting.findIndex(({ event, payload }) => event === 'command' && payload.id === commandId) ?? -1;
    if (line && at >= 0) this.#remove(workerId, line, at);
  }

  #remove(workerId: string, line: Line, at: number): void {
    line.waiting.splice(at, 1);
    if (at < line.told) line.told -= 1;
    if (line.waiting.length === 0) this.#lines.delete(workerId);
  }

  #wake(workerId: string): void {
    this.#ready.add(workerId);
    if (this.#serving) return;
    this.#serving = true;
    setImmediate(() => this.#serveSlice());
  }

  /** Some lines, then the loop may do other things. */
  #serveSlice(): void {
    let served = 0;
    for (const workerId of this.#ready) {
      this.#ready.delete(workerId);
      this.#serve(workerId);
      served += 1;
      if (served === LIMITS.commandSlice) break;
    }
    this.#serving = this.#ready.size > 0;
    if (this.#serving) setImmediate(() => this.#serveSlice());
  }

  #serve(workerId: string): void {
    const line = this.#lines.get(workerId);
    while (line && !this.#closed && line.told < Math.min(line.waiting.length, LIMITS.commandWindow)) {
      const telling = line.waiting[line.told];
      if (!telling) return;
      if (telling.event === 'command' && this.#isOver(telling.live)) {
        this.#remove(workerId, line, line.told);
        continue;
      }
      if (this.#reach.tell(workerId, ...this.#asked(workerId, telling)) === 0) return;
      if (line.told === 0) line.toldAt = performance.now();
      line.told += 1;
      if (telling.event === 'command') mark(telling.live, workerId);
    }
  }

  #asked(workerId: string, telling: Telling): Parameters<Tell> {
    return [telling.event, telling.payload, (deviceId) => this.#acknowledged(workerId, telling, deviceId)];
  }

  #acknowledged(workerId: string, telling: Telling, deviceId: string): void {
    this.#devices.set(workerId, deviceId);
    const line = this.#lines.get(workerId);
    const at = line?.waiting.indexOf(telling) ?? -1;
    if (!line || at < 0) return;
    line.patience = LIMITS.commandAckMs;
    line.toldAt = performance.now();
    this.#remove(workerId, line, at);
    if (telling.event === 'command') this.#receipts.delivered(telling.live, workerId);
    else this.#receipts.withdrawn({ commandId: telling.payload.id, workerId });
    this.#serve(workerId);
  }

  /** Another device than before: what the worker has not answered is shown there too. */
  #showUnanswered(workerId: string, tell: Tell): void {
    for (const live of this.#gateway.commands.all()) {
      if (live.standing.get(workerId) !== STANDING.touched || this.#isOver(live)) continue;
      tell('command', live.fields, (deviceId) => this.#devices.set(workerId, deviceId));
    }
  }

  #isOver({ row }: LiveCommand): boolean {
    return row.expiresAt !== undefined && row.expiresAt <= this.#gateway.now();
  }
}

function mark(live: LiveCommand, workerId: string): void {
  live.standing.set(workerId, (live.standing.get(workerId) ?? 0) | STANDING.touched);
}

/** Where a telling of an earlier run stands in its line; ends of commands come first. */
function orderOf(telling: Telling, workerId: string): number {
  return telling.event === 'command' ? sentAt(telling.live.row, workerId) : 0;
}
