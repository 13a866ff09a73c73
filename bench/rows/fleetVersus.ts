import { setTimeout as pause } from 'node:timers/promises';
import type { SideName } from '../fleetMap/page.ts';
import { interleaved, type Row, toRow } from '../measure.ts';
import { CROWD, type FleetMap, openFleetMap } from '../world/fleetMap.ts';

interface Pace {
  rounds: number;
  ticks: number;
}
const PACE: Pace = { rounds: 4, ticks: 8 };
/** The worker thread of MapLibre takes minutes for what the others do in seconds: fewer ticks, and ours as few. */
const SLOW: Pace = { rounds: 2, ticks: 2 };
/** the station's four a second */
const EVERY_MS = 250;
const REST_MS = 1500;

/** Main-thread ms a tick: what the page's thread did while changes came, less what it does at rest. */
async function perTick(map: FleetMap, moved: number, ticks: number): Promise<number> {
  await map.prepare(ticks, moved);
  const restFrom = await map.tasks();
  await pause(REST_MS);
  const from = await map.tasks();
  const restPerMs = (from - restFrom) / REST_MS;
  const started = performance.now();
  await map.play(EVERY_MS);
  // What a side does after its picture (other tiles, the end of a slide) is work of its ticks too.
  await pause(REST_MS);
  const took = performance.now() - started;
  return Math.max(0.01, ((await map.tasks()) - from - restPerMs * took) / ticks);
}

/** How often the product's work another way takes: `other` ÷ ours, so more is better here. */
async function against(name: string, other: SideName, { rounds, ticks } = PACE): Promise<Row[]> {
  const ours = await openFleetMap('product');
  const theirs = await openFleetMap(other);
  const rows: Row[] = [];
  try {
    for (const moved of [CROWD, CROWD / 10]) {
      await perTick(theirs, moved, ticks);
      await perTick(ours, moved, ticks);
      const samples = await interleaved(
        rounds,
        () => perTick(theirs, moved, ticks),
        () => perTick(ours, moved, ticks),
      );
      rows.push(toRow({ name: `${name}, ${moved} moved`, unit: 'ms', ...samples }));
    }
    return rows;
  } finally {
    await theirs.close();
    await ours.close();
  }
}

/** `fleet-vs-setdata`: main-thread ms a tick of a GeoJSON source given anew ÷ ours, same map, 20,000 workers. */
export const fleetVsSetData = () => against('fleet-vs-setdata', 'setData');
/** `fleet-vs-updatedata`: the same by MapLibre's diff of a GeoJSON source. */
export const fleetVsUpdateData = () => against('fleet-vs-updatedata', 'updateData', SLOW);
/** `fleet-vs-deck`: the same by deck.gl's scatterplot, put at the new places and sliding to them as ours does. */
export async function fleetVsDeck(): Promise<Row[]> {
  return [...(await against('fleet-vs-deck', 'deck')), ...(await against('fleet-vs-deck, sliding', 'deck-moving'))];
}
