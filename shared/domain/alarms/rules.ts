import { distanceMeters } from '../../geo/index.ts';
import type { Cause, CentreAlarmKind } from './alarm.ts';
import type { Followed, Sight } from './causes.ts';
import { type FenceMemory, fenceKey, ofFenceKey } from './fences.ts';
import { crowds, type OpenCase } from './crowding.ts';
import type { Placed } from './placed.ts';
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
  /** those of them who can be placed now */
  placed: Placed;
  timers: readonly WelfareTimer[];
  cases: readonly OpenCase[];
  areas: readonly WatchedArea[];
  /** who is in which fence, or has left it */
  fences: FenceMemory;
  /** causes that are seen or told already, by key: only of them it matters that one cannot tell */
  followed: ReadonlyMap<string, Pick<Followed, 'told'>>;
  /** where the crowds that alarm now are, by key */
  crowdsTold: ReadonlyMap<string, { lon: number; lat: number }>;
}

const MINUTE = 60_000;
/** An alarm that is on ends only this much beyond its limit. */
const BACK = 0.1;
const KMH = 3.6;
const HAZARD = 'hazard:';

/** Whether an alarm is on: its limit is passed back only some way beyond it. */
const isTold = ({ followed }: Situation, key: string): boolean => followed.get(key)?.told === true;

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
  situation: Situation,
  { id, least, most, other }: PairRule,
  workers: readonly OnDuty[],
  metres: number | null,
): Sight[] {
  if (metres === null) return [{ cannotTell: `too-near:${id}` }, { cannotTell: `too-far:${id}` }];
  const told = {
    priority: situation.policy.pair.priority,
    figure: Math.round(metres),
    areaId: other.kind === 'area' ? other.id : null,
  };
  const isNear = least !== null && metres < least * (isTold(situation, `too-near:${id}`) ? 1 + BACK : 1);
  const isFar = most !== null && metres > most * (isTold(situation, `too-far:${id}`) ? 1 - BACK : 1);
  return [
    ...(isNear ? [seen('too-near', id, workers, told)] : []),
    ...(isFar ? [seen('too-far', id, workers, told)] : []),
  ];
}

function hazardSights(situation: Situation): Sight[] {
  const { policy, areas, placed } = situation;
  const { on, metres, priority } = policy.hazard;
  if (!on) return [];
  const found: Sight[] = [];
  for (const area of areas) {
    if (area.kind !== 'hazard') continue;
    for (const { worker, place } of placed.about(area.box, metres * (1 + BACK))) {
      const away = area.isWithin(place) ? 0 : metres === 0 ? Number.POSITIVE_INFINITY : area.distance(place);
      // Most are not that near: the key is made for those alone who are.
      if (away > metres * (1 + BACK)) continue;
      const key = fenceKey(area.id, worker.id);
      if (away <= metres || isTold(situation, `hazard:${key}`))
        found.push(seen('hazard', key, [worker], { priority, areaId: area.id }));
    }
  }
  return [...found, ...hazardsUntold(situation)];
}

/** Whoever was seen in a hazard, is on duty, and cannot be placed now: nobody can tell whether they have left it. */
function hazardsUntold({ followed, areas, onDuty, now }: Situation): Sight[] {
  const drawn = new Set(areas.map(({ id }) => id));
  return [...followed.keys()].flatMap((key) => {
    if (!key.startsWith(HAZARD)) return [];
    const [areaId, workerId] = ofFenceKey(key.slice(HAZARD.length));
    const worker = onDuty.get(workerId);
    return worker && drawn.has(areaId) && !freshPlace(worker, now) ? [{ cannotTell: key }] : [];
  });
}

/** Who is in a fence, and who has left one. */
function fenceSights({ policy: { geofence }, fences, onDuty, now }: Situation): Sight[] {
  if (!geofence.on) return [];
  return [...fences].flatMap(([key, left]) => {
    const [areaId, workerId] = ofFenceKey(key);
    const worker = onDuty.get(workerId);
    if (!worker) return [];
    const kind = left === null ? 'geofence-enter' : 'geofence-leave';
    if (!freshPlace(worker, now)) return [{ cannotTell: `${kind}:${key}` }];
    if (!geofence[left === null ? 'enter' : 'leave']) return [];
    return [seen(kind, key, [worker], { priority: geofence.priority, areaId })];
  });
}

function speedSights(situation: Situation): Sight[] {
  const { policy, onDuty, now } = situation;
  if (!policy.speed.on) return [];
  const { kmh: limit, priority } = policy.speed;
  const found: Sight[] = [];
  for (const worker of onDuty.values()) {
    const place = freshPlace(worker, now);
    if (!place) {
      found.push({ cannotTell: `speed:${worker.id}` });
      continue;
    }
    const kmh = place.speed * KMH;
    // Most walk: the key is made for those alone who may be too fast.
    if (kmh <= limit * (1 - BACK)) continue;
    if (kmh <= limit * (isTold(situation, `speed:${worker.id}`) ? 1 - BACK : 1)) continue;
    found.push(seen('speed', worker.id, [worker], { priority, figure: Math.round(kmh) }));
  }
  return found;
}

function outOfGridSights({ policy: { outOfGrid }, onDuty, now }: Situation): Sight[] {
  if (!outOfGrid.on) return [];
  const found: Sight[] = [];
  for (const worker of onDuty.values()) {
    if (!freshPlace(worker, now)) found.push({ cannotTell: `out-of-grid:${worker.id}` });
    else if (worker.outOfGrid && !worker.busy)
      found.push(seen('out-of-grid', worker.id, [worker], { priority: outOfGrid.priority }));
  }
  return found;
}

function staleSights({ policy: { stale }, onDuty, now, listeningSince }: Situation): Sight[] {
  if (!stale.on) return [];
  const found: Sight[] = [];
  for (const worker of onDuty.values()) {
    const heard = Math.max(worker.place?.t ?? 0, worker.dutySince, listeningSince);
    const minutes = Math.floor((now - heard) / MINUTE);
    if (minutes >= stale.minutes)
      found.push(seen('stale', worker.id, [worker], { priority: stale.priority, figure: minutes }));
    // Just after the centre's own start nobody can tell whether the silence went on.
    else if (heard === listeningSince && worker.place === null) found.push({ cannotTell: `stale:${worker.id}` });
  }
  return found;
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
