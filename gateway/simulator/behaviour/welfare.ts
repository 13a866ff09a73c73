import type { Intent } from './intents.ts';
import type { WorkerState } from './state.ts';
import type { World } from './world.ts';

/** How likely the handheld is looked at when it asks so insistently; a busy hand waits for the next time. */
const HEEDS = [0, 0.6, 0.85, 0.95] as const;
/** Milliseconds until it is touched. */
const TOUCH = [2000, 20_000] as const;

/** The timer asks: most say soon that all is well. */
export function hearWelfare(state: WorkerState, level: 0 | 1 | 2 | 3, now: number, { settings }: World): void {
  if (level === 0) {
    state.nextWellAt = Number.POSITIVE_INFINITY;
    return;
  }
  const heeds = settings.reliableThink !== null || state.random.chance(HEEDS[level]);
  if (heeds && state.onDuty) state.nextWellAt = Math.min(state.nextWellAt, now + state.random.range(...TOUCH));
}

export function sayWell(state: WorkerState, now: number, out: Intent[]): void {
  state.nextWellAt = Number.POSITIVE_INFINITY;
  const payload = { id: state.random.id(now), at: now, what: 'well' as const };
  out.push({ type: 'message', event: 'welfare', payload, photos: [] });
}
