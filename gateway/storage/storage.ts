import type { Change } from '#shared/protocol/console.ts';
import type { EntityName, EntityRow } from '#shared/protocol/entities.ts';
import type { Role } from '#shared/domain/roles.ts';

/**
 * What the gateway asks of a store. Nothing here knows SQL: the embedded centre fills it with SQLite, a standalone
 * one may fill it with PostgreSQL; `tests/contract/gateway/storage.ts` is the suite that every store must pass.
 * All times are milliseconds since the epoch; every method may reject with `StorageUnavailable`.
 */

/** Thrown when the store cannot do its work now (disk full, connection lost). Answered `unavailable` on the wire. */
export class StorageUnavailable extends Error {
  override name = 'StorageUnavailable';
}

/** What rows can be found by, beside their id. `due` drives the sweeps. */
export interface RowIndex {
  /** the thing this row belongs to: case of an event, command of a receipt, shift of a note */
  parent?: string;
  state?: string;
  /** when the clock has to look at it again */
  due?: number;
  at?: number;
  /** what a person may search it by */
  label?: string;
}

/** One row to write. `expect` is the version that must be there now: 0 = nothing, undefined = whatever is there. */
export interface Put {
  entity: EntityName;
  id: string;
  version: number;
  value: unknown;
  index: RowIndex;
  expect?: number;
}

/** Answers kept so that the same request again gets the same answer, also after a restart. */
export type AnswerScope = 'op' | 'action' | 'sos';
export interface AnswerRecord {
  scope: AnswerScope;
  id: string;
  /** who asked; somebody else's id is never answered */
  by: string;
  answer: Record<string, unknown>;
}
/** A kept answer; `seq` is the log's end when the unit was committed. */
export interface KeptAnswer {
  by: string;
  seq: number;
  answer: Record<string, unknown>;
}

/** One command, or its cancellation, that no terminal of one worker has acknowledged yet. */
export interface Delivery {
  workerId: string;
  commandId: string;
}

/** A text marked personal: the history line it belongs to holds only its stand-in. */
export interface SealedText {
  eventId: string;
  caseId: string;
  sealed: Uint8Array;
}

export interface AuditLine {
  id: string;
  at: number;
  actorId: string;
  kind: string;
  subject: string;
  detail: Record<string, unknown>;
}

/** Everything one decision writes: all of it or nothing, in one durable transaction. */
export interface Unit {
  puts?: Put[];
  /** rows that are forgotten; one that is not there is passed over */
  dels?: { entity: EntityName; id: string }[];
  answers?: AnswerRecord[];
  /** refused as stale while any row of the entity is in this state */
  noneIn?: { entity: EntityName; state: string };
  /** drops every waiting delivery of these commands (cancelled, expired), before others are added */
  dropDeliveries?: string[];
  addDeliveries?: Delivery[];
  removeDeliveries?: Delivery[];
  sealedContacts?: { caseId: string; sealed: Uint8Array }[];
  sealedTexts?: SealedText[];
  audits?: AuditLine[];
  /** the puts belong to this batch of an import: what stood there before is kept until it is undone */
  importedBy?: string;
  undoneImport?: UndoneImport;
}

/** A batch that is taken back: what was kept of it goes, and older batches know the rows by their new versions. */
export interface UndoneImport {
  batchId: string;
  rows: { entity: EntityName; id: string; from: number; to: number }[];
}

/** One row that a batch wrote. */
export interface ImportedRow {
  entity: EntityName;
  id: string;
  /** the version it wrote, or that its value has now */
  version: number;
  /** what stood there before; null: nothing */
  before: unknown;
  /** the log's end when the batch was taken */
  seq: number;
}

/** Two units as one: all of both or nothing. */
export function mergeUnits(a: Unit, b: Unit): Unit {
  const both = <T>(x: T[] = [], y: T[] = []) => [...x, ...y];
  return {
    ...a,
    ...b,
    puts: both(a.puts, b.puts),
    addDeliveries: both(a.addDeliveries, b.addDeliveries),
    removeDeliveries: both(a.removeDeliveries, b.removeDeliveries),
    dropDeliveries: both(a.dropDeliveries, b.dropDeliveries),
  };
}

/** `stale`: somebody else wrote first; read again and decide again. */
export type CommitResult =
  | { ok: true; seq: number; changes: Change[] }
  | { ok: false; reason: 'stale'; entity: EntityName; id: string }
  | { ok: false; reason: 'answered' };

export interface Account {
  id: string;
  username: string;
  name: string;
  kind: 'operator' | 'worker';
  roles: Role[];
  /** grid codes a user's work is limited to; empty means all */
  areas: string[];
  passwordHash: string;
  /** a demo centre's account: other gateways refuse it */
  demo: boolean;
  disabled: boolean;
}

/** One sign-in; its refresh token is kept as a hash only. */
export interface Session {
  id: string;
  accountId: string;
  deviceId: string | null;
  tokenHash: string;
  previousHash: string | null;
  rotatedAt: number;
  expiresAt: number;
  revokedAt: number | null;
}

export interface MediaRow {
  id: string;
  ownerId: string;
  mime: string;
  /** bytes, whole file */
  size: number;
  sha256: string;
  complete: boolean;
  at: number;
}

