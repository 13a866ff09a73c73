import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Change } from '#shared/protocol/console.ts';
import { makeFolder } from '../../dataFolder.ts';
import { type Storage, StorageUnavailable } from '../storage.ts';
import { sqliteAccounts, sqliteMedia, sqliteSessions } from './accounts.ts';
import { commitUnit, seedRows } from './commit.ts';
import { type Database, openDatabase } from './database.ts';
import { GroupWriter } from './groupWriter.ts';
import { EntityReader, LogReader, SideReader } from './readers.ts';
import { STEPS, TRAIL_STEPS } from './schema.ts';
import { sqliteTrails } from './trails.ts';

/** Opens the embedded store in `folder`, making it when it is not there. */
export function openSqliteStorage(folder: string): Storage {
  makeFolder(folder);
  const db = openDatabase(path.join(folder, 'centre.sqlite'), STEPS, true);
  const trailDb = openDatabase(path.join(folder, 'trails.sqlite'), TRAIL_STEPS, false);
  return assemble(db, trailDb);
}

function assemble(db: Database, trailDb: Database): Storage {
  const entities = new EntityReader(db);
  const log = new LogReader(db);
  const side = new SideReader(db);
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
  const commit = commitUnit(db, tail);

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
    takeSerial: (series) => writer.write(() => side.takeSerial(series)),
    commit: (unit) => writer.write(() => commit(unit)),
    seed: (puts) => writer.write(() => seedRows(db, tail.next, puts)),
    changesAfter: async (seq, limit) => log.after(seq, limit, tail.durable),
    trimLog: (keep) => writer.write(() => log.trim(tail.durable - keep)),
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
      writer.flush();
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
