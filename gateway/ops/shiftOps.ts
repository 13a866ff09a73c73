import { idSchema } from '#shared/protocol/common.ts';
import type { HandOver, Shift } from '#shared/protocol/shifts.ts';
import type { Gateway } from '../context.ts';
import { putRow } from '../storage/putRow.ts';
import type { Put } from '../storage/storage.ts';
import { refuse, type WireRefusal } from '../wire/refusal.ts';
import type { Decision, OpRequest } from './request.ts';

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
  const found = await openShiftOf(gateway, shiftId);
  if (!found.ok) return found;
  return { ok: true, unit: { puts: notePuts(gateway, request, shiftId, text) }, answer: { result: { shiftId } } };
}

/** Offers the shift to the next lead, with everything they have to know of. Nothing changes hands yet. */
export async function offerShift(gateway: Gateway, request: OpRequest<'shift.hand-over'>): Promise<Decision> {
  const { shiftId, toUserId, note = '', items } = request.payload;
  const found = await openShiftOf(gateway, shiftId);
  if (!found.ok) return found;
  const { shift } = found;
  if (shift.handOver) return refuse('conflict', `已向${shift.handOver.toName}交班，请先撤回`, shift);
  if (new Set(items.map(({ id }) => id)).size < items.length) return refuse('invalid', '交接事项重复');
  const heir = await gateway.storage.accounts.byId(toUserId);
  if (!heir || heir.kind !== 'operator' || heir.disabled) return refuse('not-found', '没有这位接班人');
  if (!heir.roles.includes('shift-lead')) return refuse('forbidden', `${heir.name}不是值班长，不能接班`);
  const handOver: HandOver = { toId: heir.id, toName: heir.name, at: gateway.now(), note, items };
  return changed({ ...shift, handOver }, notePuts(gateway, request, shiftId, note));
}

export async function withdrawShift(gateway: Gateway, request: OpRequest<'shift.withdraw'>): Promise<Decision> {
  const found = await openShiftOf(gateway, request.payload.shiftId);
  if (!found.ok) return found;
  if (!found.shift.handOver) return refuse('conflict', '班次没有在交接', found.shift);
  return changed({ ...found.shift, handOver: null });
}

/** The next lead has taken note of these; those acknowledged before stay as they were. */
export async function acknowledgeItems(gateway: Gateway, request: OpRequest<'shift.acknowledge'>): Promise<Decision> {
  const { shiftId, itemIds } = request.payload;
  const found = await offeredTo(gateway, shiftId, request.user.id);
  if (!found.ok) return found;
  const { shift, handOver } = found;
  const stranger = itemIds.find((id) => !handOver.items.some((item) => item.id === id));
  if (stranger !== undefined) return refuse('not-found', '没有这项交接事项');
  const acknowledgedAt = gateway.now();
  const items = handOver.items.map((item) => (itemIds.includes(item.id) ? { acknowledgedAt, ...item } : item));
  return changed({ ...shift, handOver: { ...handOver, items } });
}

/**
 * Closes the shift and opens the next one under whoever takes over. The next shift's id is the op's `entityId` (the console
 * writes its log before the centre knows it), else the op's id.
 */
export async function takeOverShift(gateway: Gateway, request: OpRequest<'shift.take-over'>): Promise<Decision> {
  const { user } = request;
  const { shiftId, note } = request.payload;
  const found = await offeredTo(gateway, shiftId, user.id);
  if (!found.ok) return found;
  const { shift, handOver } = found;
  const waiting = handOver.items.filter(({ acknowledgedAt }) => acknowledgedAt === undefined).length;
  if (waiting > 0) return refuse('conflict', `还有 ${waiting} 项交接事项未确认`, shift);
  const nextId = request.entityId ?? request.id;
  if (!idSchema.safeParse(nextId).success) return refuse('invalid', '班次编号不是 UUID（entityId）');
  if (await gateway.storage.get('shift', nextId)) return refuse('conflict', '此编号的班次已存在');
  const at = gateway.now();
  const next: Shift = { id: nextId, version: 1, leadId: user.id, leadName: user.name, openedAt: at, closedAt: null };
  const puts = [putRow('shift', next, 0), ...notePuts(gateway, request, next.id, note)];
  return changed({ ...shift, closedAt: at }, puts, next.id);
}

async function openShiftOf(gateway: Gateway, shiftId: string): Promise<{ ok: true; shift: Shift } | WireRefusal> {
  const shift = await gateway.storage.get('shift', shiftId);
  if (!shift) return refuse('not-found', '没有这个班次');
  return shift.closedAt === null ? { ok: true, shift } : refuse('conflict', '班次已交接', shift);
}

async function offeredTo(
  gateway: Gateway,
  shiftId: string,
  userId: string,
): Promise<{ ok: true; shift: Shift; handOver: HandOver } | WireRefusal> {
  const found = await openShiftOf(gateway, shiftId);
  if (!found.ok) return found;
  const { shift } = found;
  if (!shift.handOver) return refuse('conflict', '班次没有在交接', shift);
  if (shift.handOver.toId !== userId) return refuse('forbidden', `班次是交给${shift.handOver.toName}的`);
  return { ok: true, shift, handOver: shift.handOver };
}

function changed(shift: Shift, more: Put[] = [], shiftId = shift.id): Decision {
  const next = { ...shift, version: shift.version + 1 };
  return { ok: true, unit: { puts: [putRow('shift', next, shift.version), ...more] }, answer: { result: { shiftId } } };
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
