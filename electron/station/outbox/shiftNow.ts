import type { ShiftView } from '#shared/contract/shiftViews.ts';
import type { Stores } from '../cache/cache.ts';
import type { Outbox } from './outbox.ts';
import { type OutboxRow, userOf } from './rows.ts';
import { foldShift, type ShiftAction } from './shiftFold.ts';

/** The shift that is on, as shown here: the centre's open shift with this desk's waiting actions laid over it. */
export function shiftNow(
  stores: Stores,
  outbox: Outbox,
  nameOf: (userId: string) => string = (id) => id,
): ShiftView | null {
  const open = stores.entities.children('shift', 'open').toSorted((a, b) => b.openedAt - a.openedAt)[0];
  const truth = open ? { shift: open, notes: stores.entities.children('shift-note', open.id) } : null;
  const waiting = outbox.pendingShiftRows().flatMap((row) => asShiftAction(outbox, row) ?? []);
  return foldShift(truth, waiting, nameOf);
}

function asShiftAction(outbox: Outbox, row: OutboxRow): ShiftAction | null {
  const read = outbox.read(row);
  if (!read.ok) return null;
  const makesShift = row.kind === 'shift.open' || row.kind === 'shift.take-over';
  const makes = makesShift ? (row.entity_id ?? row.id) : row.wire_id;
  return { kind: row.kind, makes, by: userOf(row), at: row.server_at, payload: read.payload } as ShiftAction;
}
