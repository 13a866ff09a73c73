PRAGMA user_version = 1;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO meta VALUES ('epoch', '291488e9-21dc-4da0-a3c8-0000e47b16cc');
CREATE TABLE entity (
    entity TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, value TEXT NOT NULL,
    parent TEXT, state TEXT, due INTEGER, at INTEGER, label TEXT,
    PRIMARY KEY (entity, id)
  );
INSERT INTO entity VALUES ('grid', '99010100100101', 1, '{"code":"99010100100101","version":1,"parent":"990101001001","tier":"unit","name":"第一网格"}', NULL, NULL, NULL, NULL, NULL);
INSERT INTO entity VALUES ('case', '01a21b2f-759c-70ec-8e4e-694d33da2255', 2, '{"id":"01a21b2f-759c-70ec-8e4e-694d33da2255","version":2,"number":null,"state":"accepted","categoryCode":"c1","catalogueVersion":"1","title":"井盖破损","text":"","source":"terminal","urgency":"normal","tier":"grid","reportedAt":1795752424860,"updatedAt":1795752424860,"reporterId":null,"lon":121.46,"lat":31.195,"address":"建设路 1 号","gridCode":"99010100100101","media":[],"departmentId":null,"workerIds":[],"verifierId":null,"mergedIntoId":null,"handledByIds":[],"supervision":null,"extension":null,"reviewAt":null,"returns":0,"reworks":0,"satisfaction":null,"closedAt":null,"clock":null,"contact":null}', NULL, 'accepted', NULL, 1795752424860, ' 井盖破损 建设路 1 号 ');
INSERT INTO entity VALUES ('command', '01a21b2f-759d-7630-9b5a-aef202b34140', 1, '{"id":"01a21b2f-759d-7630-9b5a-aef202b34140","version":1,"kind":"notice","priority":"routine","title":"通知","text":"请注意防汛。","issuedAt":1795752424860,"expiresAt":1795756024860,"requires":"read","issuedBy":{"id":"lead","name":"值班长","kind":"operator"},"workerIds":["w00001"],"state":"open","cancelReason":null}', NULL, 'open', 1795756024860, 1795752424860, NULL);
CREATE TABLE log (
    seq INTEGER PRIMARY KEY, entity TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL,
    op TEXT NOT NULL CHECK (op IN ('put', 'del')), value TEXT
  );
INSERT INTO log VALUES (1, 'case', '01a21b2f-759c-70ec-8e4e-694d33da2255', 1, 'put', '{"id":"01a21b2f-759c-70ec-8e4e-694d33da2255","version":1,"number":null,"state":"reported","categoryCode":"c1","catalogueVersion":"1","title":"井盖破损","text":"","source":"terminal","urgency":"normal","tier":"grid","reportedAt":1795752424860,"updatedAt":1795752424860,"reporterId":null,"lon":121.46,"lat":31.195,"address":"建设路 1 号","gridCode":"99010100100101","media":[],"departmentId":null,"workerIds":[],"verifierId":null,"mergedIntoId":null,"handledByIds":[],"supervision":null,"extension":null,"reviewAt":null,"returns":0,"reworks":0,"satisfaction":null,"closedAt":null,"clock":null,"contact":null}');
INSERT INTO log VALUES (2, 'command', '01a21b2f-759d-7630-9b5a-aef202b34140', 1, 'put', '{"id":"01a21b2f-759d-7630-9b5a-aef202b34140","version":1,"kind":"notice","priority":"routine","title":"通知","text":"请注意防汛。","issuedAt":1795752424860,"expiresAt":1795756024860,"requires":"read","issuedBy":{"id":"lead","name":"值班长","kind":"operator"},"workerIds":["w00001"],"state":"open","cancelReason":null}');
INSERT INTO log VALUES (3, 'case', '01a21b2f-759c-70ec-8e4e-694d33da2255', 2, 'put', '{"id":"01a21b2f-759c-70ec-8e4e-694d33da2255","version":2,"number":null,"state":"accepted","categoryCode":"c1","catalogueVersion":"1","title":"井盖破损","text":"","source":"terminal","urgency":"normal","tier":"grid","reportedAt":1795752424860,"updatedAt":1795752424860,"reporterId":null,"lon":121.46,"lat":31.195,"address":"建设路 1 号","gridCode":"99010100100101","media":[],"departmentId":null,"workerIds":[],"verifierId":null,"mergedIntoId":null,"handledByIds":[],"supervision":null,"extension":null,"reviewAt":null,"returns":0,"reworks":0,"satisfaction":null,"closedAt":null,"clock":null,"contact":null}');
CREATE TABLE answer (
    scope TEXT NOT NULL, id TEXT NOT NULL, by TEXT NOT NULL, seq INTEGER NOT NULL, answer TEXT NOT NULL,
    PRIMARY KEY (scope, id)
  ) WITHOUT ROWID;
