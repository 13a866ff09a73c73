import type { Intent } from './intents.ts';
import { human } from './moving.ts';
import type { Random } from './random.ts';
import type { WorkerState } from './state.ts';
import type { BehaviourSettings, World } from './world.ts';

/** Mean seconds of one spell of duty. The time off follows from the share of people that shall be on duty. */
const SPELL = 4 * 3600;
const COVERED = 2 * 3600;
const UNCOVERED = [15, 240] as const;
const BATTERY_PER_HOUR = 7;

/**
 * Seconds until the worker goes off duty (or comes on). Spells, not clock times: a demo started at midnight shall
 * have its people on the street as well.
 */
export function drawSpell(random: Random, onDuty: boolean, settings: BehaviourSettings): number {
  const share = settings.onDuty;
  if (share >= 1 && onDuty) return Number.POSITIVE_INFINITY;
  if (share <= 0 && !onDuty) return Number.POSITIVE_INFINITY;
  const mean = onDuty ? SPELL : (SPELL * (1 - share)) / Math.max(share, 0.01);
  return Math.max(60, random.exponential(mean));
}

/** Seconds of coverage ahead. */
export function drawCoverage(random: Random, settings: BehaviourSettings): number {
  return settings.coverageLoss ? random.exponential(COVERED) : Number.POSITIVE_INFINITY;
}

/** Comes on or goes off duty; who is in the middle of an order finishes it first. */
export function changeDuty(state: WorkerState, now: number, world: World, out: Intent[]): void {
  if (state.onDuty && state.active) {
    state.nextDutyAt = now + human(300, world);
    return;
  }
  state.onDuty = !state.onDuty;
  state.movedAt = now;
  state.settling = null;
  state.nextDutyAt = now + human(drawSpell(state.random, state.onDuty, world.settings), world);
  if (state.onDuty) {
    state.battery = state.random.range(88, 100);
    state.nextReportAt = now + state.random.exponential(world.settings.reportMean) / world.settings.speed;
    // keep the worker's own place in the interval: a thousand who come on at once shall not send at once
    const { positionInterval } = world.settings;
    while (state.nextPositionAt <= now) state.nextPositionAt += positionInterval;
  }
  announceDuty(state, now, out);
}

/** Tells the gateway whether the worker is on duty. */
export function announceDuty(state: WorkerState, now: number, out: Intent[]): void {
  state.announced = true;
  out.push({ type: 'message', event: 'duty', payload: { on: state.onDuty, at: now }, photos: [] });
}

/** Loses the network in some cellar or lane, or finds it again. */
export function changeCoverage(state: WorkerState, now: number, world: World, out: Intent[]): void {
  state.covered = !state.covered;
  const { random, persona } = state;
  const seconds = state.covered ? drawCoverage(random, world.settings) : random.range(...UNCOVERED);
  state.nextCoverageAt = now + human(persona.name === 'forgetful' && !state.covered ? seconds * 2 : seconds, world);
  out.push({ type: 'coverage', covered: state.covered });
}

/** Drains the battery by what one position interval costs; who runs low plugs a power bank in. */
export function drain(state: WorkerState, world: World): void {
  state.battery -= (BATTERY_PER_HOUR * world.settings.positionInterval * world.settings.speed) / 3_600_000;
  if (state.battery < 6) state.battery = 70;
}
