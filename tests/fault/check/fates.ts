import type { Line } from '../journal.ts';
import type { DeskName } from '../plan.ts';

/** Everything that was said between a window and its station about one action. */
export interface Fate {
  id: string;
  desk: DeskName;
  /** who did it */
  person: string;
  kind: string;
  entityId: string | null;
  /** its own mark and those of its amendments */
  marks: string[];
  /** the operator was told that it is accepted */
  acknowledged: boolean;
  /** position of that answer among all lines; order of acknowledgement */
  acknowledgedAt: number;
  /** some question about it was never answered */
  doubtful: boolean;
  /** the operator was told that it is taken back */
  undone: boolean;
  /** asked to be taken back, and never told whether it was */
  maybeUndone: boolean;
  dismissed: boolean;
  maybeDismissed: boolean;
  /** sent again after a refusal: its id on the wire is a new one */
  again: boolean;
  /** position of the last answer, or silence, that may have sent it again; −1 when never: its place in the order is new */
  againAt: number;
}

/** The journal, action by action. */
export function fatesOf(lines: readonly Line[]): Fate[] {
  const fates = new Map<string, Fate>();
  for (const [position, line] of lines.entries()) {
    if (line.id === '') continue;
    const fate = fates.get(line.id) ?? newFate(line);
    fates.set(line.id, fate);
    if (line.mark !== null && !fate.marks.includes(line.mark)) fate.marks.push(line.mark);
    note(fate, line, position);
  }
  return [...fates.values()];
}

function note(fate: Fate, { call, phase }: Line, position: number): void {
  const yes = phase === 'yes';
  const silence = phase === 'silence';
  if (silence) fate.doubtful = true;
  if (call === 'act' && yes && !fate.acknowledged) {
    fate.acknowledged = true;
    fate.acknowledgedAt = position;
  }
  if (call === 'undo') {
    fate.undone ||= yes;
    fate.maybeUndone ||= silence;
  }
  if (call === 'dismiss') {
    fate.dismissed ||= yes;
    fate.maybeDismissed ||= silence;
  }
  if ((call === 'retry' || call === 'amend') && phase !== 'no') {
    fate.again = true;
    fate.againAt = position;
  }
}

function newFate({ id, desk, person, kind, entityId }: Line): Fate {
  return {
    ...{ id, desk, person, kind, entityId, marks: [], acknowledged: false, acknowledgedAt: -1, doubtful: false },
    ...{ undone: false, maybeUndone: false, dismissed: false, maybeDismissed: false, again: false, againAt: -1 },
  };
}
