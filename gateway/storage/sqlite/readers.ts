import type { Change } from '#shared/protocol/console.ts';
import type { EntityName, EntityRow } from '#shared/protocol/entities.ts';
import type {
  AnswerScope,
  AuditLine,
  AuditSearch,
  CaseSearch,
  Delivery,
  ImportedRow,
  KeptAnswer,
  ListPage,
  SealedText,
} from '../storage.ts';
import type { Database } from './database.ts';

interface ValueRow {
  value: string;
}
interface EntityDbRow {
  id: string;
  version: number;
  value: string;
}

/** Rows were checked against their schema before they were written, so they are read back without another check. */
function rowOf<E extends EntityName>(row: ValueRow): EntityRow<E> {
  return JSON.parse(row.value) as EntityRow<E>;
}

export class EntityReader {
  readonly #get;
  readonly #list;
  readonly #count;
  readonly #children;
  readonly #inState;
  readonly #due;
  readonly #aged;
  readonly #search;

  constructor(db: Database) {
    this.#get = db.prepare<[string, string], ValueRow>('SELECT value FROM entity WHERE entity = ? AND id = ?');
    this.#list = db.prepare<[string, string, number], EntityDbRow>(
      'SELECT id, version, value FROM entity WHERE entity = ? AND id > ? ORDER BY id LIMIT ?',
    );
    this.#count = db.prepare<[string], { n: number }>('SELECT count(*) AS n FROM entity WHERE entity = ?');
    this.#children = db.prepare<[string, string], ValueRow>(
      'SELECT value FROM entity WHERE entity = ? AND parent = ? ORDER BY at, rowid',
    );
    this.#inState = db.prepare<[string, string, number], ValueRow>(
      'SELECT value FROM entity WHERE entity = ? AND state = ? LIMIT ?',
    );
    this.#due = db.prepare<[string, number, number], ValueRow>(
      'SELECT value FROM entity WHERE entity = ? AND due <= ? ORDER BY due LIMIT ?',
    );
    this.#aged = db.prepare<[string, number, number], { id: string }>(
      'SELECT id FROM entity WHERE entity = ? AND at < ? ORDER BY at, id LIMIT ?',
    );
    this.#search = db.prepare<[Record<string, string | number>], EntityDbRow & { at: number }>(
      `SELECT id, version, value, at FROM entity
       WHERE entity = 'case' AND at >= $from AND at <= $to AND (at, id) < ($beforeAt, $beforeId)
         AND ($text = '' OR instr(label, $text) > 0)
       ORDER BY at DESC, id DESC LIMIT $limit`,
    );
  }

  get<E extends EntityName>(entity: E, id: string): EntityRow<E> | null {
    const row = this.#get.get(entity, id);
    return row ? rowOf<E>(row) : null;
  }

  list(entity: EntityName, after: string, limit: number): Omit<ListPage, 'seq'> {
    const found = this.#list.all(entity, after, limit + 1);
    const rows = found.slice(0, limit).map(({ id, version, value }) => ({ id, version, value: JSON.parse(value) }));
    return { rows, next: found.length > limit ? rows.at(-1)?.id : undefined };
  }

  /** By the key's index: 60 ms for a million, once for each snapshot. */
  count(entity: EntityName): number {
    return this.#count.get(entity)?.n ?? 0;
  }

  children<E extends EntityName>(entity: E, parent: string): EntityRow<E>[] {
    return this.#children.all(entity, parent).map((row) => rowOf<E>(row));
  }

  inState<E extends EntityName>(entity: E, state: string, limit: number): EntityRow<E>[] {
    return this.#inState.all(entity, state, limit).map((row) => rowOf<E>(row));
  }

  dueBefore<E extends EntityName>(entity: E, now: number, limit: number): EntityRow<E>[] {
    return this.#due.all(entity, now, limit).map((row) => rowOf<E>(row));
  }

  agedBefore(entity: EntityName, before: number, limit: number): string[] {
    return this.#aged.all(entity, before, limit).map(({ id }) => id);
  }

  /** Newest first; `after` is the cursor this method gave, "time:id" of the last row. */
  searchCases(search: CaseSearch): { rows: unknown[]; next?: string } {
    const [beforeAt, beforeId] = cursorOf(search.after);
    const found = this.#search.all({
      text: search.text ?? '',
      from: search.from ?? 0,
      to: search.to ?? Number.MAX_SAFE_INTEGER,
      beforeAt,
      beforeId,
      limit: search.limit + 1,
    });
    const page = found.slice(0, search.limit);
    const last = page.at(-1);
    return {
      rows: page.map((row): unknown => JSON.parse(row.value)),
      next: last && found.length > search.limit ? `${last.at}:${last.id}` : undefined,
    };
  }
}

/** A page's cursor, "time:id" of its last row, as numbers to search before; the end of time when there is none. */
function cursorOf(after: string | undefined): [at: number, id: string] {
  const [, at = '', id = ''] = /^(\d+):(.+)$/.exec(after ?? '') ?? [];
  return [at === '' ? Number.MAX_SAFE_INTEGER : Number(at), id];
}

export class LogReader {
  readonly #last;
  readonly #first;
  readonly #after;
  readonly #trim;

