import { lifeOf } from '#shared/domain/commandLife.ts';
import type { Command, Receipt } from '#shared/protocol/commands.ts';
import type { Gateway } from '../context.ts';
import { putRow } from '../storage/putRow.ts';
import { refuse } from '../wire/refusal.ts';
import { commandOf } from './commandOps.ts';
import type { Decision, OpRequest } from './request.ts';

/** Asks terminals again for the answer they owe. */
export type Remind = (command: Command, workerIds: readonly string[], level: 1 | 2 | 3) => void;

/** Asks those again who owe the required receipt: all of them, or those of them that are named. */
export async function remindWorkers(
  gateway: Gateway,
  request: OpRequest<'command.remind'>,
  remind: Remind,
): Promise<Decision> {
  const found = await commandOf(gateway, request);
  if (!found.ok) return found;
  const { command } = found;
  if (command.state !== 'open') return refuse('conflict', '指令不在进行中，无需催办', command);
  if ((command.heldUntil ?? 0) > gateway.now()) return refuse('conflict', '指令在静默时段内，尚未发出', command);
  const named = request.payload.workerIds && new Set(request.payload.workerIds);
  const owing = (await owingOf(gateway, command)).filter((id) => !named || named.has(id));
  if (owing.length === 0) return refuse('conflict', '所选人员都已回执，无需催办', command);
  const reminder = { at: gateway.now(), by: request.actor, count: owing.length };
  const reminded: Command = {
    ...command,
    version: command.version + 1,
    reminders: [...(command.reminders ?? []), reminder],
  };
  return {
    ok: true,
    unit: { puts: [putRow('command', reminded, command.version)] },
    answer: { result: { commandId: command.id, reminded: owing.length } },
    after: () => remind(reminded, owing, 1),
  };
}

/** Who owes the required receipt of an open command. */
async function owingOf({ storage, now }: Gateway, command: Command): Promise<string[]> {
  const said = new Map<string, Receipt[]>();
  for (const receipt of await storage.children('receipt', command.id)) {
    const before = said.get(receipt.workerId);
    if (before) before.push(receipt);
    else said.set(receipt.workerId, [receipt]);
  }
  return command.workerIds.filter((id) => !lifeOf(command, id, said.get(id) ?? [], true, now()).answered);
}