/** Packed points of one worker between two times; the packing is `fleet/trailPoints.ts`. */
export interface TrailChunk {
  workerId: string;
  from: number;
  to: number;
  points: Uint8Array;
}

export interface ListPage {
  rows: { id: string; version: number; value: unknown }[];
  next?: string;
  seq: number;
}

export interface CaseSearch {
  text?: string;
  from?: number;
  to?: number;
  /** id of the last row of the page before */
  after?: string;
  limit: number;
}

export interface AuditSearch {
  kind?: string;
  subject?: string;
  actorId?: string;
  from?: number;
  to?: number;
  /** the cursor of the page before */
  after?: string;
  limit: number;
}

export interface AccountStore {
  byUsername(username: string): Promise<Account | null>;
  byId(id: string): Promise<Account | null>;
  /** how many there are beside a demo's */
  count(): Promise<number>;
  put(accounts: readonly Account[]): Promise<void>;
}

export interface SessionStore {
  get(id: string): Promise<Session | null>;
  /** a sign-in that was revoked meanwhile stays revoked */
  put(session: Session): Promise<void>;
  ofAccount(accountId: string): Promise<Session[]>;
  revoke(id: string, at: number): Promise<void>;
  /** ids of sessions that were revoked and whose access tokens may still be alive */
  revokedSince(at: number): Promise<string[]>;
  forget(expiredBefore: number): Promise<void>;
}

export interface MediaStore {
  get(id: string): Promise<MediaRow | null>;
  put(row: MediaRow): Promise<void>;
  /** ids of files for imports that began to come in before a time */
  importFiles(before: number, limit: number): Promise<string[]>;
  forget(id: string): Promise<void>;
}

export interface TrailsAsked {
  from: number;
  to: number;
  longest: number;
  after: Pick<TrailChunk, 'workerId' | 'from' | 'to'> | null;
  limit: number;
}

export interface TrailStore {
  append(chunks: readonly TrailChunk[]): Promise<void>;
  read(workerId: string, from: number, to: number, limit: number): Promise<TrailChunk[]>;
  /**
   * Chunks of all workers that hold points between two times, in an order of their own; `after`: the last one of the page before.
   * One that is longer than `longest` (ms) may be left out.
   */
  between(asked: TrailsAsked): Promise<TrailChunk[]>;
  /** forgets some of what ended before; answers how many chunks, 0 when none is left */
  expire(before: number): Promise<number>;
}

export interface Storage {
  /** names this log; made with the store, new when the log is replaced */
  readonly epoch: string;
  /** `seq` of the last durable change */
  lastSeq(): number;
  /** hears every durable change in order; returns how to stop */
  onCommit(listener: (changes: Change[]) => void): () => void;

  get<E extends EntityName>(entity: E, id: string): Promise<EntityRow<E> | null>;
  list(entity: EntityName, after: string, limit: number): Promise<ListPage>;
  /** how many rows an entity has */
  count(entity: EntityName): Promise<number>;
  /** rows of `parent`, by id order of creation */
  children<E extends EntityName>(entity: E, parent: string): Promise<EntityRow<E>[]>;
  /** rows in `state`; for small sets such as open things */
  inState<E extends EntityName>(entity: E, state: string, limit: number): Promise<EntityRow<E>[]>;
  dueBefore<E extends EntityName>(entity: E, now: number, limit: number): Promise<EntityRow<E>[]>;
  /** ids of rows whose `at` lies before a time, the oldest first */
  agedBefore(entity: EntityName, before: number, limit: number): Promise<string[]>;
  searchCases(search: CaseSearch): Promise<{ rows: unknown[]; next?: string }>;
  /** next number of a series, from 1; never the same twice */
  takeSerial(series: string): Promise<number>;

  commit(unit: Unit): Promise<CommitResult>;
  /** fills an empty store without writing log lines; refused (throws) once anything was logged */
  seed(puts: readonly Put[]): Promise<void>;
  /** changes after `seq`, or `gone` when the log no longer reaches back that far or never went so far */
  changesAfter(seq: number, limit: number): Promise<{ changes: Change[]; more: boolean } | 'gone'>;
  /** forgets log lines so that at most `keep` stay */
  trimLog(keep: number): Promise<void>;

  /** rows of a batch that was not undone, by id from after one on; cases without their history */
  importedRows(batchId: string, after: string, limit: number): Promise<ImportedRow[]>;
  /** `entity:id` of all rows that imports have written and nobody has undone */
  importedKeys(): Promise<Set<string>>;

  answer(scope: AnswerScope, id: string): Promise<KeptAnswer | null>;
  /** everything that is still owed to terminals */
  deliveries(): Promise<Delivery[]>;
  sealedContact(caseId: string): Promise<Uint8Array | null>;
  sealedTexts(caseId: string): Promise<SealedText[]>;
  audits(kind: string, limit: number): Promise<AuditLine[]>;
  /** audit lines, newest first */
  auditPage(search: AuditSearch): Promise<{ rows: AuditLine[]; next?: string }>;

  readonly accounts: AccountStore;
  readonly sessions: SessionStore;
  readonly media: MediaStore;
  readonly trails: TrailStore;

  /** resolves when the store can write */
  check(): Promise<void>;
  close(): Promise<void>;
}
