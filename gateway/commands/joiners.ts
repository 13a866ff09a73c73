import { sentAt } from '#shared/domain/commandLife.ts';
import type { Command } from '#shared/protocol/commands.ts';
import type { Change } from '#shared/protocol/console.ts';
import type { Worker } from '#shared/protocol/entities.ts';
import type { Gateway } from '../context.ts';
import { LIMITS } from '../limits.ts';
import { putRow } from '../storage/putRow.ts';
import type { CommitResult } from '../storage/storage.ts';
import type { LiveCommand } from './liveCommands.ts';
import { hasRule, ruleOf } from './recipients.ts';

export type Joined = NonNullable<Command['joined']>[number];

/**
 * Whoever comes to fit a command while it is valid gets it too: comes on duty, enters the area, joins the team. Looked
 * at every few seconds, so that a shift that begins is one change of the command and not a thousand.
 */
export class Joiners {
  readonly #gateway: Gateway;
  /** workers whose row has changed, and commands nobody was looked at for yet, since the last round */
  #changed = new Set<string>();
  #fresh = new Set<string>();

  constructor(gateway: Gateway) {
    this.#gateway = gateway;
    for (const { row } of gateway.commands.all()) this.#fresh.add(row.id);
    gateway.storage.onCommit((changes) => this.#follow(changes));
  }

  async round(): Promise<void> {
    const [changed, fresh] = [this.#changed, this.#fresh];
    this.#changed = new Set();
    this.#fresh = new Set();
    const { workers } = this.#gateway.directory;
    const some = [...changed].flatMap((id) => workers.get(id) ?? []);
    for (const live of [...this.#gateway.commands.all()]) {
      if (!this.#takesJoiners(live.row)) continue;
      // Movement is in no log: who may have entered an area is everybody.
      const all = live.row.recipients?.area !== undefined || fresh.has(live.row.id);
      const joining = this.#fitting(live, all ? workers.values() : some);
      if (joining.length > 0 && !(await this.#join(live, joining))) this.#fresh.add(live.row.id);
    }
  }

  #follow(changes: readonly Change[]): void {
    for (const { entity, id, value, op } of changes) {
      if (op !== 'put') continue;
      if (entity === 'worker') this.#changed.add(id);
      // Between choosing its workers and writing it somebody may have come.
      if (entity === 'command' && (value as Command).state === 'open' && !(value as Command).joined)
        this.#fresh.add(id);
    }
  }

  #takesJoiners(row: Command): boolean {
    const now = this.#gateway.now();
    const until = row.expiresAt ?? sentAt(row, '') + LIMITS.joinWithoutEndMs;
    return row.state === 'open' && until > now && row.recipients !== undefined && hasRule(row.recipients);
  }

  #fitting({ row, standing }: LiveCommand, workers: Iterable<Worker>): string[] {
    const fits = ruleOf(row.recipients ?? {}, this.#gateway.fleet);
    const ids: string[] = [];
    for (const worker of workers) if (!standing.has(worker.id) && fits(worker)) ids.push(worker.id);
    return ids;
  }

  async #join(live: LiveCommand, ids: readonly string[]): Promise<boolean> {
    const at = this.#gateway.now();
    const joined = ids.map((workerId) => ({ workerId, at }));
    return (await commitJoined(this.#gateway, live.row, joined)).ok;
  }
}

/** Adds workers to a command that is under way, with whatever else of it changes in the same moment. */
export function commitJoined(
  { storage }: Gateway,
  row: Command,
  joined: readonly Joined[],
  more: Partial<Command> = {},
): Promise<CommitResult> {
  const workerIds = joined.map(({ workerId }) => workerId);
  const grown = joined.length === 0 ? {} : { joined: [...(row.joined ?? []), ...joined] };
  const next: Command = {
    ...row,
    ...more,
    ...grown,
    version: row.version + 1,
    workerIds: [...row.workerIds, ...workerIds],
  };
  const addDeliveries = workerIds.map((workerId) => ({ workerId, commandId: row.id }));
  return storage.commit({ puts: [putRow('command', next, row.version)], addDeliveries });
}
