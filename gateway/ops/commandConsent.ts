import type { Command } from '#shared/protocol/commands.ts';
import { deliveriesOf, endCommand, heldUntil } from '../commands/sending.ts';
import type { Gateway } from '../context.ts';
import { putRow } from '../storage/putRow.ts';
import { mergeUnits, type Unit } from '../storage/storage.ts';
import { refuse, type WireRefusal } from '../wire/refusal.ts';
import { commandOf, resultOf } from './commandOps.ts';
import { replaced } from './commandCorrect.ts';
import type { Decision, OpRequest } from './request.ts';

type Proposed = Command & { confirm: NonNullable<Command['confirm']> };

/** A second person agrees: the command leaves. A correction takes the place of what it corrects only now. */
export async function confirmCommand(gateway: Gateway, request: OpRequest<'command.confirm'>): Promise<Decision> {
  const found = await proposedOf(gateway, request);
  if (!found.ok) return found;
  const { command } = found;
  if (command.expiresAt !== undefined && command.expiresAt <= gateway.now())
    return refuse('conflict', '指令的失效时间已过', command);
  const corrected = await stillReplaced(gateway, command);
  if (!corrected.ok) return corrected;
  const sent: Command = {
    ...command,
    ...heldUntil(gateway, command),
    version: command.version + 1,
    state: 'open',
    confirm: { why: command.confirm.why, by: request.actor, at: gateway.now() },
  };
  const sending = { puts: [putRow('command', sent, command.version)], addDeliveries: deliveriesOf(sent) };
  return { ok: true, unit: mergeUnits(corrected.unit, sending), answer: { result: resultOf(sent) } };
}

/** A second person does not agree: nothing ever leaves. */
export async function refuseCommand(gateway: Gateway, request: OpRequest<'command.refuse'>): Promise<Decision> {
  const found = await proposedOf(gateway, request);
  if (!found.ok) return found;
  const { command } = found;
  const confirm = { why: command.confirm.why, by: request.actor, at: gateway.now() };
  return {
    ok: true,
    unit: endCommand(gateway, command, { state: 'refused', cancelReason: request.payload.reason, confirm }),
    answer: { result: { commandId: command.id, state: 'refused' } },
  };
}

async function proposedOf(
  gateway: Gateway,
  request: OpRequest,
): Promise<{ ok: true; command: Proposed } | WireRefusal> {
  const found = await commandOf(gateway, request);
  if (!found.ok) return found;
  const { command } = found;
  if (command.state !== 'proposed' || !command.confirm) return refuse('conflict', '指令不在等待确认', command);
  if (command.issuedBy.id === request.actor.id)
    return refuse('forbidden', '须由另一位有权限的人员确认，下达人本人不能确认');
  return { ok: true, command: { ...command, confirm: command.confirm } };
}

/** What ends with a correction that leaves; a conflict when what it corrects has ended meanwhile. */
async function stillReplaced(
  gateway: Gateway,
  { id, corrects }: Command,
): Promise<{ ok: true; unit: Unit } | WireRefusal> {
  if (!corrects) return { ok: true, unit: {} };
  const old = await gateway.storage.get('command', corrects.id);
  if (!old || old.correctedBy === id) return { ok: true, unit: {} };
  if (old.state !== 'open') return refuse('conflict', '被更正的指令已经结束', old);
  return { ok: true, unit: replaced(gateway, old, id) };
}
