import { p95, type Row, toRow } from '../measure.ts';
import { openFleetMap } from '../world/fleetMap.ts';

const ROUNDS = 5;
const BATCHES = 60;
const TICKS = 4;
const EVERY_MS = 250;
/** everybody moves, so that the index is as wide awake as the fleet */
const MOVED = 20_000;

/**
 * `fleet-pick`: ms to tell who is under a point of the map among 20,000 who slide, p95 of batches (aim: under 2 ms) ÷ a look
 * at every worker's place in the plain table.
 */
export async function fleetPick(): Promise<Row[]> {
  const map = await openFleetMap('product');
  const found = { values: [] as number[], floors: [] as number[] };
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      await map.prepare(TICKS, MOVED);
      await map.play(EVERY_MS);
      const floors = await map.picks('everybody', BATCHES);
      const values = await map.picks('index', BATCHES);
      if (round === 0) continue;
      found.floors.push(...floors);
      found.values.push(...values);
    }
  } finally {
    await map.close();
  }
  return [toRow({ name: 'fleet-pick', unit: 'ms', ...found, pick: p95 })];
}
