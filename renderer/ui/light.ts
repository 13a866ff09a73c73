import type { ClockView } from '#shared/contract/views.ts';

/** The light of a clock; `none` when no clock runs. */
export type LightKind = 'green' | 'yellow' | 'red' | 'grey' | 'none';

/** The light of a row's clock at gateway time `now`: the same rule as the domain's `lightOf`. */
export function lightOfRow(clock: Pick<ClockView, 'dueAt' | 'yellowAt' | 'stoppedAt'> | null, now: number): LightKind {
  if (!clock) return 'none';
  if (clock.stoppedAt !== null) return 'grey';
  if (now > clock.dueAt) return 'red';
  return now >= clock.yellowAt ? 'yellow' : 'green';
}

/** ms left at gateway time `now`, negative when over; a stopped clock keeps what was left when it stopped. */
export function remainingOfRow(clock: Pick<ClockView, 'dueAt' | 'stoppedAt'>, now: number): number {
  return clock.dueAt - (clock.stoppedAt ?? now);
}
