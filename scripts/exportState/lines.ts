// The state that desks and gateway share, as text: one line of canonical JSON for each row, sorted by entity and id, so that
// two states are the same when, and only when, their exports are the same bytes.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { CaseEvent } from '#shared/domain/case.ts';
import { canonicalJson } from '#shared/domain/chain.ts';
import { ENTITY_NAMES, type EntityName } from '#shared/protocol/entities.ts';
import { type HistoryColumns, unpackLine } from '../../electron/station/cache/historyLine.ts';

interface StateRow {
  id: string;
  value: string;
}

const NAMES: readonly EntityName[] = [...ENTITY_NAMES].sort();

/**
 * What a desk holds of the centre: the live set of its cache, without its own waiting work. Contacts are masked there as
 * they are at the gateway's side of it. @param home the console's data folder. Throws when there is no database in it.
 */
export function* deskState(home: string): Generator<string> {
  using db = open(join(home, 'station.db'));
  const live =
    db.prepare<[], { value: string }>("SELECT value FROM meta WHERE key = 'live'").get()?.value === 'b' ? 'b' : 'a';
  for (const entity of NAMES) {
    if (entity === 'case-event') {
      for (const event of deskHistory(db, live)) yield line(entity, { id: event.id, value: JSON.stringify(event) });
      continue;
    }
    const { sql, parameters } = deskQuery(entity, live);
    for (const row of db.prepare<string[], StateRow>(sql).iterate(...parameters)) yield line(entity, row);
  }
}

/** What the centre holds. @param data the gateway's data folder. Throws when there is no database in it. */
export function* gatewayState(data: string): Generator<string> {
  using db = open(join(data, 'centre.sqlite'));
  const rows = db.prepare<[string], StateRow>('SELECT id, value FROM entity WHERE entity = ? ORDER BY id');
  for (const entity of NAMES) for (const row of rows.iterate(entity)) yield line(entity, row);
}

function open(file: string): Database.Database & Disposable {
  if (!existsSync(file)) throw new Error(`there is no ${file}`);
  const db = new Database(file, { readonly: true });
  return Object.assign(db, { [Symbol.dispose]: () => void db.close() });
}

/** History lines by id, each read with the hash of the line before it. Throws while some wait in an earlier layout. */
function* deskHistory(db: Database.Database, live: 'a' | 'b'): Generator<CaseEvent> {
  const earlier = `earlier_events_${live}`;
  const known = db.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(earlier);
  if (known && db.prepare(`SELECT 1 FROM ${earlier} LIMIT 1`).get())
    throw new Error('the history is still being moved into its present layout: leave the console open for a while');
  const before = db.prepare<unknown[], HistoryColumns>(
    `SELECT * FROM case_events_${live} WHERE case_id = ? AND n = ? - 1`,
  );
  const lines = db.prepare<[], HistoryColumns>(`SELECT * FROM case_events_${live} ORDER BY id`);
  for (const row of lines.iterate()) yield unpackLine(row, before.get(row.case_id, row.n));
}

/** Where a cache set keeps an entity. The centre's own version of a thing is `truth` while work of this desk lies over it. */
function deskQuery(entity: Exclude<EntityName, 'case-event'>, live: 'a' | 'b'): { sql: string; parameters: string[] } {
  const plain = (table: string) => `SELECT id, value FROM ${table}_${live} ORDER BY id`;
  switch (entity) {
    case 'case': {
      const known = `SELECT id, coalesce(truth, value) AS value FROM cases_${live} WHERE truth_version > 0 ORDER BY id`;
      return { sql: known, parameters: [] };
    }
    case 'command': {
      const truth = `SELECT id, CASE waiting WHEN 0 THEN value ELSE truth END AS value FROM commands_${live}`;
      return { sql: `SELECT * FROM (${truth}) WHERE value IS NOT NULL ORDER BY id`, parameters: [] };
    }
    case 'receipt':
      return { sql: plain('receipts'), parameters: [] };
    case 'worker':
      return { sql: plain('workers'), parameters: [] };
    default: {
      const others = `SELECT id, value FROM entities_${live} WHERE entity = ? ORDER BY id`;
      return { sql: others, parameters: [entity] };
    }
  }
}

function line(entity: EntityName, { id, value }: StateRow): string {
  return canonicalJson({ entity, id, value: JSON.parse(value) as unknown });
}
