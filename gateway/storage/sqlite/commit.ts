import type { Change } from '#shared/protocol/console.ts';
import type { CommitResult, Put, UndoneImport, Unit } from '../storage.ts';
import type { Database } from './database.ts';

/** The end of the log: `durable` on disk, `next` including what the open transaction wrote. */
export interface LogTail {
  durable: number;
  next: number;
  changes: Change[];
}

/** so many rows are written between two steps */
const STEP = 50;

/** Prepares the function that writes one unit inside an open transaction, in steps between which others may be let through. */
export function commitSteps(db: Database, tail: LogTail): (unit: Unit) => Generator<void, CommitResult> {
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
  const imports = importWriter(db);

  return function* (unit) {
    const puts = unit.puts ?? [];
    if (unit.answers?.some((answer) => answered.get(answer.scope, answer.id))) return { ok: false, reason: 'answered' };
    for (const [n, { entity, id, expect }] of puts.entries()) {
      if (expect !== undefined && (versionOf.get(entity, id)?.version ?? 0) !== expect)
        return { ok: false, reason: 'stale', entity, id };
      if (n % STEP === STEP - 1) yield;
    }
    const present = unit.noneIn && inState.get(unit.noneIn.entity, unit.noneIn.state);
    if (unit.noneIn && present) return { ok: false, reason: 'stale', entity: unit.noneIn.entity, id: present.id };

    if (unit.undoneImport) imports.forget(unit.undoneImport);
    let seq = tail.next;
    const changes: Change[] = [];
    for (const [n, put] of puts.entries()) {
      if (unit.importedBy !== undefined) imports.keep(unit.importedBy, put, tail.next);
      const value = JSON.stringify(put.value);
      upsert(put, value);
      seq += 1;
      append.run(seq, put.entity, put.id, put.version, value);
      changes.push({ seq, entity: put.entity, id: put.id, version: put.version, op: 'put', value: put.value });
      if (n % STEP === STEP - 1) yield;
    }
    for (const [n, { entity, id }] of (unit.dels ?? []).entries()) {
      if (n % STEP === STEP - 1) yield;
      const gone = remove.get(entity, id);
      if (!gone) continue;
      seq += 1;
      const version = gone.version + 1;
      appendDel.run(seq, entity, id, version);
      changes.push({ seq, entity, id, version, op: 'del' });
    }
    writeSides(unit, seq);
    tail.next = seq;
    for (const change of changes) tail.changes.push(change);
    return { ok: true, seq, changes };
  };
}

/** All steps at once. */
export function atOnce<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Writes rows without log lines; only before the first line. */
export function seedRows(db: Database, lastSeq: number, puts: readonly Put[]): void {
  if (lastSeq > 0) throw new Error('the log has begun: changes must be committed, not seeded');
  const upsert = entityUpsert(db);
  for (const put of puts) upsert(put, JSON.stringify(put.value));
}

/** A case's history is never put back, a batch's own row is what tells of it: of these nothing is kept. */
const NEVER_PUT_BACK: readonly string[] = ['case-event', 'import-batch'];

function importWriter(db: Database) {
  const keep = db.prepare(
    `INSERT INTO import_before (batchId, id, entity, version, seq, before)
     VALUES (?, ?, ?, ?, ?, (SELECT value FROM entity WHERE entity = ? AND id = ?))`,
  );
  const forget = db.prepare('DELETE FROM import_before WHERE batchId = ?');
  const renumber = db.prepare('UPDATE import_before SET version = ? WHERE entity = ? AND id = ? AND version = ?');
  return {
    /** before the row is written */
    keep(batchId: string, { entity, id, version }: Put, seq: number): void {
      if (!NEVER_PUT_BACK.includes(entity)) keep.run(batchId, id, entity, version, seq, entity, id);
    },
    forget({ batchId, rows }: UndoneImport): void {
      forget.run(batchId);
      for (const { entity, id, from, to } of rows) renumber.run(to, entity, id, from);
    },
  };
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
