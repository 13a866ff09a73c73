const OPEN = `('waiting', 'sending')`;

/** A shift is offered, taken note of item by item and taken over: what makes the next one is the taking over. */
export const migration = `
DROP INDEX outbox_shift;
CREATE INDEX outbox_shift ON outbox (n) WHERE kind IN
  ('shift.open', 'shift.note', 'shift.hand-over', 'shift.withdraw', 'shift.acknowledge', 'shift.take-over');
DROP INDEX outbox_makers;
CREATE INDEX outbox_makers ON outbox (entity_id, n)
  WHERE kind IN ('case.create', 'command.issue', 'shift.open', 'shift.hand-over', 'shift.take-over') AND state IN ${OPEN};
`;
