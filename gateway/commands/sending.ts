import { quietUntil } from '#shared/domain/commandLife.ts';
import type { Command } from '#shared/protocol/commands.ts';
import type { Gateway } from '../context.ts';
import { putRow } from '../storage/putRow.ts';
import type { Delivery, Unit } from '../storage/storage.ts';
import { commandPolicy } from './policy.ts';

/** Until when a command waits that leaves now: a routine one does not wake anybody, unless it is meant to. */
export function heldUntil(
  { directory, now }: Gateway,
  { priority, evenQuiet }: Pick<Command, 'priority' | 'evenQuiet'>,
): Pick<Command, 'heldUntil'> {
  if (priority !== 'routine' || evenQuiet) return {};
  const until = quietUntil(now(), commandPolicy(directory).quiet);
  return until === null ? {} : { heldUntil: until };
}

export function deliveriesOf({ id, workerIds }: Pick<Command, 'id' | 'workerIds'>): Delivery[] {
  return workerIds.map((workerId) => ({ workerId, commandId: id }));
}

/** A command that is sent for the first time: its row and whom it is owed. */
export function sendNew(command: Command): Unit {
  return {
    puts: [putRow('command', command, 0)],
    addDeliveries: command.state === 'open' ? deliveriesOf(command) : [],
  };
}

/** A command that ends: who does not have it never gets it, and who may have it is owed the news. */
export function endCommand(gateway: Gateway, command: Command, end: Partial<Command> & Pick<Command, 'state'>): Unit {
  const ended: Command = { ...command, ...end, version: command.version + 1 };
  const told = end.state === 'cancelled' ? gateway.commands.mayHave(command) : [];
  return {
    puts: [putRow('command', ended, command.version)],
    dropDeliveries: [command.id],
    addDeliveries: deliveriesOf({ id: command.id, workerIds: told }),
  };
}
