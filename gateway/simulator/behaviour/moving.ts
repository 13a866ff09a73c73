import { metresBetween, offset } from '#shared/district/streets/metres.ts';
import type { Position } from '#shared/protocol/terminal.ts';
import type { Random } from './random.ts';
import type { WorkerState } from './state.ts';
import { goHome, headingOf, nextLeg, placeOf, roam, walkLeg } from './walk.ts';
import type { World } from './world.ts';

/** People walk no faster and no slower than this, metres per second. */
export const SLOWEST_WALK = 0.8;
export const FASTEST_WALK = 1.6;
/** Chance of stopping for a look, a talk, a note at a junction, and how long (seconds of people's time). */
const PAUSE_CHANCE = 0.12;
const PAUSE = [15, 150] as const;
/** The gateway refuses faster things than 150 m/s: a hurried clock may not pass it. */
const FASTEST_ON_WIRE = 140;
const LEGS_AT_ONCE = 5000;

/** Milliseconds of real time in so many seconds of people's time. */
export function human(seconds: number, world: World): number {
  return (seconds * 1000) / world.settings.speed;
}

/** Moves a worker up to `now`: along the trip, or roaming in the own grid with pauses. */
export function move(state: WorkerState, now: number, world: World): void {
  const start = Math.min(now, Math.max(state.movedAt, state.pausedUntil));
  const elapsed = (now - state.movedAt) / 1000;
  state.movedAt = now;
  if (start >= now || isStandingAtWork(state)) {
    state.speed = 0;
    return;
  }
  const [lonBefore, latBefore] = placeOf(state.walk);
  walkOn(state, now, world, (now - start) / 1000);
  const [lon, lat] = placeOf(state.walk);
  state.speed = Math.min(FASTEST_ON_WIRE, metresBetween(lonBefore, latBefore, lon, lat) / elapsed);
  state.heading = headingOf(state.walk);
}

/** At the place of a command, or at a door: the worker waits for the next step there. */
function isStandingAtWork(state: WorkerState): boolean {
  const stage = state.active?.stage;
  return state.walk.trip === null && (stage === 'working' || stage === 'reporting' || stage === 'going');
}

function walkOn(state: WorkerState, now: number, world: World, seconds: number): void {
  const { walk, random } = state;
  const pace = Math.min(FASTEST_WALK, Math.max(SLOWEST_WALK, state.pace * random.range(0.93, 1.07)));
  let left = Math.min(FASTEST_ON_WIRE, pace * world.settings.speed) * seconds;
  for (let leg = 0; leg < LEGS_AT_ONCE; leg++) {
    left = walkLeg(walk, left);
    if (left <= 0) return;
    if (walk.trip !== null && nextLeg(walk)) continue;
    if (state.active?.stage === 'going') return;
    if (walk.door) {
      goHome(walk, world.streets, world.router, state.home, random);
      continue;
    }
    roam(walk, world.streets, state.home, random);
    if (state.persona.name !== 'reliable' && random.chance(PAUSE_CHANCE)) {
      state.pausedUntil = now + human(random.range(...PAUSE), world);
      return;
    }
  }
}

/** What the handheld's satellite receiver makes of the place: some metres off, wandering slowly. */
export function fix(state: WorkerState, now: number): Position {
  const { random, drift } = state;
  drift[0] = drift[0] * 0.9 + random.gaussian() * 0.8;
  drift[1] = drift[1] * 0.9 + random.gaussian() * 0.8;
  const [lon, lat] = measuredPlace(state);
  const moving = state.speed > 0.05;
  return {
    t: now,
    lon,
    lat,
    accuracy: round(4 + Math.abs(random.gaussian()) * 4, 1),
    speed: moving ? round(Math.max(0, state.speed * (1 + random.gaussian() * 0.04)), 2) : 0,
    ...(moving ? { heading: wrap(Math.round(state.heading + random.gaussian() * 5)) } : {}),
    battery: Math.round(state.battery),
  };
}

/** The place with the present error of the fix, as [lon, lat] rounded to a decimetre. */
export function measuredPlace(state: WorkerState): [number, number] {
  const [lon, lat] = placeOf(state.walk);
  const measured = offset(lon, lat, state.drift[0], state.drift[1]);
  return [round(measured[0], 6), round(measured[1], 6)];
}

/** A walking speed for life, metres per second. */
export function drawPace(random: Random): number {
  return Math.min(FASTEST_WALK, Math.max(SLOWEST_WALK, 1.2 + random.gaussian() * 0.18));
}

function wrap(degrees: number): number {
  return ((degrees % 360) + 360) % 360;
}

function round(value: number, digits: number): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}
