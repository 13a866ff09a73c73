/**
 * The tables of the gateway's database, as steps in order. A step is never edited once it was released: a new need is
 * a new step. `user_version` says how many were done.
 */
export const STEPS: readonly string[] = [
  `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE entity (
    entity TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, value TEXT NOT NULL,
    parent TEXT, state TEXT, due INTEGER, at INTEGER, label TEXT,
    PRIMARY KEY (entity, id)
  );
  CREATE INDEX entity_parent ON entity (entity, parent, at) WHERE parent IS NOT NULL;
  CREATE INDEX entity_state ON entity (entity, state) WHERE state IS NOT NULL;
  CREATE INDEX entity_due ON entity (entity, due) WHERE due IS NOT NULL;
  CREATE INDEX entity_at ON entity (entity, at, id) WHERE at IS NOT NULL;
  CREATE TABLE log (
    seq INTEGER PRIMARY KEY, entity TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL,
    op TEXT NOT NULL CHECK (op IN ('put', 'del')), value TEXT
  );
  CREATE TABLE answer (
    scope TEXT NOT NULL, id TEXT NOT NULL, by TEXT NOT NULL, seq INTEGER NOT NULL, answer TEXT NOT NULL,
    PRIMARY KEY (scope, id)
  ) WITHOUT ROWID;
  CREATE TABLE delivery (
    workerId TEXT NOT NULL, commandId TEXT NOT NULL, PRIMARY KEY (workerId, commandId)
  ) WITHOUT ROWID;
  CREATE INDEX delivery_command ON delivery (commandId);
  CREATE TABLE serial (series TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE contact (caseId TEXT PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID;
  CREATE TABLE audit (
    id TEXT PRIMARY KEY, at INTEGER NOT NULL, actorId TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,
    detail TEXT NOT NULL
  );
  CREATE INDEX audit_kind ON audit (kind, at);
  CREATE TABLE account (
    id TEXT PRIMARY KEY, username TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL, roles TEXT NOT NULL,
    areas TEXT NOT NULL, passwordHash TEXT NOT NULL, demo INTEGER NOT NULL, disabled INTEGER NOT NULL
  );
  CREATE TABLE session (
    id TEXT PRIMARY KEY, accountId TEXT NOT NULL, deviceId TEXT, tokenHash TEXT NOT NULL, previousHash TEXT,
    rotatedAt INTEGER NOT NULL, expiresAt INTEGER NOT NULL, revokedAt INTEGER
  );
  CREATE INDEX session_account ON session (accountId);
  CREATE INDEX session_revoked ON session (revokedAt) WHERE revokedAt IS NOT NULL;
  CREATE TABLE media (
    id TEXT PRIMARY KEY, ownerId TEXT NOT NULL, mime TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL,
    complete INTEGER NOT NULL, at INTEGER NOT NULL
  );
  `,
  `
  CREATE TABLE personal_text (
    eventId TEXT PRIMARY KEY, caseId TEXT NOT NULL, sealed BLOB NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX personal_text_case ON personal_text (caseId);
  CREATE INDEX audit_at ON audit (at, id);
  `,
  `
  CREATE TABLE import_before (
    batchId TEXT NOT NULL, id TEXT NOT NULL, entity TEXT NOT NULL, version INTEGER NOT NULL, seq INTEGER NOT NULL,
    before TEXT,
    PRIMARY KEY (batchId, id)
  ) WITHOUT ROWID;
  CREATE INDEX import_before_row ON import_before (entity, id);
  CREATE INDEX media_import ON media (at) WHERE mime = 'application/x-ndjson';
  `,
];

/** Trails live in a file of their own: they may be lost by a power cut, what was acknowledged may not. */
export const TRAIL_STEPS: readonly string[] = [
  `
  CREATE TABLE trail (
    workerId TEXT NOT NULL, "from" INTEGER NOT NULL, "to" INTEGER NOT NULL, points BLOB NOT NULL,
    PRIMARY KEY (workerId, "from")
  ) WITHOUT ROWID;
  CREATE INDEX trail_age ON trail ("to");
  `,
];
