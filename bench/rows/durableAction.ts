import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { freshFolder, removeFolder } from '../../tests/support/centre.ts';
import { type BareDatabase, openBareDatabase } from '../bareDatabase.ts';
import { type ConsoleApp, launchConsole } from '../consoleApp.ts';
import { type Row, toRow } from '../measure.ts';
import { idOf } from '../world/cases.ts';
import { fillHome } from '../world/home.ts';

const CASES = 1000;
const ACTS = 200;
const WARM_UP = 20;
/** An operator's next key comes later than this; the station has told its windows of the change by then. */
const BETWEEN_MS = 120;
const NOTE = '请尽快派人到现场处置，注意安全，处置完毕拍照回传。'.repeat(8);

/** One acceptance of a report, timed in the page from the call to the answer that it is on disk. */
async function act(console: ConsoleApp, n: number): Promise<number> {
  const call = { id: uuidv7(), kind: 'case.accept', entityId: idOf('case', n), payload: { note: NOTE } };
  const { ms, answer } = await console.page.evaluate(async (call) => {
    const started = performance.now();
    const answer = await stationTap.call('act', [call]);
    return { ms: performance.now() - started, answer };
  }, call);
  if (!(answer as { ok: boolean }).ok) throw new Error(`act: ${JSON.stringify(answer)}`);
  return ms;
}

async function measure(console: ConsoleApp, bare: BareDatabase) {
  const values: number[] = [];
  const commits: number[] = [];
  const roundTrips: number[] = [];
  await bare.ask('open', join(bare.folder, 'bare.db'));
  for (let n = 0; n < WARM_UP + ACTS; n += 1) {
    const took = await act(console, n);
    await pause(BETWEEN_MS);
    const commit = await bare.ask('commit', uuidv7(), NOTE.repeat(2));
    await pause(BETWEEN_MS / 2);
    if (n < WARM_UP) continue;
    values.push(took);
    commits.push(commit.value);
    roundTrips.push(commit.roundTrip);
  }
  return { values, commits, roundTrips };
}

/**
 * `durable-action`: contract call in the desk's window to the answer that the action is on disk, p50 ÷ a raw FULL commit
 * of one row of about 1 kB in a utility process. The second line sets the same beside that commit asked for from a bare
 * window over a bare port: what no answer to a window can be faster than.
 */
export async function durableAction(): Promise<Row[]> {
  const home = freshFolder('durable');
  await fillHome(home, CASES, 'reported');
  const console = await launchConsole('http://127.0.0.1:9', home);
  const bare = await openBareDatabase();
  try {
    const { values, commits, roundTrips } = await measure(console, bare);
    return [
      toRow({ name: 'durable-action', unit: 'ms', values, floors: commits }),
      toRow({ name: 'durable-action ÷ port+commit', unit: 'ms', values, floors: roundTrips }),
    ];
  } finally {
    await bare.close();
    await console.close();
    removeFolder(home);
  }
}
