/**
 * Keeps who is on duty in a database, looks a second time at other rows, and is killed outright in the midst of that look. Arguments: the
 * file, then twice a moment and the workers, as JSON.
 */
import { kill, pid } from 'node:process';
import Database from 'better-sqlite3';
import { cacheForTest } from '../../../electron/station/cache/cacheForTest.ts';
import { migrate } from '../../../electron/station/db/migrate.ts';
import { type DutyLine, putRows, watchAt } from './dutyRows.ts';

const [file = '', ...looks] = process.argv.slice(2);
const [first, second] = looks.map((text) => JSON.parse(text) as { at: number; lines: DutyLine[] });
const database = new Database(file);
database.pragma('journal_mode = WAL');
migrate(database);
const { db, cache } = cacheForTest(database);
if (first) {
  putRows(db, cache, 'a', first.lines, 1);
  await watchAt(db, cache, () => first.at).look();
}
if (second) {
  putRows(db, cache, 'a', second.lines, 2);
  await watchAt(
    db,
    cache,
    () => second.at,
    () => kill(pid, 'SIGKILL'),
  ).look();
}
