import type { TrailPoint } from '../../electron/station/trails/packing.ts';
import { TRAIL } from '../../electron/station/trails/trails.ts';
import type { TrailStore } from '../../electron/station/trails/trailStore.ts';

const DAY = 86_400_000;
const SHIFT_HOURS = 8;
const CHUNKS = (SHIFT_HOURS * 3_600_000) / TRAIL.chunkMs;
const ON_DUTY = 3;

/** A quarter of an hour on foot: a point a minute, standing still one minute in four. */
function walk(worker: number, from: number): TrailPoint[] {
  const points: TrailPoint[] = [];
  let [lon, lat] = [121 + (worker % 500) / 1000, 31 + (worker % 700) / 1000];
  for (let t = from; t < from + TRAIL.chunkMs; t += TRAIL.spacingMs) {
    const turn = worker * 7919 + t / TRAIL.spacingMs;
    if (turn % 4 === 0) continue;
    lon += (((turn * 31) % 13) - 6) * 1e-4;
    lat += (((turn * 17) % 11) - 5) * 1e-4;
    points.push({ t, lon, lat, status: ON_DUTY });
  }
  return points;
}

/** Writes the trails of so many workers for so many days: a shift of eight hours each day, as the station writes them. */
export function fillTrails(store: TrailStore, workers: number, days: number, until: number): void {
  for (let day = 0; day < days; day += 1) {
    const start = Math.floor(until / DAY) * DAY - (days - day) * DAY;
    for (let chunk = 0; chunk < CHUNKS; chunk += 1)
      for (let first = 0; first < workers; first += TRAIL.groupWorkers) {
        const group = Array.from({ length: Math.min(TRAIL.groupWorkers, workers - first) }, (_, i) => first + i);
        const from = start + chunk * TRAIL.chunkMs;
        store.append(group.map((worker) => ({ workerId: `w${worker}`, points: walk(worker, from) })));
      }
    process.stderr.write(`  trails: ${day + 1} of ${days} days\n`);
  }
}
