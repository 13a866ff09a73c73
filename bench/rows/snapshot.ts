import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder, removeFolder } from '../../tests/support/centre.ts';
import { openBareDatabase } from '../bareDatabase.ts';
import { endProcess, root, spawnElectron } from '../electron.ts';
import { type Row, toRow } from '../measure.ts';
import { caseOf } from '../world/cases.ts';
import { type RowSource, ScriptedCentre } from '../world/centre.ts';

/** `BENCH_SNAPSHOT_CASES` makes it smaller for a look while developing. */
const CASES = Number(process.env.BENCH_SNAPSHOT_CASES ?? 1_000_000);
/** rows of a bare transaction: as large as helps */
const BARE_BATCH = 1000;

/** The cases of a centre, made when they are asked for: a million of them would fill the memory. */
function casesOf(count: number): RowSource {
  const now = Date.now();
  const row = (n: number) => {
    const value = caseOf(n, now);
    return { id: value.id, version: value.version, value };
  };
  return {
    length: count,
    slice: (from, to) => Array.from({ length: Math.min(to, count) - from }, (_, n) => row(from + n)),
  };
}

/** Rows a second that a station with nothing takes, from its first question to the log's. */
async function station(home: string): Promise<number> {
  const centre = await ScriptedCentre.start({ snapshot: { case: casesOf(CASES) } });
  const child = spawnElectron(join(root, 'bench/drivers/station'), [], {
    DRIVER_HOME: home,
    DRIVER_STATION: join(root, 'out/main/station.js'),
    DRIVER_GATEWAY: centre.url,
  });
  await centre.snapshotIn();
  const ms = centre.snapshotTaken - centre.snapshotFirst;
  await endProcess(child);
  await centre.close();
  return (CASES / ms) * 1000;
}

/**
 * `snapshot`: cases a second of a centre's first snapshot, from the wire to a cache that is live (parsed, checked, counted,
 * its progress kept with every page) ÷ the same rows inserted into the same table with the same indexes by one bare
 * statement. One run: a million rows take minutes.
 */
export async function snapshot(): Promise<Row[]> {
  const bare = await openBareDatabase();
  const folder = freshFolder('snapshot');
  try {
    const value = await station(folder);
    const copy = join(bare.folder, 'bare.db');
    const { value: ms } = await bare.ask('copyCases', join(folder, 'station.db'), copy, BARE_BATCH);
    rmSync(copy, { force: true });
    return [toRow({ name: 'snapshot', unit: 'cases/s', values: [value], floors: [(CASES / ms) * 1000] })];
  } finally {
    await bare.close();
    removeFolder(folder);
  }
}