INSERT INTO answer VALUES ('op', '01a21b2f-75a8-7083-ac61-8a80b67cdd36', 'lead', 1, '{"ok":true,"result":{"caseId":"01a21b2f-759c-70ec-8e4e-694d33da2255"}}');
CREATE TABLE delivery (
    workerId TEXT NOT NULL, commandId TEXT NOT NULL, PRIMARY KEY (workerId, commandId)
  ) WITHOUT ROWID;
INSERT INTO delivery VALUES ('w00001', '01a21b2f-759d-7630-9b5a-aef202b34140');
CREATE TABLE serial (series TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO serial VALUES ('99010100120261127', 1);
CREATE TABLE contact (caseId TEXT PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID;
INSERT INTO contact VALUES ('01a21b2f-759c-70ec-8e4e-694d33da2255', x'010203fe');
CREATE TABLE audit (
    id TEXT PRIMARY KEY, at INTEGER NOT NULL, actorId TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,
    detail TEXT NOT NULL
  );
INSERT INTO audit VALUES ('01a21b2f-75a8-7083-ac61-8ec03e8dde0b', 1795752424860, 'lead', 'contact.reveal', '01a21b2f-759c-70ec-8e4e-694d33da2255', '{"reason":"回访"}');
CREATE TABLE account (
    id TEXT PRIMARY KEY, username TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL, roles TEXT NOT NULL,
    areas TEXT NOT NULL, passwordHash TEXT NOT NULL, demo INTEGER NOT NULL, disabled INTEGER NOT NULL
  );
INSERT INTO account VALUES ('lead', 'lead', '值班长', 'operator', '["shift-lead"]', '[]', 'hash', 0, 0);
CREATE TABLE session (
    id TEXT PRIMARY KEY, accountId TEXT NOT NULL, deviceId TEXT, tokenHash TEXT NOT NULL, previousHash TEXT,
    rotatedAt INTEGER NOT NULL, expiresAt INTEGER NOT NULL, revokedAt INTEGER
  );
INSERT INTO session VALUES ('01a21b2f-75c3-75fc-9ab4-2d838a9c3720', 'lead', NULL, 'hash', NULL, 1795752424860, 1795838824860, NULL);
CREATE TABLE media (
    id TEXT PRIMARY KEY, ownerId TEXT NOT NULL, mime TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL,
    complete INTEGER NOT NULL, at INTEGER NOT NULL
  );
INSERT INTO media VALUES ('01a21b2f-75c5-76b5-9202-17c005baf478', 'w00001', 'image/jpeg', 3, '0000000000000000000000000000000000000000000000000000000000000000', 1, 1795752424860);
CREATE INDEX entity_parent ON entity (entity, parent, at) WHERE parent IS NOT NULL;
CREATE INDEX entity_state ON entity (entity, state) WHERE state IS NOT NULL;
CREATE INDEX entity_due ON entity (entity, due) WHERE due IS NOT NULL;
CREATE INDEX entity_at ON entity (entity, at, id) WHERE at IS NOT NULL;
CREATE INDEX delivery_command ON delivery (commandId);
CREATE INDEX audit_kind ON audit (kind, at);
CREATE INDEX session_account ON session (accountId);
CREATE INDEX session_revoked ON session (revokedAt) WHERE revokedAt IS NOT NULL;
