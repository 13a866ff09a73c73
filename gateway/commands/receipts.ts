import type { ActorRef } from '#shared/domain/case.ts';
import type { Command, Receipt } from '#shared/protocol/commands.ts';
import type { Gateway } from '../context.ts';
import { caseAction, decideCaseAction } from '../cases/caseAction.ts';
import { putRow } from '../storage/putRow.ts';
import type { Unit } from '../storage/storage.ts';
import { refuse, type WireRefusal } from '../wire/refusal.ts';

export interface NewReceipt {
  commandId: string;
  workerId: string;
  state: Receipt['state'];
  terminalAt: number;
  note?: string;
  media?: Receipt['media'];
  reply?: string;
  lon?: number;
  lat?: number;
}

const TRIES = 8;

/** Records one receipt; a state that was receipted before is answered as before and changes nothing. */
export async function takeReceipt(gateway: Gateway, receipt: NewReceipt): Promise<{ ok: true } | WireRefusal> {
  const about = await gateway.commands.about(receipt.commandId);
  if (!about) return refuse('not-found', '没有这条指令');
  if (!about.isFor(receipt.workerId)) return refuse('forbidden', '此指令不是发给您的');
  const id = `${receipt.commandId}:${receipt.workerId}:${receipt.state}`;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const row: Receipt = {
      ...receipt,
      id,
      version: 1,
      at: gateway.now(),
      note: receipt.note ?? '',
      media: receipt.media ?? [],
    };
    const answered = await checkAnswer(gateway, about, row);
    const done = await gateway.storage.commit({
      ...answered,
      puts: [putRow('receipt', row, 0), ...(answered.puts ?? [])],
      removeDeliveries: [{ workerId: row.workerId, commandId: row.commandId }],
    });
    const wasSaid = !done.ok && done.reason === 'stale' && done.entity === 'receipt';
    if (done.ok || wasSaid) return { ok: true };
  }
  return refuse('unavailable', '中心忙，请稍后再试');
}

/** The answer to a check that was ordered before the case was accepted comes back as a line of the case's history. */
async function checkAnswer(
  gateway: Gateway,
  command: Pick<Command, 'kind' | 'caseId'>,
  receipt: Receipt,
): Promise<Unit> {
  if (command.kind !== 'check' || !command.caseId) return {};
  if (receipt.state !== 'done' && receipt.state !== 'failed' && receipt.state !== 'declined') return {};
  const row = await gateway.storage.get('case', command.caseId);
  if (row?.state !== 'reported') return {};
  const said = { done: '核实属实', failed: '核实不属实', declined: '未能核实' }[receipt.state];
  const decision = await decideCaseAction(gateway, {
    caseId: row.id,
    action: caseAction('annotate', { note: [said, receipt.note].filter(Boolean).join('：'), media: receipt.media }),
    actor: terminalActor(gateway, receipt.workerId),
    roles: [],
    deskAt: receipt.terminalAt,
  });
  return decision.ok ? decision.unit : {};
}

/** A worker as the actor of a history line. */
export function terminalActor(gateway: Gateway, workerId: string): ActorRef {
  return { id: workerId, name: gateway.directory.workers.get(workerId)?.name ?? workerId, kind: 'terminal' };
}
