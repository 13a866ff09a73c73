import type { ShiftView } from '#shared/contract/shiftViews.ts';
import type { User } from '#shared/protocol/entities.ts';
import type { OpPayload } from '#shared/protocol/ops.ts';
import type { HandOver, Shift, SHIFT_OPS, ShiftNote } from '#shared/protocol/shifts.ts';

type ShiftKind = keyof typeof SHIFT_OPS;

/** A waiting action on the shift log. */
export type ShiftAction = {
  [K in ShiftKind]: {
    kind: K;
    /** the shift it opens (open, take-over), or the note it writes */
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
    return openedView(action);
  }
  if (!view || view.shift.id !== action.payload.shiftId) return view;
  switch (action.kind) {
    case 'shift.note':
      return withNote(view, action, action.payload.text);
    case 'shift.take-over':
      if (view.shift.handOver?.toId !== action.by.id) return view;
      return openedView(action);
    default: {
      const before = view.shift.handOver ?? null;
      const next = { ...view, shift: { ...view.shift, handOver: handOverAfter(before, action, nameOf) } };
      const said = action.kind === 'shift.hand-over' && !before ? action.payload.note : undefined;
      return said ? withNote(next, action, said) : next;
    }
  }
}

function handOverAfter(
  before: HandOver | null,
  action: Extract<ShiftAction, { kind: 'shift.hand-over' | 'shift.withdraw' | 'shift.acknowledge' }>,
  nameOf: (userId: string) => string,
): HandOver | null {
  switch (action.kind) {
    case 'shift.hand-over': {
      const { toUserId, note = '', items } = action.payload;
      return before ?? { toId: toUserId, toName: nameOf(toUserId), at: action.at, note, items };
    }
    case 'shift.withdraw':
      return null;
    case 'shift.acknowledge': {
      const { itemIds } = action.payload;
      if (before?.toId !== action.by.id) return before;
      return {
        ...before,
        items: before.items.map((item) =>
          itemIds.includes(item.id) ? { ...item, acknowledgedAt: item.acknowledgedAt ?? action.at } : item,
        ),
      };
    }
  }
}

/** A shift under whoever opens it or takes it over. */
function openedView(action: Extract<ShiftAction, { kind: 'shift.open' | 'shift.take-over' }>): ShiftView {
  const { makes, at, by, payload } = action;
  const shift: Shift = {
    id: makes,
    version: 0,
    leadId: by.id,
    leadName: by.name,
    openedAt: at,
    closedAt: null,
    handOver: null,
  };
  const opened = { shift, waiting: true, notes: [] };
  return payload.note ? withNote(opened, action, payload.note) : opened;
}

function withNote(view: ShiftView, { makes, by, at }: ShiftAction, text: string): ShiftView {
  const actor = { id: by.id, name: by.name, kind: 'operator' as const };
  const note = { id: makes, version: 0, shiftId: view.shift.id, actor, at, text, waiting: true };
  return { ...view, notes: [...view.notes, note] };
}
