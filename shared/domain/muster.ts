import type { ActorRef } from './case.ts';

/**
 * A muster (集结): units called to an incident, by the three ten minutes (三个十分钟): ten to gather, ten to arrive, ten to
 * settle. Pure: what is told of it leads to the next muster and to lines of its log; times are ms of the centre's clock.
 */
export const MUSTER_PHASES = ['gather', 'arrive', 'settle'] as const;
export type MusterPhase = (typeof MUSTER_PHASES)[number];
/** What a unit does at the scene. */
export const SCENE_ROLES = ['commander', 'cordon', 'rescue', 'liaison', 'evidence'] as const;
export type SceneRole = (typeof SCENE_ROLES)[number];
/** Who or what said that a unit is there. */
export const ARRIVED_BY = ['receipt', 'geofence', 'desk'] as const;
export const MUSTER_LINES = [
  'start',
  'add',
  'gathered',
  'arrived',
  'declined',
  'role',
  'note',
  'phase',
  'settle',
  'stand-down',
] as const;

export interface MusterUnit {
  workerId: string;
  role: SceneRole | null;
  addedAt: number;
  gatheredAt: number | null;
  arrivedAt: number | null;
  arrivedBy: (typeof ARRIVED_BY)[number] | null;
  declinedAt: number | null;
}

export interface Muster {
  id: string;
  version: number;
  title: string;
  caseId: string | null;
  target: { lon: number; lat: number; address?: string };
  /** metres around the target within which a unit has arrived */
  radius: number;
  minutes: { [P in MusterPhase]: number };
  startedAt: number;
  startedBy: ActorRef;
  /** the commands that call the units, the first one and one for each later call */
  commandIds: string[];
  units: MusterUnit[];
  /** when each phase was over; null while it is not */
  done: { [P in MusterPhase]: number | null };
  stoodDownAt: number | null;
}

/** One line of the muster's log. A line that follows from a fact bears the fact's id, so that it is written once. */
export interface MusterLine {
  id: string;
  version: number;
  musterId: string;
  at: number;
  actor: ActorRef;
  what: (typeof MUSTER_LINES)[number];
  workerId: string | null;
  text: string;
}

/** What was told of a unit. */
export interface UnitFact {
  what: 'gathered' | 'arrived' | 'declined';
  workerId: string;
  at: number;
  by: (typeof ARRIVED_BY)[number];
  actor: ActorRef;
}

const MINUTE_MS = 60_000;

export interface PhaseClock {
  phase: MusterPhase;
  startAt: number;
  dueAt: number;
  /** null while it goes on */
  doneAt: number | null;
}

/**
 * The three clocks. One starts when the one before is done or over, whichever comes first: thirty minutes in all at most. One that
 * was done before its time had come took none.
 */
export function phaseClocks({ startedAt, minutes, done }: Muster): PhaseClock[] {
  let startAt = startedAt;
  return MUSTER_PHASES.map((phase) => {
    const dueAt = startAt + minutes[phase] * MINUTE_MS;
    const doneAt = done[phase];
    const clock = { phase, startAt: Math.min(startAt, doneAt ?? startAt), dueAt, doneAt };
    startAt = Math.min(doneAt ?? dueAt, dueAt);
    return clock;
  });
}

/** The phase a muster is in; null when all are done or it was stood down. */
export function phaseAt(muster: Muster, now: number): MusterPhase | null {
  if (muster.stoodDownAt !== null) return null;
  const open = phaseClocks(muster).filter(({ doneAt }) => doneAt === null);
  return (open.filter(({ startAt }) => startAt <= now).at(-1) ?? open[0])?.phase ?? null;
}

export interface MusterCounts {
  called: number;
  gathered: number;
  arrived: number;
  declined: number;
}

/** Units by how far they are; who has arrived has gathered. */
export function musterCounts(units: readonly MusterUnit[]): MusterCounts {
  return {
    called: units.length,
    gathered: units.filter(({ gatheredAt }) => gatheredAt !== null).length,
    arrived: units.filter(({ arrivedAt }) => arrivedAt !== null).length,
    declined: units.filter(({ declinedAt }) => declinedAt !== null).length,
  };
}

