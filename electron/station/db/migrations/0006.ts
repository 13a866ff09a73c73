const OPEN = `('waiting', 'sending')`;

/** Rows leave in the order of each operator: the first of a user in a lane, and who makes a thing, are found by an index. */
export const migration = `
DROP INDEX outbox_open;
CREATE INDEX outbox_open ON outbox (lane, user_id, n) WHERE state IN ${OPEN};
CREATE INDEX outbox_makers ON outbox (entity_id, n)
  WHERE kind IN ('case.create', 'command.issue', 'shift.open', 'shift.hand-over') AND state IN ${OPEN};
`;
