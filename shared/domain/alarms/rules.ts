import { distanceMeters } from '../../geo/index.ts';
import type { Cause, CentreAlarmKind } from './alarm.ts';
import type { Sight } from './causes.ts';
import { type FenceMemory, fenceKey } from './fences.ts';
import { crowds, type OpenCase } from './crowding.ts';
import type { AlarmPolicy, PairRule } from './policy.ts';
import { freshPlace, type OnDuty, type WatchedArea } from './seen.ts';
import { type WelfareTimer, welfareDue, welfarePriority, welfareStage } from './welfare.ts';

/** One look at the district. */
export interface Situation {
  now: number;
  /** since when this centre has been listening: silence before that tells nothing */
  listeningSince: number;
  policy: AlarmPolicy;
  onDuty: ReadonlyMap<string, OnDuty>;
  timers: readonly WelfareTimer[];
  cases: readonly OpenCase[];
  areas: readonly WatchedArea[];
  /** who is in which fence, or has left it */
  fences: FenceMemory;
  /** alarms that are on: a limit is passed back only some way beyond it */
  isTold(key: string): boolean;
  /** where the crowds that alarm now are, by key */
  crowdsTold: ReadonlyMap<string, { lon: number; lat: number }>;
}

const MINUTE = 60_000;
/** An alarm that is on ends only this much beyond its limit. */
const BACK = 0.1;
const KMH = 3.6;

/** Everything that is to be seen now. */
export function sights(situation: Situation): Sight[] {
  return [
    ...welfareSights(situation),
    ...pairSights(situation),
    ...hazardSights(situation),
    ...fenceSights(situation),
    ...speedSights(situation),
    ...outOfGridSights(situation),
    ...staleSights(situation),
    ...crowdingSights(situation),
  ];
}

type Told = Partial<Pick<Cause, 'figure' | 'areaId' | 'caseId'>> & Pick<Cause, 'priority'>;

function seen(kind: CentreAlarmKind, key: string, workers: readonly OnDuty[], told: Told): Sight {
  const place = workers.find((worker) => worker.place)?.place;
  const workerIds = workers.map(({ id }) => id);
  const where = { lon: place?.lon ?? null, lat: place?.lat ?? null };
  return {
    sees: { key: `${kind}:${key}`, kind, workerIds, caseId: null, areaId: null, figure: null, ...where, ...told },
  };
}

function welfareSights({ policy: { welfare }, timers, onDuty, now }: Situation): Sight[] {
  if (!welfare.on) return [];
  return timers.flatMap((timer) => {
    const worker = onDuty.get(timer.id);
    const priority = welfarePriority(welfareStage(timer, welfare, now), welfare);
    if (!worker || priority === null) return [];
    const figure = Math.floor((now - welfareDue(timer)) / MINUTE);
    return [seen('welfare', timer.id, [worker], { priority, figure })];
  });
}

/** Workers and whom or what they must keep near to or away from. */
function pairSights(situation: Situation): Sight[] {
  const { policy, areas, onDuty, now } = situation;
  if (!policy.pair.on) return [];
  return policy.pairs.flatMap((pair) => {
    const worker = onDuty.get(pair.workerId);
    const place = worker && freshPlace(worker, now);
    if (!worker) return [];
    if (pair.other.kind === 'area') {
      const area = areas.find(({ id }) => id === pair.other.id);
      if (!area) return [];
      return pairOf(situation, pair, [worker], place ? area.distance(place) : null);
    }
    const other = onDuty.get(pair.other.id);
    const otherPlace = other && freshPlace(other, now);
    if (!other) return [];
    return pairOf(situation, pair, [worker, other], place && otherPlace ? distanceMeters(place, otherPlace) : null);
  });
}

function pairOf(
  { policy, isTold }: Situation,
  { id, least, most, other }: PairRule,
  workers: readonly OnDuty[],
  metres: number | null,
): Sight[] {
  if (metres === null) return [{ cannotTell: `too-near:${id}` }, { cannotTell: `too-far:${id}` }];
  const told = {
    priority: policy.pair.priority,
    figure: Math.round(metres),
    areaId: other.kind === 'area' ? other.id : null,
  };
  const isNear = least !== null && metres < least * (isTold(`too-near:${id}`) ? 1 + BACK : 1);
  const isFar = most !== null && metres > most * (isTold(`too-far:${id}`) ? 1 - BACK : 1);
  return [
    ...(isNear ? [seen('too-near', id, workers, told)] : []),
    ...(isFar ? [seen('too-far', id, workers, told)] : []),
  ];
}

