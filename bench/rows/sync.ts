import { writeFileSync } from 'node:fs';
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
async function station(log: readonly Change[]): Promise<number> {
  const centre = await ScriptedCentre.start({ log });
  const home = freshFolder('sync');
  const child = spawnElectron(join(root, 'bench/drivers/station'), [], {
    DRIVER_HOME: home,
    DRIVER_STATION: join(root, 'out/main/station.js'),
    DRIVER_GATEWAY: centre.url,
  });
  await centre.logTaken();
  const ms = centre.askedLast - centre.askedFirst;
  await endProcess(child);
  await centre.close();
  removeFolder(home);
  return (log.length / ms) * 1000;
}

/**
 * `sync`: changes a second from the wire to the station's disk (checked, merged, indexed, searchable, in FULL, the
 * cursor with them) ÷ the same values as text by id into one bare table, 1,000 to a FULL transaction.
 */
export async function sync(): Promise<Row[]> {
  const log = makeLog();
  const bare = await openBareDatabase();
  const file = join(bare.folder, 'rows.jsonl');
  writeFileSync(file, log.map(({ id, value }) => JSON.stringify({ id, value: JSON.stringify(value) })).join('\n'));
  let run = 0;
  const floor = async () => {
    run += 1;
    await bare.ask('open', join(bare.folder, `bare-${run}.db`));
    const { value } = await bare.ask('insertAll', file, BARE_BATCH);
    await bare.ask('close');
    return (log.length / value) * 1000;
  };
  try {
    await station(log);
    const samples = await interleaved(RUNS, () => station(log), floor);
    return [toRow({ name: 'sync', unit: 'changes/s', ...samples })];
  } finally {
    await bare.close();
  }
}
