import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Change } from '#shared/protocol/console.ts';
import { makeFolder } from '../../dataFolder.ts';
import { type Storage, StorageUnavailable, type Unit } from '../storage.ts';
import { sqliteAccounts, sqliteMedia, sqliteSessions } from './accounts.ts';
import { atOnce, commitSteps, seedRows } from './commit.ts';
import { type Database, openDatabase } from './database.ts';
import { GroupWriter } from './groupWriter.ts';
import { EntityReader, LogReader, SideReader } from './readers.ts';
import { STEPS, TRAIL_STEPS } from './schema.ts';
import { sqliteTrails } from './trails.ts';

/** Opens the embedded store in `folder`, making it when it is not there. */
export function openSqliteStorage(folder: string): Storage {
  makeFolder(folder);
  const file = path.join(folder, 'centre.sqlite');
  const db = openDatabase(file, STEPS, true);
  const readDb = openDatabase(file, STEPS, true);
  readDb.pragma('query_only = ON');
  // A long transaction goes to the log page by page, not all at its commit.
  db.pragma('cache_spill = 1000');
  const trailDb = openDatabase(path.join(folder, 'trails.sqlite'), TRAIL_STEPS, false);
  return assemble(db, readDb, trailDb);
}

/** More rows than these are written in steps: some ten milliseconds of work. */
const MOST_AT_ONCE = 500;

/** @param readDb another connection to the same file: what a transaction has not ended is not seen through it */
function assemble(db: Database, readDb: Database, trailDb: Database): Storage {
  const entities = new EntityReader(readDb);
  const log = new LogReader(readDb);
  const side = new SideReader(readDb);
  const [logInside, sideInside] = [new LogReader(db), new SideReader(db)];
  const listeners = new Set<(changes: Change[]) => void>();
  const tail = { durable: log.last(), next: log.last(), changes: [] as Change[] };

  const writer = new GroupWriter(db, (committed) => {
    const changes = tail.changes;
    tail.changes = [];
    if (!committed) {
      tail.next = tail.durable;
      return;
    }
    tail.durable = tail.next;
    if (changes.length > 0) for (const listener of listeners) listener(changes);
  });
  const trails = sqliteTrails(trailDb);
  const commit = commitSteps(db, tail);
  const isLong = ({ puts = [], dels = [] }: Unit) => puts.length + dels.length > MOST_AT_ONCE;

  return {
    epoch: metaValue(db, 'epoch', randomUUID),
    lastSeq: () => tail.durable,
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get: async (entity, id) => entities.get(entity, id),
    list: async (entity, after, limit) => ({ ...entities.list(entity, after, limit), seq: tail.durable }),
    count: async (entity) => entities.count(entity),
    children: async (entity, parent) => entities.children(entity, parent),
    inState: async (entity, state, limit) => entities.inState(entity, state, limit),
    dueBefore: async (entity, now, limit) => entities.dueBefore(entity, now, limit),
    agedBefore: async (entity, before, limit) => entities.agedBefore(entity, before, limit),
    searchCases: async (search) => entities.searchCases(search),
    takeSerial: (series) => writer.write(() => sideInside.takeSerial(series)),
    commit: (unit) => (isLong(unit) ? writer.writeLong(() => commit(unit)) : writer.write(() => atOnce(commit(unit)))),
    seed: (puts) => writer.write(() => seedRows(db, tail.next, puts)),
    changesAfter: async (seq, limit) => log.after(seq, limit, tail.durable),
    trimLog: (keep) => writer.write(() => logInside.trim(tail.durable - keep)),
    importedRows: async (batchId, after, limit) => side.importedRows(batchId, after, limit),
    importedKeys: async () => side.importedKeys(),
    answer: async (scope, id) => side.answer(scope, id),
    deliveries: async () => side.deliveries(),
    sealedContact: async (caseId) => side.sealedContact(caseId),
    sealedTexts: async (caseId) => side.sealedTexts(caseId),
    audits: async (kind, limit) => side.audits(kind, limit),
    auditPage: async (search) => side.auditPage(search),
    accounts: sqliteAccounts(db, writer),
    sessions: sqliteSessions(db, writer),
    media: sqliteMedia(db, writer),
    trails,
    async check() {
      try {
        await writer.write(() => db.prepare(`UPDATE meta SET value = value WHERE key = 'epoch'`).run());
      } catch (error) {
        throw new StorageUnavailable('the store cannot write', { cause: error });
      }
    },
    async close() {
      writer.close();
      readDb.close();
      db.close();
      trailDb.close();
    },
  };
}

function metaValue(db: Database, key: string, make: () => string): string {
  db.prepare('INSERT OR IGNORE INTO meta (key, value) VALUES (?, ?)').run(key, make());
  const row = db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?').get(key);
  if (!row) throw new StorageUnavailable(`meta ${key} is missing`);
  return row.value;
}
