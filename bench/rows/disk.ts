import { statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pino from 'pino';
import { Cache } from '../../electron/station/cache/cache.ts';
import { loadDriver } from '../../electron/station/db/driver.ts';
import { leaveInOrder, openDatabase } from '../../electron/station/db/open.ts';
import { Outbox } from '../../electron/station/outbox/outbox.ts';
import { OutboxOverlay } from '../../electron/station/outbox/overlay.ts';
import { TrailStore } from '../../electron/station/trails/trailStore.ts';
import { freshFolder, removeFolder } from '../../tests/support/centre.ts';
import type { Row } from '../measure.ts';
import { caseOf } from '../world/cases.ts';
import { historyOf, LINES_A_CASE } from '../world/history.ts';
import { fillTrails } from '../world/trails.ts';

const CASES = Number(process.env.BENCH_DISK_CASES ?? 1_000_000);
const WORKERS = Number(process.env.BENCH_DISK_WORKERS ?? 16_000);
const DAYS = 30;
const BATCH = 2000;
const log = pino({ level: 'silent' });

/** Tables and indexes by what they are for; the rest is named `other`. */
const PARTS: Record<string, RegExp> = {
  cases: /^cases_a$/,
  'indexes of cases': /^(cases_a_|sqlite_autoindex_cases_a|case_workers_a)/,
  search: /^search_cases_a/,
  'history lines': /^case_events_a$/,
  'index of history': /^case_events_a_/,
};

function toRow(name: string, bytes: number, count: number): Row {
  return {
    name,
    value: bytes / 1e9,
    unit: 'GB',
    floor: null,
    ratio: null,
    runs: count,
    min: bytes / 1e9,
    max: bytes / 1e9,
  };
}

/** Fills `station.db` by the station's own stores: cases first, then search in its steps, as after a snapshot. */
function fill(home: string): { longestStep: number } {
  const { db, release } = openDatabase(home, loadDriver(''), Date.now(), log);
  // Only the filling is in a hurry: what is written is the same.
  db.pragma('synchronous = OFF');
  db.pragma('cache_size = -500000');
  const { stores } = new Cache(db, new OutboxOverlay(new Outbox(db)), log);
  const now = Date.now();
  stores.index.postpone();
  for (let first = 0; first < CASES; first += BATCH) {
    db.transaction(() => {
      for (let n = first; n < Math.min(CASES, first + BATCH); n += 1) {
        const value = caseOf(n, now);
        stores.cases.put(value, value, 0, true);
        for (const line of historyOf(value, n)) stores.history.put(line);
      }
    })();
    if (first % 50_000 === 0) process.stderr.write(`  filling: ${first} of ${CASES} cases\n`);
  }
  let [longestStep, done] = [0, false];
  db.pragma('cache_size = -65536');
  while (!done) {
    const began = performance.now();
    done = stores.index.step();
    longestStep = Math.max(longestStep, performance.now() - began);
  }
  leaveInOrder(db, log);
  db.close();
  release();
  return { longestStep };
}

function partsOf(home: string): Row[] {
  const db = new Database(join(home, 'station.db'), { readonly: true });
  try {
    const sizes = db.prepare<[], { name: string; bytes: number }>(
      'SELECT name, SUM(pgsize) AS bytes FROM dbstat GROUP BY name',
    );
    const all = sizes.all();
    const named = Object.entries(PARTS).map(([part, pattern]) => {
      const found = all.filter(({ name }) => pattern.test(name));
      const count = part.startsWith('h') || part.endsWith('history') ? CASES * LINES_A_CASE : CASES;
      return toRow(
        `disk, ${part}`,
        found.reduce((sum, { bytes }) => sum + bytes, 0),
        count,
      );
    });
    const rest = all.filter(({ name }) => !Object.values(PARTS).some((pattern) => pattern.test(name)));
    return [
      ...named,
      toRow(
        'disk, other',
        rest.reduce((sum, { bytes }) => sum + bytes, 0),
        rest.length,
      ),
    ];
  } finally {
    db.close();
  }
}

/**
 * `disk`: bytes of a data folder with a million cases, ten million history lines, the search index of all, and thirty days
 * of trails of 16,000 workers. `runs` is how many things a part holds.
 */
export async function disk(): Promise<Row[]> {
  const home = freshFolder('disk');
  try {
    const { longestStep } = fill(home);
    const trails = new TrailStore(join(home, 'trails.db'), loadDriver(''), log);
    fillTrails(trails, WORKERS, DAYS, Date.now());
    trails.close();
    const [station, ways] = ['station.db', 'trails.db'].map((file) => statSync(join(home, file)).size);
    return [
      toRow('disk', (station ?? 0) + (ways ?? 0), CASES),
      ...partsOf(home),
      toRow('disk, trails', ways ?? 0, WORKERS * DAYS),
      {
        ...toRow('disk, longest step of search', 0, CASES / 100),
        value: longestStep,
        unit: 'ms',
        min: 0,
        max: longestStep,
      },
    ];
  } finally {
    removeFolder(home);
  }
}
