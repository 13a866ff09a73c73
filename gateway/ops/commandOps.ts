import { type AreaProblem, areaProblem } from '#shared/domain/area.ts';
import { confirmReasons } from '#shared/domain/commandLife.ts';
import type { Command } from '#shared/protocol/commands.ts';
import { commandPolicy } from '../commands/policy.ts';
import { resolveRecipients } from '../commands/recipients.ts';
import { endCommand, heldUntil, sendNew } from '../commands/sending.ts';
import type { Gateway } from '../context.ts';
import { refuse, type WireRefusal } from '../wire/refusal.ts';
import type { Decision, OpRequest } from './request.ts';

const AREA_WORDS: { [P in AreaProblem]: string } = {
  few: '范围至少要有三个顶点',
  many: '范围的顶点太多',
  open: '范围的边线没有闭合',
  crossing: '范围的边线互相交叉',
  small: '范围太小',
  large: '范围太大',
};

/** Issues a command to whoever its recipients are at this moment; a dangerous one waits for a second person. */
export async function issueCommand(gateway: Gateway, request: OpRequest<'command.issue'>): Promise<Decision> {
  const { payload, actor } = request;
  const misdrawn = payload.recipients.area ? areaProblem(payload.recipients.area.coordinates[0] ?? []) : null;
  if (misdrawn) return refuse('invalid', AREA_WORDS[misdrawn]);
  const workerIds = await resolveRecipients(gateway, payload.recipients);
  // Whoever comes on duty later gets it too: nobody being there now is no mistake.
  if (workerIds.length === 0 && !payload.recipients.everyone) return refuse('invalid', '没有符合条件的接收人');
  const wrong = await unusable(gateway, payload);
  if (wrong) return wrong;
  const fields = { ...payload, issuedAt: gateway.now(), version: 1, issuedBy: actor, workerIds, cancelReason: null };
  const command: Command = { ...fields, ...leaving(gateway, payload, workerIds.length) };
  return { ok: true, unit: sendNew(command), answer: { result: resultOf(command) } };
}

/** Whether a new command may have this id and this time. */
export async function unusable(
  { storage, now }: Gateway,
  { id, expiresAt }: Pick<Command, 'id' | 'expiresAt'>,
): Promise<WireRefusal | null> {
  if (expiresAt !== undefined && expiresAt <= now()) return refuse('invalid', '指令的失效时间已过');
  return (await storage.get('command', id)) ? refuse('conflict', '此编号的指令已存在') : null;
}

/** Whether a command leaves now, waits for the morning or for a second person. */
export function leaving(
  gateway: Gateway,
  command: Pick<Command, 'priority' | 'evenQuiet'>,
  recipients: number,
): Pick<Command, 'state' | 'confirm' | 'heldUntil'> {
  const why = confirmReasons(command, recipients, commandPolicy(gateway.directory));
  if (why.length > 0) return { state: 'proposed', confirm: { why, by: null, at: null } };
  return { state: 'open', ...heldUntil(gateway, command) };
}

export function resultOf({ id, state, workerIds, heldUntil: held }: Command) {
  return { commandId: id, state, recipients: workerIds.length, ...(held === undefined ? {} : { heldUntil: held }) };
}

/** The command an op is about, or why there is none. */
export async function commandOf(
  { storage }: Gateway,
  { entityId }: Pick<OpRequest, 'entityId'>,
): Promise<{ ok: true; command: Command } | WireRefusal> {
  if (!entityId) return refuse('invalid', '缺少指令编号（entityId）');
  const command = await storage.get('command', entityId);
  return command ? { ok: true, command } : refuse('not-found', '没有这条指令');
}

/** Cancels a command: it is withdrawn from the terminals that have it and never delivered to the others. */
export async function cancelCommand(gateway: Gateway, request: OpRequest<'command.cancel'>): Promise<Decision> {
  const found = await commandOf(gateway, request);
  if (!found.ok) return found;
  const { command } = found;
  if (command.state !== 'open' && command.state !== 'proposed') return refuse('conflict', '指令已经结束', command);
  return {
    ok: true,
    unit: endCommand(gateway, command, { state: 'cancelled', cancelReason: request.payload.reason }),
    answer: { result: { commandId: command.id, state: 'cancelled' } },
  };
}
