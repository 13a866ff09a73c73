import type { ActorRef } from '../case.ts';
import type { AlarmPriority } from './alarm.ts';
import type { AlarmPolicy } from './policy.ts';

/** A worker says within every so many minutes that all is well. */
export interface WelfareTimer {
  /** the worker's */
  id: string;
  version: number;
  minutes: number;
  startedAt: number;
  startedBy: ActorRef;
  /** when the worker last said that all is well, or the start */
  checkedAt: number;
}
export const LEAST_WELFARE_MINUTES = 1;
export const MOST_WELFARE_MINUTES = 240;

const MINUTE = 60_000;

/**
 * How far it has come: nothing to do, a reminder before the time, the time is over and the worker is asked, the shift lead is
 * told, and told more gravely.
 */
export const WELFARE_STAGES = ['running', 'remind', 'missed', 'alarm', 'graver'] as const;
export type WelfareStage = (typeof WELFARE_STAGES)[number];

/** By when the worker has to answer, ms since the epoch. */
export function welfareDue({ checkedAt, minutes }: Pick<WelfareTimer, 'checkedAt' | 'minutes'>): number {
  return checkedAt + minutes * MINUTE;
}

export function welfareStage(timer: WelfareTimer, rule: AlarmPolicy['welfare'], now: number): WelfareStage {
  const over = now - welfareDue(timer);
  // Whoever has to answer every two minutes is not reminded from the start on.
  const remind = Math.min(rule.remindMinutes, timer.minutes / 2) * MINUTE;
  if (over < -remind) return 'running';
  if (over < 0) return 'remind';
  if (over < rule.graceMinutes * MINUTE) return 'missed';
  return over < (rule.graceMinutes + rule.escalateMinutes) * MINUTE ? 'alarm' : 'graver';
}

/** The alarm a stage is, if it is one. */
export function welfarePriority(stage: WelfareStage, rule: AlarmPolicy['welfare']): AlarmPriority | null {
  if (stage === 'graver') return 'critical';
  return stage === 'alarm' ? rule.priority : null;
}

/** How insistently the terminal asks: 0 not at all, 1 a reminder, 2 the time is over, 3 the centre has been told. */
export function welfareLevel(stage: WelfareStage): 0 | 1 | 2 | 3 {
  if (stage === 'running') return 0;
  if (stage === 'remind') return 1;
  return stage === 'missed' ? 2 : 3;
}
