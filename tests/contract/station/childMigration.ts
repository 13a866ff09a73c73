/**
 * Brings a database up to the version before the one named, then runs that one and is killed outright inside its
 * transaction, with everything written and nothing committed. Arguments: the file, the version.
 */
import { kill, pid } from 'node:process';
import Database from 'better-sqlite3';
import { migrate } from '../../../electron/station/db/migrate.ts';
import { MIGRATIONS } from '../../../electron/station/db/migrations/index.ts';

const [file = '', version = ''] = process.argv.slice(2);
const db = new Database(file);
db.pragma('journal_mode = WAL');
// So little memory for pages that they go to the file's journal before the end.
db.pragma('cache_size = 5');
db.function('die', () => void kill(pid, 'SIGKILL'));
const upTo = MIGRATIONS.slice(0, Number(version));
migrate(db, [...upTo.slice(0, -1), `${upTo.at(-1)}; SELECT die();`]);
