import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import type { CaseState } from '#shared/domain/case.ts';
import { Cache, nothingApplied } from '../../electron/station/cache/cache.ts';
import { createCacheSet } from '../../electron/station/db/cacheTables.ts';
import { loadDriver } from '../../electron/station/db/driver.ts';
import { MIGRATIONS } from '../../electron/station/db/migrations/index.ts';
import { leaveInOrder, openDatabase } from '../../electron/station/db/open.ts';
import { Outbox } from '../../electron/station/outbox/outbox.ts';
import { OutboxOverlay } from '../../electron/station/outbox/overlay.ts';
import { makeVerifier } from '../../electron/station/session/verifier.ts';
import { caseOf } from './cases.ts';
import { OPERATOR } from './centre.ts';

const BATCH = 5_000;
/** cases, as made at one time, by which an older generator's folder is known */
const SAMPLE = 200;
const SAMPLE_TIME = 1_700_000_000_000;

/** Makes a data folder whose cache holds so many cases, written by the station's own cache code; nobody's centre. */
export async function fillHome(home: string, cases: number, state?: CaseState): Promise<void> {
  mkdirSync(home, { recursive: true });
  const log = pino({ level: 'silent' });
  const { db, release } = openDatabase(home, loadDriver(''), Date.now(), log);
  // Only the filling is in a hurry; the station opens the file with its own settings.
  db.pragma('synchronous = OFF');
  db.pragma('cache_size = -1000000');
  const cache = new Cache(db, new OutboxOverlay(new Outbox(db)), log);
  const now = Date.now();
  for (let n = 0; n < cases; n += BATCH) {
    db.transaction(() => {
      for (let i = n; i < Math.min(cases, n + BATCH); i += 1) {
        const value = caseOf(i, now, state);
        cache.put(cache.live, 'case', value.id, value, nothingApplied());
      }
    })();
    if (n % 100_000 === 0 && cases > 100_000) process.stderr.write(`  filling the cache: ${n} of ${cases} cases\n`);
  }
  db.prepare('INSERT OR REPLACE INTO users VALUES (?, ?, ?, ?)').run(
    OPERATOR.id,
    JSON.stringify(OPERATOR),
    await makeVerifier('demo'),
    Date.now(),
  );
  leaveInOrder(db, log);
  db.close();
  release();
}

/**
 * A data folder with a large cache, kept under the system's temporary folder for the next run. Its name holds the
 * layout it was made for and the week: an offline sign-in lasts two of them.
 */
export async function keptHome(cases: number): Promise<string> {
  const week = Math.floor(Date.now() / (7 * 86_400_000));
  const sample = Array.from({ length: SAMPLE }, (_, n) => caseOf(n, SAMPLE_TIME));
  const made = createHash('sha256')
    .update(createCacheSet('a'))
    .update(`${MIGRATIONS.length}`)
    .update(JSON.stringify(sample))
    .digest('hex');
  const layout = made.slice(0, 12);
  const home = join(tmpdir(), `street-bench-${cases}-${layout}-${week}`);
  if (existsSync(join(home, 'complete'))) return home;
  const making = `${home}.making`;
  rmSync(making, { recursive: true, force: true });
  await fillHome(making, cases);
  writeFileSync(join(making, 'complete'), '');
  rmSync(home, { recursive: true, force: true });
  renameSync(making, home);
  return home;
}
