import type { ShiftView } from '#shared/contract/views.ts';
import type { Shift, ShiftNote, User } from '#shared/protocol/entities.ts';
import type { OpPayload } from '#shared/protocol/ops.ts';

type ShiftKind = 'shift.open' | 'shift.note' | 'shift.hand-over';

/** A waiting action on the shift log. */
export type ShiftAction = {
  [K in ShiftKind]: {
    kind: K;
    /** the shift it opens (open, hand-over) or the note it writes */
    makes: string;
    by: User;
    /** the centre's clock as estimated when the operator acted, ms */
    at: number;
    payload: OpPayload<K>;
  };
}[ShiftKind];

/**
 * Lays this desk's waiting shift actions over the centre's open shift and its notes. What no longer fits the centre's shift
 * is passed over: the centre decides about it.
 */
export function foldShift(
  truth: { shift: Shift; notes: readonly ShiftNote[] } | null,
  waiting: readonly ShiftAction[],
  nameOf: (userId: string) => string,
): ShiftView | null {
  const start: ShiftView | null = truth && {
    shift: truth.shift,
    waiting: false,
    notes: truth.notes.map((note) => ({ ...note, waiting: false })),
  };
  const end = waiting.reduce<ShiftView | null>((view, action) => withAction(view, action, nameOf), start);
  return end && { ...end, notes: end.notes.toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)) };
}

function withAction(view: ShiftView | null, action: ShiftAction, nameOf: (userId: string) => string): ShiftView | null {
  if (action.kind === 'shift.open') {
    if (view) return view;
    const opened = { shift: openedBy(action, action.by.id, action.by.name), waiting: true, notes: [] };
    return action.payload.note ? withNote(opened, action, action.payload.note) : opened;
  }
  if (!view || view.shift.id !== action.payload.shiftId) return view;
  if (action.kind === 'shift.note') return withNote(view, action, action.payload.text);
  const { toUserId } = action.payload;
  return { shift: openedBy(action, toUserId, nameOf(toUserId)), waiting: true, notes: [] };
}

function openedBy({ makes, at }: ShiftAction, leadId: string, leadName: string): Shift {
  return { id: makes, version: 0, leadId, leadName, openedAt: at, closedAt: null };
}

function withNote(view: ShiftView, { makes, by, at }: ShiftAction, text: string): ShiftView {
  const actor = { id: by.id, name: by.name, kind: 'operator' as const };
  const note = { id: makes, version: 0, shiftId: view.shift.id, actor, at, text, waiting: true };
  return { ...view, notes: [...view.notes, note] };
}
