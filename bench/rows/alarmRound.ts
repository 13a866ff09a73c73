import { v7 } from 'uuid';
import { ALARM_POLICY, type AlarmPolicy, MOST_PAIRS } from '#shared/domain/alarms/policy.ts';
import { areaAfter, type MapArea } from '#shared/domain/mapArea.ts';
import { bboxOf, extentOf, GridMap } from '#shared/geo/index.ts';
import { ALARM_POLICY_SETTING, alarmPolicySchema } from '#shared/protocol/alarms.ts';
import type { Worker } from '#shared/protocol/entities.ts';
import { AlarmWatch } from '../../gateway/alarms/watch.ts';
import { Directory } from '../../gateway/directory/directory.ts';
import { FleetTable } from '../../gateway/fleet/table.ts';
import { putRow } from '../../gateway/storage/putRow.ts';
import { openSqliteStorage } from '../../gateway/storage/sqlite/sqliteStorage.ts';
import { freshFolder, removeFolder } from '../../tests/support/centre.ts';
import { interleaved, type Row, toRow } from '../measure.ts';
import { idOf, readDistrict } from '../world/cases.ts';

const WORKERS = 16_000;
const HAZARDS = 200;
const FENCES = 100;
const RUNS = 20;
const START = Date.UTC(2026, 2, 2, 2);
/** one in so many is not heard of: in a cellar, or with an empty battery */
const SILENT = 20;

const placeOf = (n: number) => {
  const { places } = readDistrict();
  const { lon = 0, lat = 0 } = places[(n * 37) % places.length] ?? {};
  return { lon, lat };
};

/** Circles of 30 to 150 m about the district, hazards before fences. */
function areas(): MapArea[] {
  return Array.from({ length: HAZARDS + FENCES }, (_, n) => {
    const { lon, lat } = placeOf(n * 101);
    const kind = n < HAZARDS ? ('hazard' as const) : ('geofence' as const);
    const geometry = { kind: 'circle' as const, centre: [lon, lat] as [number, number], radius: 30 + (n % 5) * 30 };
    const draft = { name: `${kind} ${n}`, kind, colour: 'orange' as const, note: '', shared: true, geometry };
    return areaAfter(null, draft, { id: idOf('area', n), by: { id: 'lead', name: '', kind: 'operator' }, at: START });
  });
}

function workers(): Worker[] {
  const person = { version: 1, name: '', role: 'grid-worker' as const, teamId: 't', gridCode: '99010100100101' };
  return Array.from({ length: WORKERS }, (_, index) => ({
    ...{ ...person, id: `w${String(index + 1).padStart(5, '0')}`, index, onDuty: true, dutySince: START - 60_000 },
  }));
}

/** The product: one round of the gateway's own watch over everybody. Nothing has held long enough to be an alarm. */
async function product() {
  const folder = freshFolder('bench-alarms');
  const storage = openSqliteStorage(folder);
  const people = workers();
  const pairs: AlarmPolicy['pairs'] = Array.from({ length: MOST_PAIRS }, (_, n) => ({
    ...{ id: idOf('pair', n), workerId: people[n]?.id ?? '', least: 10, most: null },
    other: { kind: 'worker', id: people[n + MOST_PAIRS]?.id ?? '' },
  }));
  const outOfGrid = { ...ALARM_POLICY.outOfGrid, on: true };
  const value = alarmPolicySchema.parse({ ...ALARM_POLICY, pairs, outOfGrid });
  await storage.seed([
    ...people.map((worker) => putRow('worker', worker)),
    ...areas().map((area) => putRow('area', area)),
    putRow('setting', { key: ALARM_POLICY_SETTING, version: 1, value }),
  ]);
  const fleet = new FleetTable();
  for (const { index } of people)
    if (index % SILENT !== 0) fleet.move(index, { t: START - 1000, ...placeOf(index), speed: 1.3, heading: 0 });
  const directory = await Directory.load(storage, new GridMap([]));
  const watch = new AlarmWatch({ storage, directory, fleet, now: () => START, newId: v7 }, () => undefined);
  await watch.restore();
  const run = async () => {
    const began = performance.now();
    await watch.round();
    return performance.now() - began;
  };
  const close = async () => {
    await storage.close();
    removeFolder(folder);
  };
  return { run, close };
}

/** The floor: every place against the box of every area, in typed arrays, and nothing else. */
function bareBoxes(): () => Promise<number> {
  const [lon, lat] = [new Float64Array(WORKERS), new Float64Array(WORKERS)];
  for (let n = 0; n < WORKERS; n += 1) {
    const place = placeOf(n);
    lon[n] = place.lon;
    lat[n] = place.lat;
  }
  const boxes = Float64Array.from(areas().flatMap(({ geometry }) => bboxOf(extentOf(geometry)) ?? [0, 0, 0, 0]));
  return async () => {
    const began = performance.now();
    let within = 0;
    for (let at = 0; at < boxes.length; at += 4) {
      const [west = 0, south = 0, east = 0, north = 0] = boxes.subarray(at, at + 4);
      for (let n = 0; n < WORKERS; n += 1) {
        const x = lon[n] ?? 0;
        const y = lat[n] ?? 0;
        if (x >= west && x <= east && y >= south && y <= north) within += 1;
      }
    }
    const ms = performance.now() - began;
    if (within === 0) throw new Error('nobody is in any area: the row measures nothing');
    return ms;
  };
}

/**
 * `alarm-round`: ms of the gateway's loop that one look of the alarms' rules takes, 16,000 on duty, 200 hazards, 100 fences and
 * as many pairs as there may be, ÷ every place against every box in typed arrays.
 */
export async function alarmRound(): Promise<Row[]> {
  const value = await product();
  const floor = bareBoxes();
  try {
    for (let n = 0; n < 3; n += 1) await value.run();
    await floor();
    return [toRow({ name: 'alarm-round', unit: 'ms', ...(await interleaved(RUNS, value.run, floor)) })];
  } finally {
    await value.close();
  }
}
