import { CACHE_SETS, createCacheSet } from '../cacheTables.ts';

/** The first database: meta, outbox, people who signed in here, alarms, and the cache in its two sets. */
export const migration = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO meta VALUES ('live', 'a');
CREATE TABLE outbox (
  n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, wire_id TEXT NOT NULL, user TEXT NOT NULL,
  user_id TEXT NOT NULL, kind TEXT NOT NULL, lane TEXT NOT NULL, entity_id TEXT, base_version INTEGER, at INTEGER NOT NULL,
  server_at INTEGER NOT NULL, hold_until INTEGER, state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL DEFAULT 0, code TEXT, message TEXT, current TEXT, ack_epoch TEXT, ack_seq INTEGER,
  payload TEXT NOT NULL
);
CREATE INDEX outbox_lane ON outbox (lane, n);
CREATE INDEX outbox_entity ON outbox (entity_id, n);
CREATE TABLE outbox_history (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, entity_id TEXT, user_id TEXT NOT NULL, at INTEGER NOT NULL,
  undo_until INTEGER, ended_at INTEGER NOT NULL, outcome TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX outbox_history_ended ON outbox_history (ended_at);
CREATE TABLE users (
  id TEXT PRIMARY KEY, user TEXT NOT NULL, verifier TEXT NOT NULL, verified_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE alarms (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, at INTEGER NOT NULL, subject_id TEXT NOT NULL, title TEXT NOT NULL,
  lon REAL, lat REAL, acknowledged_by TEXT, acknowledged_at INTEGER
) WITHOUT ROWID;
CREATE INDEX alarms_at ON alarms (at);
${CACHE_SETS.map(createCacheSet).join('\n')}
`;
