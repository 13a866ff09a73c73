const OPEN = `('waiting', 'sending')`;

/**
 * The outbox of a long time alone: what waits for rows of another lane, which rows are at the head of theirs, what the
 * operator saw, counts by state; and in the cache, notes by their shift and shifts that are open.
 */
export const migration = `
ALTER TABLE outbox ADD COLUMN base TEXT;
ALTER TABLE outbox ADD COLUMN seen_version INTEGER;
ALTER TABLE outbox ADD COLUMN waits_for TEXT;
ALTER TABLE outbox ADD COLUMN aside_with TEXT;
ALTER TABLE outbox ADD COLUMN head INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN strikes INTEGER NOT NULL DEFAULT 0;
DROP INDEX outbox_lane;
CREATE INDEX outbox_open ON outbox (lane, n) WHERE state IN ${OPEN};
CREATE INDEX outbox_heads ON outbox (user_id, n) WHERE head = 1 AND state IN ${OPEN};
CREATE INDEX outbox_waiting ON outbox (n) WHERE state IN ${OPEN};
CREATE INDEX outbox_decisions ON outbox (n) WHERE state IN ('conflict', 'refused');
CREATE INDEX outbox_done ON outbox (ack_epoch, ack_seq) WHERE state = 'done';
CREATE INDEX outbox_waits_for ON outbox (waits_for) WHERE waits_for IS NOT NULL;
CREATE INDEX outbox_aside_with ON outbox (aside_with) WHERE aside_with IS NOT NULL;
CREATE INDEX outbox_shift ON outbox (n) WHERE kind IN ('shift.open', 'shift.note', 'shift.hand-over');
CREATE TABLE outbox_counts (state TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO outbox_counts SELECT state, COUNT(*) FROM outbox GROUP BY state;
CREATE TRIGGER outbox_added AFTER INSERT ON outbox BEGIN
  INSERT INTO outbox_counts VALUES (new.state, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER outbox_removed AFTER DELETE ON outbox BEGIN
  UPDATE outbox_counts SET n = n - 1 WHERE state = old.state;
END;
CREATE TRIGGER outbox_moved AFTER UPDATE OF state ON outbox WHEN old.state <> new.state BEGIN
  UPDATE outbox_counts SET n = n - 1 WHERE state = old.state;
  INSERT INTO outbox_counts VALUES (new.state, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
${['a', 'b'].map(shiftParents).join('\n')}
`;

function shiftParents(set: string): string {
  return `
UPDATE entities_${set} SET parent = json_extract(value, '$.shiftId') WHERE entity = 'shift-note';
UPDATE entities_${set} SET parent = 'open' WHERE entity = 'shift' AND json_extract(value, '$.closedAt') IS NULL;`;
}
