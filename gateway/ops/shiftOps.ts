import { idSchema } from '#shared/protocol/common.ts';
import type { EntityRow } from '#shared/protocol/entities.ts';
import type { Gateway } from '../context.ts';
import { putRow } from '../storage/putRow.ts';
import type { Put } from '../storage/storage.ts';
import { refuse } from '../wire/refusal.ts';
import type { Decision, OpRequest } from './request.ts';

type Shift = EntityRow<'shift'>;

/** Opens a shift under the sender; one shift is open at a time. */
export async function openShift(gateway: Gateway, request: OpRequest<'shift.open'>): Promise<Decision> {
  const [open] = await gateway.storage.inState('shift', 'open', 1);
  if (open) return refuse('conflict', `班次尚未交接（${open.leadName}）`, open);
  const shift: Shift = {
    id: request.entityId ?? request.id,
    version: 1,
    leadId: request.user.id,
    leadName: request.user.name,
    openedAt: gateway.now(),
    closedAt: null,
  };
  const puts = [putRow('shift', shift, 0), ...notePuts(gateway, request, shift.id, request.payload.note)];
  const unit = { puts, noneIn: { entity: 'shift', state: 'open' } } as const;
  return { ok: true, unit, answer: { result: { shiftId: shift.id } } };
}

export async function addShiftNote(gateway: Gateway, request: OpRequest<'shift.note'>): Promise<Decision> {
  const { shiftId, text } = request.payload;
  const shift = await gateway.storage.get('shift', shiftId);
  if (!shift) return refuse('not-found', '没有这个班次');
  if (shift.closedAt !== null) return refuse('conflict', '班次已交接', shift);
  return { ok: true, unit: { puts: notePuts(gateway, request, shiftId, text) }, answer: { result: { shiftId } } };
}

/**
 * Closes the shift and opens the next one under whoever takes over. The next shift's id is the op's `entityId` (the console
 * writes its log before the centre knows it), else the op's id.
 */
export async function handOverShift(gateway: Gateway, request: OpRequest<'shift.hand-over'>): Promise<Decision> {
  const { shiftId, toUserId, note } = request.payload;
  const shift = await gateway.storage.get('shift', shiftId);
  if (!shift) return refuse('not-found', '没有这个班次');
  if (shift.closedAt !== null) return refuse('conflict', '班次已交接', shift);
  const nextId = request.entityId ?? request.id;
  if (!idSchema.safeParse(nextId).success) return refuse('invalid', '班次编号不是 UUID（entityId）');
  if (await gateway.storage.get('shift', nextId)) return refuse('conflict', '此编号的班次已存在');
  const heir = await gateway.storage.accounts.byId(toUserId);
  if (!heir || heir.kind !== 'operator' || heir.disabled) return refuse('not-found', '没有这位接班人');
  const at = gateway.now();
  const closed: Shift = { ...shift, version: shift.version + 1, closedAt: at };
  const next: Shift = {
    id: nextId,
    version: 1,
    leadId: heir.id,
    leadName: heir.name,
    openedAt: at,
    closedAt: null,
  };
  const puts = [
    putRow('shift', closed, shift.version),
    putRow('shift', next, 0),
    ...notePuts(gateway, request, shiftId, note),
  ];
  return { ok: true, unit: { puts }, answer: { result: { shiftId: next.id } } };
}

function notePuts(
  gateway: Gateway,
  { id, actor }: Pick<OpRequest, 'id' | 'actor'>,
  shiftId: string,
  text?: string,
): Put[] {
  if (!text) return [];
  return [putRow('shift-note', { id, version: 1, shiftId, actor, at: gateway.now(), text }, 0)];
}
