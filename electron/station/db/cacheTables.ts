import { factTables } from './factTables.ts';

/**
 * The cache exists twice, as set `a` and set `b`: windows read the live one while the other is rebuilt from the centre's
 * snapshots; the swap is one row of `meta`. Everything in it can be had from the gateway again.
 */
export const CACHE_SETS = ['a', 'b'] as const;
export type CacheSet = (typeof CACHE_SETS)[number];

/** `due_at` of a case without a running clock: after every real due time, before nothing. */
export const NO_DUE = 9_999_999_999_999;

/** Tables of one set, in the order they may be dropped. */
const TABLES = [
  'cases',
  'case_facts',
  'case_workers',
  'case_lists',
  'case_counts',
  'case_places',
  'case_events',
  'stray_events',
  'earlier_events',
  'commands',
  'receipts',
  'workers',
];
const OTHER_TABLES = ['entities', 'search_cases', 'search_others'];

export function dropCacheSet(set: CacheSet): string {
  return [...TABLES, ...OTHER_TABLES].map((table) => `DROP TABLE IF EXISTS ${table}_${set};`).join('\n');
}

export function createCacheSet(set: CacheSet): string {
  return [
    caseTables(set),
    factTables(set),
    historyTables(set),
    recordTables(set),
    searchTables(set),
    counters(set),
  ].join('\n');
}

/** Narrow columns first, so that a queue page never reads the JSON that may spill to overflow pages. */
function caseTables(s: CacheSet): string {
  return `
CREATE TABLE cases_${s} (
  rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, number TEXT, title TEXT NOT NULL,
  address TEXT NOT NULL, state TEXT NOT NULL, urgency INTEGER NOT NULL, category_code TEXT NOT NULL,
  grid_code TEXT NOT NULL, street TEXT NOT NULL, open INTEGER NOT NULL, reported_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL, due_at INTEGER NOT NULL, yellow_at INTEGER, started_at INTEGER, stopped_at INTEGER,
  supervision INTEGER, media_count INTEGER NOT NULL, lon REAL NOT NULL, lat REAL NOT NULL, waiting INTEGER NOT NULL,
  truth_version INTEGER NOT NULL, value TEXT NOT NULL, truth TEXT
);
${queueIndexes(s)}
${markerIndex(s)}
${pressureIndexes(s)}
${heatIndex(s)}
CREATE INDEX cases_${s}_number ON cases_${s} (number) WHERE number IS NOT NULL;
CREATE INDEX cases_${s}_street ON cases_${s} (street, due_at) WHERE open = 1;
CREATE TABLE case_workers_${s} (
  worker_id TEXT NOT NULL, case_id TEXT NOT NULL, PRIMARY KEY (worker_id, case_id)
) WITHOUT ROWID;
CREATE INDEX case_workers_${s}_case ON case_workers_${s} (case_id);
${listTable(s)}`;
}

/** Lists that cases stand in, each in the order of a queue (see caseLists.ts). */
export function listTable(s: CacheSet): string {
  return `
CREATE TABLE IF NOT EXISTS case_lists_${s} (
  list TEXT NOT NULL, member_urgency INTEGER NOT NULL, member_due INTEGER NOT NULL, case_id TEXT NOT NULL,
  PRIMARY KEY (list, member_urgency, member_due, case_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS case_lists_${s}_case ON case_lists_${s} (case_id);`;
}

/** What a queue is filtered by beside its order, as the index has it. Another spelling would not be found in the index. */
export const ROW_DEPARTMENT = `json_extract(value, '$.departmentId')`;
export const ROW_SOURCE = `json_extract(value, '$.source')`;

/** A queue's order, then all that it is filtered by: rows that do not fit are passed over without being read. */
export function queueIndexes(s: CacheSet): string {
  const order = 'state, urgency, due_at, id';
  const filters = `category_code, grid_code, reported_at, yellow_at, stopped_at, ${ROW_DEPARTMENT}, ${ROW_SOURCE}`;
  return `
CREATE INDEX cases_${s}_queue ON cases_${s} (${order}, ${filters});
CREATE INDEX cases_${s}_supervised ON cases_${s} (${order}, ${filters}) WHERE supervision IS NOT NULL;`;
}

/** All the map shows of the open cases, in its order. */
export function markerIndex(s: CacheSet): string {
  return `
CREATE INDEX cases_${s}_markers ON cases_${s} (urgency, due_at, id, state, lon, lat, title, yellow_at, stopped_at)
  WHERE open = 1;`;
}

/** Where cases lie, by when they were reported: a heat map is counted from it alone. */
export function heatIndex(s: CacheSet): string {
  return `
CREATE INDEX IF NOT EXISTS cases_${s}_heat ON cases_${s} (open, reported_at, category_code, lon, lat);`;
}

/** The major incident a case stands under. As with the others, another spelling would not be found in the index. */
export const ROW_MAJOR = `json_extract(value, '$.majorId')`;
/** Returned, complained about, suspended, or waiting for an answer about more time. */
export const ROW_MARKED = `(json_extract(value, '$.returns') > 0 OR json_extract(value, '$.complaints') > 0
  OR json_extract(value, '$.extension') IS NOT NULL OR json_extract(value, '$.reviewAt') IS NOT NULL)`;

