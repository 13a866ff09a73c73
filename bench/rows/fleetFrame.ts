import { p95, type Row, toRow } from '../measure.ts';
import { type FleetMap, openFleetMap } from '../world/fleetMap.ts';

const ROUNDS = 4;
const TICKS = 24;
const EVERY_MS = 250;
/** 4,000 updates a second, by quarters of a second */
const MOVED = 1000;

async function frames(map: FleetMap): Promise<number[]> {
  await map.prepare(TICKS, MOVED);
  return map.frames(EVERY_MS);
}

/**
 * `fleet-frame`: time between frames, p95, of a map that is drawn anew all the time with 20,000 workers under 4,000
 * updates a second who slide to their places ÷ the same map with a bare layer of points that jump.
 */
export async function fleetFrame(): Promise<Row[]> {
  const ours = await openFleetMap('product');
  const bare = await openFleetMap('bare');
  const found = { values: [] as number[], floors: [] as number[] };
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      const floor = await frames(bare);
      const value = await frames(ours);
      if (round === 0) continue;
      found.floors.push(...floor);
      found.values.push(...value);
    }
  } finally {
    await bare.close();
    await ours.close();
  }
  return [
    toRow({ name: 'fleet-frame', unit: 'ms', ...found, pick: p95 }),
    toRow({ name: 'fleet-frame, median', unit: 'ms', ...found }),
  ];
}
