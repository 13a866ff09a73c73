import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { loadDriver } from '../../electron/station/db/driver.ts';
import { Outbox } from '../../electron/station/outbox/outbox.ts';
import { electronPath } from '../../scripts/runtime.mjs';
import { freshFolder, removeFolder } from '../../tests/support/centre.ts';
import { endProcess, root, spawnElectron } from '../electron.ts';
import { interleaved, type Row, toRow } from '../measure.ts';
import { caseOf, idOf } from '../world/cases.ts';
import { OPERATOR, type Script, ScriptedCentre } from '../world/centre.ts';

const ACTIONS = 10_000;
const CASES = 1000;
const RUNS = 3;
/** as many as the station leaves unanswered */
const UNANSWERED = 16;
const NOTE = '请尽快派人到现场处置，注意安全，处置完毕拍照回传。'.repeat(4);

const cases = Array.from({ length: CASES }, (_, n) => {
  const value = caseOf(n, Date.now(), 'reported');
  return { id: value.id, version: value.version, value };
});

/** A station of this home at a centre with these cases, until `done` of it. */
async function atCentre<T>(home: string, script: Script, done: (centre: ScriptedCentre) => Promise<T>): Promise<T> {
  const centre = await ScriptedCentre.start({ ...script, snapshot: { case: cases } });
  const child = spawnElectron(join(root, 'bench/drivers/station'), [], {
    DRIVER_HOME: home,
    DRIVER_STATION: join(root, 'out/main/station.js'),
    DRIVER_GATEWAY: centre.url,
  });
  try {
    return await done(centre);
  } finally {
    await endProcess(child);
    await centre.close();
  }
}

/** A desk that knows its centre and was then alone for long: ten notes on each of a thousand cases wait. */
async function fillBacklog(home: string): Promise<void> {
  await atCentre(home, {}, (centre) => centre.snapshotIn());
  const db = new (loadDriver(''))(join(home, 'station.db'));
  const outbox = new Outbox(db);
  const at = Date.now();
  db.transaction(() => {
    for (let n = 0; n < ACTIONS; n += 1) {
      const entityId = idOf('case', n % CASES);
      outbox.add({
        ...{ id: uuidv7(), user: OPERATOR, kind: 'case.annotate', entityId, lane: entityId, waitsFor: null },
        ...{ baseVersion: 1 + Math.floor(n / CASES), seenVersion: 1, at, serverAt: at, holdUntil: null },
        ...{ base: null, payload: { note: NOTE } },
      });
    }
  })();
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

/** Actions a second that a station's backlog is confirmed at by a centre that answers at once and allows any rate. */
async function station(backlog: string, home: string): Promise<number> {
  mkdirSync(home);
  copyFileSync(join(backlog, 'station.db'), join(home, 'station.db'));
  return atCentre(home, { ops: ACTIONS, eventsPerSecond: 1_000_000 }, async (centre) => {
    await centre.opsTaken();
    if (centre.snapshotFirst > 0) throw new Error('the station took the cases again: nothing was laid over them');
    return (ACTIONS / centre.opsMs) * 1000;
  });
}

async function bare(): Promise<number> {
  const centre = await ScriptedCentre.start({ ops: ACTIONS });
  const sample = {
    ...{ id: uuidv7(), kind: 'case.annotate', entityId: idOf('case', 0), baseVersion: 1, at: Date.now() },
    payload: { note: NOTE },
  };
  const args = [join(root, 'bench/floors/emitter/main.cjs'), centre.url, `${ACTIONS}`, `${UNANSWERED}`];
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const child = spawn(electronPath().executable, [...args, JSON.stringify(sample)], { env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  await centre.opsTaken();
  await ended;
  await centre.close();
  return (ACTIONS / centre.opsMs) * 1000;
}

/**
 * `drain`: 10,000 waiting actions from the first one's departure to the last one's answer, actions a second ÷ bare Socket.IO
 * events of the same size acknowledged by the same centre, as many unanswered. The centre allows any rate: in the field the
 * polite rate, half of what the centre allows, is the limit.
 */
export async function drain(): Promise<Row[]> {
  const folder = freshFolder('drain');
  const backlog = join(folder, 'backlog');
  await fillBacklog(backlog);
  let run = 0;
  const value = (): Promise<number> => {
    run += 1;
    return station(backlog, join(folder, `${run}`));
  };
  try {
    return [toRow({ name: 'drain', unit: 'actions/s', ...(await interleaved(RUNS, value, bare)) })];
  } finally {
    removeFolder(folder);
  }
}
