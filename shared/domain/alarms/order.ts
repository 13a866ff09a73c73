import { ALARM_PRIORITIES, type AlarmPriority } from './alarm.ts';

export interface Ordered {
  id: string;
  kind: string;
  priority: AlarmPriority;
  at: number;
  /** needs a hand */
  open: boolean;
}

/** What nobody has seen to first; calls for help before all else, then by priority, then the newest. */
export function byPressing(a: Ordered, b: Ordered): number {
  return rank(a) - rank(b) || b.at - a.at || (a.id < b.id ? 1 : -1);
}

function rank({ kind, priority, open }: Ordered): number {
  const grave = kind === 'sos' ? 0 : 1 + ALARM_PRIORITIES.indexOf(priority);
  return grave + (open ? 0 : 10);
}