  constructor(db: Database) {
    this.#last = db.prepare<[], { seq: number | null }>('SELECT max(seq) AS seq FROM log');
    this.#first = db.prepare<[], { seq: number | null }>('SELECT min(seq) AS seq FROM log');
    this.#after = db.prepare<[number, number], Omit<Change, 'value'> & { value: string | null }>(
      'SELECT seq, entity, id, version, op, value FROM log WHERE seq > ? ORDER BY seq LIMIT ?',
    );
    this.#trim = db.prepare<[number]>('DELETE FROM log WHERE seq <= ?');
  }

  last(): number {
    return this.#last.get()?.seq ?? 0;
  }

  after(seq: number, limit: number, last: number): { changes: Change[]; more: boolean } | 'gone' {
    const first = this.#first.get()?.seq ?? 1;
    if (seq < first - 1 || seq > last) return 'gone';
    const found = this.#after.all(seq, limit + 1);
    const changes = found
      .slice(0, limit)
      .map(({ value, ...change }): Change => (value === null ? change : { ...change, value: JSON.parse(value) }));
    return { changes, more: found.length > limit };
  }

  /** Forgets lines up to `seq`, but never the last one: it says where the log stands. */
  trim(seq: number): void {
    this.#trim.run(Math.min(seq, this.last() - 1));
  }
}

/** Reads of what stands beside the entities. */
export class SideReader {
  readonly #answer;
  readonly #deliveries;
  readonly #contact;
  readonly #texts;
  readonly #audits;
  readonly #auditPage;
  readonly #serial;
  readonly #imported;
  readonly #importedKeys;

  constructor(db: Database) {
    this.#answer = db.prepare<[string, string], { by: string; seq: number; answer: string }>(
      'SELECT by, seq, answer FROM answer WHERE scope = ? AND id = ?',
    );
    this.#deliveries = db.prepare<[], Delivery>('SELECT workerId, commandId FROM delivery');
    this.#contact = db.prepare<[string], { sealed: Buffer }>('SELECT sealed FROM contact WHERE caseId = ?');
    this.#audits = db.prepare<[string, number], Omit<AuditLine, 'detail'> & { detail: string }>(
      'SELECT id, at, actorId, kind, subject, detail FROM audit WHERE kind = ? ORDER BY at DESC LIMIT ?',
    );
    this.#auditPage = db.prepare<[Record<string, string | number>], Omit<AuditLine, 'detail'> & { detail: string }>(
      `SELECT id, at, actorId, kind, subject, detail FROM audit
       WHERE at >= $from AND at <= $to AND (at, id) < ($beforeAt, $beforeId) AND ($kind = '' OR kind = $kind)
         AND ($subject = '' OR subject = $subject) AND ($actorId = '' OR actorId = $actorId)
       ORDER BY at DESC, id DESC LIMIT $limit`,
    );
    this.#texts = db.prepare<[string], SealedText>(
      'SELECT eventId, caseId, sealed FROM personal_text WHERE caseId = ? ORDER BY eventId',
    );
    this.#imported = db.prepare<[string, string, number], Omit<ImportedRow, 'before'> & { before: string | null }>(
      'SELECT entity, id, version, before, seq FROM import_before WHERE batchId = ? AND id > ? ORDER BY id LIMIT ?',
    );
    this.#importedKeys = db.prepare<[], { key: string }>(
      `SELECT entity || ':' || id AS key FROM import_before WHERE entity <> 'case'`,
    );
    this.#serial = db.prepare<[string], { last: number }>(
      'INSERT INTO serial (series, last) VALUES (?, 1) ON CONFLICT (series) DO UPDATE SET last = last + 1 RETURNING last',
    );
  }

  answer(scope: AnswerScope, id: string): KeptAnswer | null {
    const row = this.#answer.get(scope, id);
    return row ? { by: row.by, seq: row.seq, answer: JSON.parse(row.answer) } : null;
  }

  deliveries(): Delivery[] {
    return this.#deliveries.all();
  }

  sealedContact(caseId: string): Uint8Array | null {
    return this.#contact.get(caseId)?.sealed ?? null;
  }

  audits(kind: string, limit: number): AuditLine[] {
    return this.#audits.all(kind, limit).map((row) => ({ ...row, detail: JSON.parse(row.detail) }));
  }

  auditPage(search: AuditSearch): { rows: AuditLine[]; next?: string } {
    const [beforeAt, beforeId] = cursorOf(search.after);
    const { kind = '', subject = '', actorId = '', from = 0, to = Number.MAX_SAFE_INTEGER, limit } = search;
    const found = this.#auditPage.all({ kind, subject, actorId, from, to, beforeAt, beforeId, limit: limit + 1 });
    const rows = found.slice(0, limit).map((row): AuditLine => ({ ...row, detail: JSON.parse(row.detail) }));
    const last = rows.at(-1);
    return { rows, next: last && found.length > limit ? `${last.at}:${last.id}` : undefined };
  }

  sealedTexts(caseId: string): SealedText[] {
    return this.#texts.all(caseId);
  }

  importedRows(batchId: string, after: string, limit: number): ImportedRow[] {
    const rows = this.#imported.all(batchId, after, limit);
    return rows.map(({ before, ...row }) => ({ ...row, before: before === null ? null : JSON.parse(before) }));
  }

  importedKeys(): Set<string> {
    return new Set(this.#importedKeys.all().map(({ key }) => key));
  }

  /** Inside a transaction only. */
  takeSerial(series: string): number {
    const row = this.#serial.get(series);
    if (!row) throw new Error(`no serial for ${series}`);
    return row.last;
  }
}
