import type { Change } from '#shared/protocol/console.ts';
import { type Command, type CommandFields, commandFieldsSchema } from '#shared/protocol/commands.ts';
import type { Gateway } from '../context.ts';
import { LIMITS } from '../limits.ts';
import { takeReceipt } from './receipts.ts';

/** How the deliverer reaches workers. */
export interface TerminalReach {
  /** true when a terminal of the worker acknowledged in time; null when none is connected */
  sendCommand(workerId: string, command: CommandFields): Promise<boolean | null>;
  sendCancel(workerId: string, cancel: { id: string; reason: string }): void;
}

/** How many workers are served before the loop may do other things. */
const SLICE = 400;
/** Commands a worker is handed when it connects; more is a fault of whoever issued them, and follows at the next one. */
const MOST_WAITING = 500;

/**
 * Store and forward: what the log says of commands goes to the terminals, at once where one is connected, else when
 * it connects. A delivery waits until its terminal acknowledged, the command was cancelled or its time was over.
 */
export class Deliverer {
  readonly #gateway: Gateway;
  readonly #reach: TerminalReach;
  /** the newest attempt of each delivery; an older one gives way to it */
  readonly #attempts = new Map<string, symbol>();
  #closed = false;

  constructor(gateway: Gateway, reach: TerminalReach) {
    this.#gateway = gateway;
    this.#reach = reach;
    gateway.storage.onCommit((changes) => this.#follow(changes));
  }

  close(): void {
    this.#closed = true;
  }

  /** What waits for a worker, oldest first. */
  async waitingFor(workerId: string): Promise<Command[]> {
    const waiting = await this.#gateway.storage.pendingCommands(workerId, MOST_WAITING);
    return waiting.filter((command) => this.#isLive(command));
  }

  /** Sends a connected worker what waits for it; an attempt that is still under way gives way to this one. */
  redeliver(workerId: string, waiting: readonly Command[]): void {
    for (const command of waiting) this.#deliver(workerId, command);
  }

  #follow(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.entity !== 'command' || change.op !== 'put') continue;
      const command = change.value as Command;
      const leaves = command.version === 1 || (command.confirm?.by && command.version === 2);
      if (command.state === 'open' && leaves && this.#isLive(command)) void this.#spread(command);
      if (command.state === 'cancelled') void this.#withdraw(command);
    }
  }

  async #spread(command: Command): Promise<void> {
    for (let i = 0; i < command.workerIds.length; i += SLICE) {
      for (const workerId of command.workerIds.slice(i, i + SLICE)) this.#deliver(workerId, command);
      await breath();
    }
  }

  async #withdraw(command: Command): Promise<void> {
    const cancel = { id: command.id, reason: command.cancelReason ?? '' };
    for (let i = 0; i < command.workerIds.length; i += SLICE) {
      for (const workerId of command.workerIds.slice(i, i + SLICE)) this.#reach.sendCancel(workerId, cancel);
      await breath();
    }
  }

  #deliver(workerId: string, command: Command): void {
    const key = `${command.id}:${workerId}`;
    const attempt = Symbol(key);
    this.#attempts.set(key, attempt);
    void this.#insist(workerId, command, () => this.#attempts.get(key) === attempt)
      .catch((error: unknown) => this.#gateway.log.error({ err: error, commandId: command.id }, 'delivery failed'))
      .finally(() => {
        if (this.#attempts.get(key) === attempt) this.#attempts.delete(key);
      });
  }

  /** Sends again, ever more slowly, while a terminal is connected and the command still waits for it. */
  async #insist(workerId: string, command: Command, isNewest: () => boolean): Promise<void> {
    const fields = commandFieldsSchema.parse(command);
    let wait: number = LIMITS.commandAckMs;
    for (; this.#isLive(command); wait = Math.min(wait * 2, LIMITS.commandRetryMostMs)) {
      if (!(await this.#gateway.storage.isPending({ workerId, commandId: command.id }))) return;
      const acknowledged = await this.#reach.sendCommand(workerId, fields);
      if (acknowledged === null) return;
      if (acknowledged) {
        const terminalAt = this.#gateway.now();
        await takeReceipt(this.#gateway, { commandId: command.id, workerId, state: 'delivered', terminalAt });
        return;
      }
      await pause(wait);
      if (!isNewest()) return;
    }
  }

  #isLive(command: Command): boolean {
    const isHeld = (command.heldUntil ?? 0) > this.#gateway.now();
    return !this.#closed && !isHeld && (command.expiresAt === undefined || command.expiresAt > this.#gateway.now());
  }
}

function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
