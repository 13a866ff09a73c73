import type { Change } from '#shared/protocol/console.ts';
import type { CommitResult, Put, Unit } from '../storage.ts';
import type { Database } from './database.ts';

/** The end of the log: `durable` on disk, `next` including what the open transaction wrote. */
export interface LogTail {
  durable: number;
  next: number;
  changes: Change[];
}

/** Prepares the function that writes one unit inside an open transaction. */
export function commitUnit(db: Database, tail: LogTail): (unit: Unit) => CommitResult {
  const versionOf = db.prepare<[string, string], { version: number }>(
    'SELECT version FROM entity WHERE entity = ? AND id = ?',
  );
  const answered = db.prepare('SELECT 1 FROM answer WHERE scope = ? AND id = ?');
  const inState = db.prepare<[string, string], { id: string }>(
    'SELECT id FROM entity WHERE entity = ? AND state = ? LIMIT 1',
  );
  const upsert = entityUpsert(db);
  const remove = db.prepare<[string, string], { version: number }>(
    'DELETE FROM entity WHERE entity = ? AND id = ? RETURNING version',
  );
  const append = db.prepare(`INSERT INTO log (seq, entity, id, version, op, value) VALUES (?, ?, ?, ?, 'put', ?)`);
  const appendDel = db.prepare(`INSERT INTO log (seq, entity, id, version, op) VALUES (?, ?, ?, ?, 'del')`);
  const writeSides = sideWriter(db);

  return (unit) => {
    if (unit.answers?.some((answer) => answered.get(answer.scope, answer.id))) return { ok: false, reason: 'answered' };
    const stale = unit.puts?.find(
      (put) => put.expect !== undefined && (versionOf.get(put.entity, put.id)?.version ?? 0) !== put.expect,
    );
    if (stale) return { ok: false, reason: 'stale', entity: stale.entity, id: stale.id };

    const present = unit.noneIn && inState.get(unit.noneIn.entity, unit.noneIn.state);
    if (unit.noneIn && present) return { ok: false, reason: 'stale', entity: unit.noneIn.entity, id: present.id };

    let seq = tail.next;
    const changes = (unit.puts ?? []).map((put): Change => {
      const value = JSON.stringify(put.value);
      upsert(put, value);
      seq += 1;
      append.run(seq, put.entity, put.id, put.version, value);
      return { seq, entity: put.entity, id: put.id, version: put.version, op: 'put', value: put.value };
    });
    for (const { entity, id } of unit.dels ?? []) {
      const gone = remove.get(entity, id);
      if (!gone) continue;
      seq += 1;
      const version = gone.version + 1;
      appendDel.run(seq, entity, id, version);
      changes.push({ seq, entity, id, version, op: 'del' });
    }
    writeSides(unit, seq);
    tail.next = seq;
    tail.changes.push(...changes);
    return { ok: true, seq, changes };
  };
}

/** Writes rows without log lines; only before the first line. */
export function seedRows(db: Database, lastSeq: number, puts: readonly Put[]): void {
  if (lastSeq > 0) throw new Error('the log has begun: changes must be committed, not seeded');
  const upsert = entityUpsert(db);
  for (const put of puts) upsert(put, JSON.stringify(put.value));
}

function entityUpsert(db: Database): (put: Put, value: string) => void {
  const statement = db.prepare(
    `INSERT INTO entity (entity, id, version, value, parent, state, due, at, label) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (entity, id) DO UPDATE SET version = excluded.version, value = excluded.value,
       parent = excluded.parent, state = excluded.state, due = excluded.due, at = excluded.at, label = excluded.label`,
  );
  return ({ entity, id, version, index }, value) => {
    const { parent = null, state = null, due = null, at = null, label = null } = index;
    statement.run(entity, id, version, value, parent, state, due, at, label);
  };
}

function sideWriter(db: Database): (unit: Unit, seq: number) => void {
  const answer = db.prepare('INSERT INTO answer (scope, id, by, seq, answer) VALUES (?, ?, ?, ?, ?)');
  const addDelivery = db.prepare('INSERT OR IGNORE INTO delivery (workerId, commandId) VALUES (?, ?)');
  const removeDelivery = db.prepare('DELETE FROM delivery WHERE workerId = ? AND commandId = ?');
  const dropDeliveries = db.prepare('DELETE FROM delivery WHERE commandId = ?');
  const contact = db.prepare('INSERT OR REPLACE INTO contact (caseId, sealed) VALUES (?, ?)');
  const text = db.prepare('INSERT OR REPLACE INTO personal_text (eventId, caseId, sealed) VALUES (?, ?, ?)');
  const audit = db.prepare('INSERT INTO audit (id, at, actorId, kind, subject, detail) VALUES (?, ?, ?, ?, ?, ?)');
  return (unit, seq) => {
    for (const { scope, id, by, answer: body } of unit.answers ?? [])
      answer.run(scope, id, by, seq, JSON.stringify(body));
    for (const commandId of unit.dropDeliveries ?? []) dropDeliveries.run(commandId);
    for (const { workerId, commandId } of unit.addDeliveries ?? []) addDelivery.run(workerId, commandId);
    for (const { workerId, commandId } of unit.removeDeliveries ?? []) removeDelivery.run(workerId, commandId);
    for (const { caseId, sealed } of unit.sealedContacts ?? []) contact.run(caseId, sealed);
    for (const { eventId, caseId, sealed } of unit.sealedTexts ?? []) text.run(eventId, caseId, sealed);
    for (const line of unit.audits ?? [])
      audit.run(line.id, line.at, line.actorId, line.kind, line.subject, JSON.stringify(line.detail));
  };
}
