import { join } from 'node:path';
import type { Change } from '#shared/protocol/console.ts';
import { freshFolder, removeFolder } from '../../tests/support/centre.ts';
import { openBareDatabase } from '../bareDatabase.ts';
import { endProcess, root, spawnElectron } from '../electron.ts';
import { interleaved, type Row, toRow } from '../measure.ts';
import { caseOf, eventOf } from '../world/cases.ts';
import { ScriptedCentre } from '../world/centre.ts';

const CASES = 6000;
const RUNS = 5;
/** rows of a bare transaction: as large as helps */
const BARE_BATCH = 1000;

/** The log of a busy week: a case comes with its first line of history, then is accepted. Three changes a case. */
function makeLog(): Change[] {
  const now = Date.now();
  const log: Omit<Change, 'seq'>[] = [];
  for (let n = 0; n < CASES; n += 1) {
    const reported = caseOf(n, now, 'reported');
    const event = eventOf(reported, n);
    log.push({ entity: 'case', id: reported.id, version: 1, op: 'put', value: reported });
    log.push({ entity: 'case-event', id: event.id, version: 1, op: 'put', value: event });
  }
  for (let n = 0; n < CASES; n += 1) {
    const accepted = { ...caseOf(n, now, 'accepted'), version: 2 };
    log.push({ entity: 'case', id: accepted.id, version: 2, op: 'put', value: accepted });
  }
  return log.map((change, at) => ({ ...change, seq: at + 1 }));
}

/** Changes a second that a fresh station takes from the wire to its disk. */
async function station(log: readonly Change[], home: string): Promise<number> {
  const centre = await ScriptedCentre.start({ log });
  const child = spawnElectron(join(root, 'bench/drivers/station'), [], {
    DRIVER_HOME: home,
    DRIVER_STATION: join(root, 'out/main/station.js'),
    DRIVER_GATEWAY: centre.url,
  });
  await centre.logTaken();
  const ms = centre.takenAt - centre.askedFirst;
  await endProcess(child);
  await centre.close();
  return (log.length / ms) * 1000;
}

/**
 * `sync`: changes a second from the wire to the station's disk (parsed, checked, merged, counted, searchable, in FULL,
 * the cursor with them) ÷ the same rows put into the same tables and indexes by bare statements, 1,000 to a FULL
 * transaction.
 */
export async function sync(): Promise<Row[]> {
  const log = makeLog();
  const bare = await openBareDatabase();
  const folder = freshFolder('sync');
  let run = 0;
  const value = async () => {
    run += 1;
    return station(log, join(folder, `${run}`));
  };
  const floor = async () => {
    const source = join(folder, '1/station.db');
    const { value } = await bare.ask('copyRows', source, join(bare.folder, `bare-${run}.db`), BARE_BATCH);
    return (log.length / value) * 1000;
  };
  try {
    await value();
    const samples = await interleaved(RUNS, value, floor);
    return [toRow({ name: 'sync', unit: 'changes/s', ...samples })];
  } finally {
    await bare.close();
    removeFolder(folder);
  }
}