function hazardSights({ policy: { hazard }, areas, onDuty, now, isTold }: Situation): Sight[] {
  if (!hazard.on) return [];
  return areas.flatMap((area) => {
    if (area.kind !== 'hazard') return [];
    return [...onDuty.values()].flatMap((worker) => {
      const key = fenceKey(area.id, worker.id);
      const place = freshPlace(worker, now);
      if (!place) return [{ cannotTell: `hazard:${key}` }];
      const reach = hazard.metres * (hazard.metres > 0 && isTold(`hazard:${key}`) ? 1 + BACK : 1);
      if (!area.isWithin(place) && (reach === 0 || area.distance(place) > reach)) return [];
      return [seen('hazard', key, [worker], { priority: hazard.priority, areaId: area.id })];
    });
  });
}

/** Who is in a fence, and who has left one. */
function fenceSights({ policy: { geofence }, areas, fences, onDuty, now }: Situation): Sight[] {
  if (!geofence.on) return [];
  return areas.flatMap((area) => {
    if (area.kind !== 'geofence') return [];
    return [...onDuty.values()].flatMap((worker) => {
      const key = fenceKey(area.id, worker.id);
      const left = fences.get(key);
      if (left === undefined) return [];
      const kind = left === null ? 'geofence-enter' : 'geofence-leave';
      if (!freshPlace(worker, now)) return [{ cannotTell: `${kind}:${key}` }];
      if (!geofence[left === null ? 'enter' : 'leave']) return [];
      return [seen(kind, key, [worker], { priority: geofence.priority, areaId: area.id })];
    });
  });
}

function speedSights({ policy: { speed }, onDuty, now, isTold }: Situation): Sight[] {
  if (!speed.on) return [];
  return [...onDuty.values()].flatMap((worker) => {
    const place = freshPlace(worker, now);
    if (!place) return [{ cannotTell: `speed:${worker.id}` }];
    const kmh = place.speed * KMH;
    const limit = speed.kmh * (isTold(`speed:${worker.id}`) ? 1 - BACK : 1);
    return kmh > limit
      ? [seen('speed', worker.id, [worker], { priority: speed.priority, figure: Math.round(kmh) })]
      : [];
  });
}

function outOfGridSights({ policy: { outOfGrid }, onDuty, now }: Situation): Sight[] {
  if (!outOfGrid.on) return [];
  return [...onDuty.values()].flatMap((worker) => {
    if (!freshPlace(worker, now)) return [{ cannotTell: `out-of-grid:${worker.id}` }];
    if (!worker.outOfGrid || worker.busy) return [];
    return [seen('out-of-grid', worker.id, [worker], { priority: outOfGrid.priority })];
  });
}

function staleSights({ policy: { stale }, onDuty, now, listeningSince }: Situation): Sight[] {
  if (!stale.on) return [];
  return [...onDuty.values()].flatMap((worker) => {
    const heard = Math.max(worker.place?.t ?? 0, worker.dutySince, listeningSince);
    const minutes = Math.floor((now - heard) / MINUTE);
    // Just after the centre's own start nobody can tell whether the silence went on.
    const deaf = heard === listeningSince && worker.place === null;
    if (minutes < stale.minutes) return deaf ? [{ cannotTell: `stale:${worker.id}` }] : [];
    return [seen('stale', worker.id, [worker], { priority: stale.priority, figure: minutes })];
  });
}

function crowdingSights({ policy: { crowding }, cases, now, crowdsTold }: Situation): Sight[] {
  if (!crowding.on) return [];
  const recent = cases.filter(({ at }) => now - at <= crowding.hours * 60 * MINUTE);
  return crowds(recent, crowding, crowdsTold).map(({ key, caseId, count, lon, lat }) => ({
    sees: {
      ...{ key, kind: 'crowding' as const, priority: crowding.priority, workerIds: [], caseId, areaId: null },
      ...{ lon, lat, figure: count },
    },
  }));
}
