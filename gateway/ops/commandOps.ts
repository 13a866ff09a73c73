import type { Command } from '#shared/protocol/commands.ts';
import type { Gateway } from '../context.ts';
import { resolveRecipients } from '../commands/recipients.ts';
import { putRow } from '../storage/putRow.ts';
import { refuse } from '../wire/refusal.ts';
import type { Decision, OpRequest } from './request.ts';

/** Issues a command to whoever its recipients are at this moment. */
export async function issueCommand(gateway: Gateway, request: OpRequest<'command.issue'>): Promise<Decision> {
  const { recipients, ...fields } = request.payload;
  const departmentWorkers = await workersOf(gateway, recipients.departments ?? []);
  const workerIds = resolveRecipients(recipients, gateway.directory, gateway.fleet, departmentWorkers);
  if (workerIds.length === 0) return refuse('invalid', '没有符合条件的接收人');
  if (fields.expiresAt !== undefined && fields.expiresAt <= gateway.now())
    return refuse('invalid', '指令的失效时间已过');
  if (await gateway.storage.get('command', fields.id)) return refuse('conflict', '此编号的指令已存在');
  const command: Command = {
    ...fields,
    issuedAt: gateway.now(),
    version: 1,
    issuedBy: request.actor,
    workerIds,
    state: 'open',
    cancelReason: null,
  };
  return {
    ok: true,
    unit: {
      puts: [putRow('command', command, 0)],
      addDeliveries: workerIds.map((workerId) => ({ workerId, commandId: command.id })),
    },
    answer: { result: { commandId: command.id, recipients: workerIds.length } },
  };
}

/** The workers that a department's open work is with. */
async function workersOf(gateway: Gateway, departments: readonly string[]): Promise<Set<string>> {
  if (departments.length === 0) return new Set();
  const asked = new Set(departments);
  const pages = await Promise.all(
    ['dispatched', 'handling'].map((state) => gateway.storage.inState('case', state, 100_000)),
  );
  const cases = pages.flat().filter((row) => row.departmentId !== null && asked.has(row.departmentId));
  return new Set(cases.flatMap((row) => row.workerIds));
}

/** Cancels an open command: it is withdrawn from the terminals that have it and never delivered to the others. */
export async function cancelCommand(gateway: Gateway, request: OpRequest<'command.cancel'>): Promise<Decision> {
  if (!request.entityId) return refuse('invalid', '缺少指令编号（entityId）');
  const current = await gateway.storage.get('command', request.entityId);
  if (!current) return refuse('not-found', '没有这条指令');
  if (current.state !== 'open') return refuse('conflict', '指令已经结束', current);
  const { reason } = request.payload;
  const cancelled: Command = { ...current, version: current.version + 1, state: 'cancelled', cancelReason: reason };
  return {
    ok: true,
    unit: { puts: [putRow('command', cancelled, current.version)], dropDeliveries: [current.id] },
    answer: { result: { commandId: current.id, state: 'cancelled' } },
  };
}