export interface Told {
  muster: Muster;
  lines: MusterLine[];
}

/**
 * What a muster is after facts about its units. Facts about strangers, after the stand-down, or known already change
 * nothing; nothing changed: the same muster and no lines.
 */
export function tellOf(muster: Muster, facts: readonly UnitFact[]): Told {
  if (muster.stoodDownAt !== null) return { muster, lines: [] };
  const units = muster.units.map((unit) => ({ ...unit }));
  const byId = new Map(units.map((unit) => [unit.workerId, unit]));
  const lines: MusterLine[] = [];
  for (const fact of facts.toSorted((a, b) => a.at - b.at)) {
    const unit = byId.get(fact.workerId);
    if (!unit || !take(unit, fact)) continue;
    const text = fact.what === 'arrived' ? fact.by : '';
    lines.push(
      lineOf(muster, `${muster.id}:${fact.workerId}:${fact.what}`, fact.at, fact.actor, fact.what, text, fact.workerId),
    );
  }
  if (lines.length === 0) return { muster, lines };
  return closePhases({ ...muster, units, version: muster.version + 1 }, lines);
}

/** @returns whether the unit knows more than before */
function take(unit: MusterUnit, { what, at, by }: UnitFact): boolean {
  if (what === 'declined') {
    if (unit.declinedAt !== null || unit.gatheredAt !== null) return false;
    unit.declinedAt = at;
    return true;
  }
  if (what === 'gathered') {
    if (unit.gatheredAt !== null) return false;
    unit.gatheredAt = at;
    // Who comes after all has not declined.
    unit.declinedAt = null;
    return true;
  }
  if (unit.arrivedAt !== null) return false;
  unit.gatheredAt ??= at;
  unit.declinedAt = null;
  unit.arrivedAt = at;
  unit.arrivedBy = by;
  return true;
}

/** Gathering and arriving are done when everybody who did not decline has; settling is an operator's word. */
function closePhases(muster: Muster, lines: MusterLine[]): Told {
  const done = { ...muster.done };
  const coming = muster.units.filter(({ declinedAt }) => declinedAt === null);
  const ends = { gather: coming.map(({ gatheredAt }) => gatheredAt), arrive: coming.map(({ arrivedAt }) => arrivedAt) };
  for (const phase of ['gather', 'arrive'] as const) {
    const times = ends[phase].filter((time) => time !== null);
    if (done[phase] !== null || coming.length === 0 || times.length < coming.length) continue;
    done[phase] = Math.max(...times);
    lines.push(lineOf(muster, `${muster.id}:phase:${phase}:${done[phase]}`, done[phase], SYSTEM, 'phase', phase));
  }
  return { muster: { ...muster, done }, lines };
}

const SYSTEM: ActorRef = { id: 'system', name: '系统', kind: 'system' };

/** A line of a muster's log. @param id makes it once */
export function lineOf(
  { id: musterId }: Pick<Muster, 'id'>,
  id: string,
  at: number,
  actor: ActorRef,
  what: MusterLine['what'],
  text = '',
  workerId: string | null = null,
): MusterLine {
  return { id, version: 1, musterId, at, actor, what, workerId, text };
}

/** More units are called. Those who are there already stay as they are; gathering and arriving go on until the new ones have. */
export function callMore(muster: Muster, workerIds: readonly string[], commandId: string, at: number): Muster {
  const known = new Set(muster.units.map(({ workerId }) => workerId));
  const added = workerIds.filter((id) => !known.has(id)).map((workerId) => unitOf(workerId, at));
  return {
    ...muster,
    version: muster.version + 1,
    commandIds: [...muster.commandIds, commandId],
    units: [...muster.units, ...added],
    done: added.length > 0 ? { ...muster.done, gather: null, arrive: null } : muster.done,
  };
}

export function unitOf(workerId: string, addedAt: number): MusterUnit {
  return { workerId, role: null, addedAt, gatheredAt: null, arrivedAt: null, arrivedBy: null, declinedAt: null };
}