/** Few cases each: parts of major incidents, and open cases that a supervisor may want to look at. */
export function pressureIndexes(s: CacheSet): string {
  return `
CREATE INDEX cases_${s}_major ON cases_${s} (${ROW_MAJOR}, id) WHERE ${ROW_MAJOR} IS NOT NULL;
CREATE INDEX cases_${s}_marked ON cases_${s} (urgency, due_at, id) WHERE open = 1 AND ${ROW_MARKED};`;
}

/** Clustered by case, so that a history is read in one place; see HistoryColumns. */
export function historyTables(s: CacheSet): string {
  return `
CREATE TABLE case_events_${s} (
  case_id BLOB NOT NULL, n INTEGER NOT NULL, id BLOB NOT NULL, at INTEGER NOT NULL, action INTEGER NOT NULL,
  moves INTEGER NOT NULL, hash BLOB NOT NULL, previous BLOB, detail TEXT, rest BLOB NOT NULL, PRIMARY KEY (case_id, n)
) WITHOUT ROWID;
CREATE INDEX case_events_${s}_by_time ON case_events_${s} (at, action);
${strayTable(s)}`;
}

function recordTables(s: CacheSet): string {
  return `
CREATE TABLE commands_${s} (
  rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, issued_at INTEGER NOT NULL, case_id TEXT,
  waiting INTEGER NOT NULL, value TEXT NOT NULL, truth TEXT
);
CREATE INDEX commands_${s}_issued ON commands_${s} (issued_at);
CREATE INDEX commands_${s}_case ON commands_${s} (case_id) WHERE case_id IS NOT NULL;
CREATE TABLE receipts_${s} (
  rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, command_id TEXT NOT NULL,
  worker_id TEXT NOT NULL, at INTEGER NOT NULL, value TEXT NOT NULL
);
CREATE INDEX receipts_${s}_command ON receipts_${s} (command_id);
CREATE INDEX receipts_${s}_worker ON receipts_${s} (worker_id, at);
CREATE TABLE workers_${s} (
  rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, idx INTEGER NOT NULL, name TEXT NOT NULL,
  grid_code TEXT NOT NULL, on_duty INTEGER NOT NULL, value TEXT NOT NULL
);
CREATE INDEX workers_${s}_idx ON workers_${s} (idx);
${workerIndexes(s)}
CREATE TABLE entities_${s} (
  rid INTEGER PRIMARY KEY, entity TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, parent TEXT,
  value TEXT NOT NULL, UNIQUE (entity, id)
);
CREATE INDEX entities_${s}_parent ON entities_${s} (entity, parent) WHERE parent IS NOT NULL;`;
}

/** Whoever is on duty first, of a grid and of all. */
export function workerIndexes(s: CacheSet): string {
  return `
CREATE INDEX workers_${s}_grid ON workers_${s} (grid_code, on_duty DESC, id);
CREATE INDEX workers_${s}_duty ON workers_${s} (on_duty DESC, id, grid_code);`;
}

/** Where lines are found by an id that does not lead near them by its time (see HistoryStore). */
export function strayTable(s: CacheSet): string {
  return `
CREATE TABLE IF NOT EXISTS stray_events_${s} (
  id BLOB PRIMARY KEY, case_id BLOB NOT NULL, n INTEGER NOT NULL
) WITHOUT ROWID;`;
}

/**
 * Terms are prepared in code, comparable already, so that the plainest tokenizer serves; without columnsize, content and
 * positions the index is a fraction of the text.
 */
export function searchTables(s: CacheSet): string {
  const options = `terms, content='', columnsize=0, detail=none, tokenize='ascii'`;
  return `
CREATE VIRTUAL TABLE search_cases_${s} USING fts5(${options});
CREATE VIRTUAL TABLE search_others_${s} USING fts5(${options});`;
}

/** Counts are kept by triggers: counting a million rows by index takes 50 ms, reading a counter 0.1 ms. */
function counters(s: CacheSet): string {
  const count = (row: string, by: number) => `
  INSERT INTO case_counts_${s} VALUES (${row}.state, ${row}.supervision IS NOT NULL, ${by})
    ON CONFLICT DO UPDATE SET n = n + (${by});
  INSERT INTO case_places_${s} SELECT ${row}.street, ${row}.category_code, ${by} WHERE ${row}.open = 1
    ON CONFLICT DO UPDATE SET n = n + (${by});`;
  return `
CREATE TABLE case_counts_${s} (
  state TEXT NOT NULL, supervised INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (state, supervised)
) WITHOUT ROWID;
CREATE TABLE case_places_${s} (
  street TEXT NOT NULL, category_code TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (street, category_code)
) WITHOUT ROWID;
CREATE TRIGGER cases_${s}_added AFTER INSERT ON cases_${s} BEGIN ${count('new', 1)} END;
CREATE TRIGGER cases_${s}_removed AFTER DELETE ON cases_${s} BEGIN ${count('old', -1)} END;
CREATE TRIGGER cases_${s}_moved AFTER UPDATE OF state, supervision, street, category_code, open ON cases_${s}
WHEN old.state IS NOT new.state OR (old.supervision IS NULL) IS NOT (new.supervision IS NULL)
  OR old.street IS NOT new.street OR old.category_code IS NOT new.category_code OR old.open IS NOT new.open
BEGIN ${count('old', -1)} ${count('new', 1)} END;`;
}
