import { type Case, ENDED_STATES, URGENCIES } from '#shared/domain/case.ts';
import type { CaseRow } from '#shared/contract/views.ts';
import { type CacheSet, NO_DUE, ROW_DEPARTMENT, ROW_SOURCE } from '../db/cacheTables.ts';
import type { Db } from '../db/driver.ts';
import type { FactStore } from './factStore.ts';
import { streetOf } from './places.ts';
import { listsOf } from './caseLists.ts';
import type { SearchIndex } from './searchIndex.ts';

/** A case row as the queue feeds read it: columns only, no JSON. */
export interface CaseColumns {
  rid: number;
  id: string;
  version: number;
  number: string | null;
  title: string;
  address: string;
  state: Case['state'];
  urgency: number;
  category_code: string;
  grid_code: string;
  reported_at: number;
  updated_at: number;
  due_at: number;
  yellow_at: number | null;
  started_at: number | null;
  stopped_at: number | null;
  supervision: number | null;
  media_count: number;
  lon: number;
  lat: number;
  waiting: number;
  department: string | null;
  source: Case['source'];
  returns: number;
}
export const CASE_COLUMNS = `rid, id, version, number, title, address, state, urgency, category_code, grid_code, reported_at,
 updated_at, due_at, yellow_at, started_at, stopped_at, supervision, media_count, lon, lat, waiting,
 ${ROW_DEPARTMENT} AS department, ${ROW_SOURCE} AS source, json_extract(value, '$.returns') AS returns`;

export function toCaseRow(row: CaseColumns): CaseRow {
  return {
    id: row.id,
    version: row.version,
    number: row.number,
    title: row.title,
    address: row.address,
    state: row.state,
    urgency: URGENCIES[row.urgency] ?? 'normal',
    categoryCode: row.category_code,
    gridCode: row.grid_code,
    reportedAt: row.reported_at,
    updatedAt: row.updated_at,
    clock:
      row.due_at === NO_DUE
        ? null
        : {
            dueAt: row.due_at,
            yellowAt: row.yellow_at ?? row.due_at,
            startedAt: row.started_at ?? row.reported_at,
            stoppedAt: row.stopped_at,
          },
    supervisionLevel: row.supervision,
    mediaCount: row.media_count,
    lon: row.lon,
    lat: row.lat,
    waiting: row.waiting,
    departmentId: row.department,
    source: row.source,
    returns: row.returns,
  };
}

/** What the cache holds of one case: as shown, and the centre's own version where this desk's work lies over it. */
export interface StoredCase {
  rid: number;
  shown: Case;
  truth: Case | null;
  waiting: number;
}

interface StoredRow {
  rid: number;
  value: string;
  truth: string | null;
  truth_version: number;
  waiting: number;
}

/**
 * Cases of one cache set. `truth` is what the centre said last, kept apart only while actions of this desk wait:
 * without any, the shown value is the truth. Search terms and the figures' facts change in the same transaction as the row.
 */
export class CaseStore {
  readonly #find;
  readonly #insert;
  readonly #update;
  readonly #remove;
  readonly #version;
  readonly #index: SearchIndex<Case>;
  readonly #facts: FactStore;
  readonly #link;
  readonly #unlink;
  readonly #list;
  readonly #unlist;

  constructor(db: Db, set: CacheSet, index: SearchIndex<Case>, facts: FactStore) {
    this.#index = index;
    this.#facts = facts;
    this.#find = db.prepare<[string], StoredRow>(
      `SELECT rid, value, truth, truth_version, waiting FROM cases_${set} WHERE id = ?`,
    );
    const names = ROW_COLUMNS.join(', ');
    this.#insert = db.prepare(
      `INSERT INTO cases_${set} (id, ${names}) VALUES (?, ${ROW_COLUMNS.map(() => '?').join(', ')})`,
    );
    this.#update = db.prepare(
      `UPDATE cases_${set} SET ${ROW_COLUMNS.map((name) => `${name} = ?`).join(', ')} WHERE rid = ?`,
    );
    this.#remove = db.prepare(`DELETE FROM cases_${set} WHERE rid = ?`);
    this.#version = db.prepare<[string], { truth_version: number }>(
      `SELECT truth_version FROM cases_${set} WHERE id = ?`,
    );
    this.#link = db.prepare(`INSERT OR IGNORE INTO case_workers_${set} VALUES (?, ?)`);
    this.#list = db.prepare(`INSERT OR IGNORE INTO case_lists_${set} VALUES (?, ?, ?, ?)`);
    this.#unlist = db.prepare(`DELETE FROM case_lists_${set} WHERE case_id = ?`);
    this.#unlink = db.prepare(`DELETE FROM case_workers_${set} WHERE case_id = ?`);
  }

  get(id: string): StoredCase | null {
    const row = this.#find.get(id);
    if (!row) return null;
    const shown = JSON.parse(row.value) as Case;
    const truth = row.truth === null ? (row.truth_version === 0 ? null : shown) : (JSON.parse(row.truth) as Case);
    return { rid: row.rid, shown, truth, waiting: row.waiting };
  }

  /** Version of the centre's truth; 0 when the case is known only here, null when it is not known at all. */
  truthVersion(id: string): number | null {
    return this.#version.get(id)?.truth_version ?? null;
  }

  /** Writes what is shown and, when it differs, the truth below it. `fresh`: the caller knows that it is not there. */
  put(shown: Case, truth: Case | null, waiting: number, fresh = false): void {
    const value = JSON.stringify(shown);
    const apart = truth === null || truth === shown ? null : JSON.stringify(truth);
    const columns = columnsOf(shown, waiting, truth?.version ?? 0, value, apart);
    const before = fresh ? undefined : this.#find.get(shown.id);
    if (!before) {
      const rid = Number(this.#insert.run(shown.id, ...columns).lastInsertRowid);
      this.#index.add(rid, shown);
      this.#facts.put(rid, shown);
      this.#linkWorkers(shown);
      this.#enlist(membershipsOf(shown));
      return;
    }
    this.#update.run(...columns, before.rid);
    const old = JSON.parse(before.value) as Case;
    this.#index.replace(before.rid, old, shown);
    this.#facts.put(before.rid, shown, old);
    if (linked(old).join() !== linked(shown).join()) {
      this.#unlink.run(shown.id);
      this.#linkWorkers(shown);
    }
    const memberships = membershipsOf(shown);
    if (memberships.join() !== membershipsOf(old).join()) {
      this.#unlist.run(shown.id);
      this.#enlist(memberships);
    }
  }

  remove(id: string): void {
    const before = this.#find.get(id);
    if (!before) return;
    this.#index.remove(before.rid, JSON.parse(before.value) as Case);
    this.#facts.remove(before.rid);
    this.#unlink.run(id);
    this.#unlist.run(id);
    this.#remove.run(before.rid);
  }

  #enlist(memberships: readonly Membership[]): void {
    for (const membership of memberships) this.#list.run(...membership);
  }

  #linkWorkers(shown: Case): void {
    for (const workerId of linked(shown)) this.#link.run(workerId, shown.id);
  }
}

type Membership = [list: string, urgency: number, dueAt: number, caseId: string];

/** Rows of the lists a case stands in. */
function membershipsOf(shown: Case): Membership[] {
  return listsOf(shown).map((list) => [list, URGENCIES.indexOf(shown.urgency), dueAtOf(shown), shown.id]);
}

function clockOf({ state, clock }: Case): Case['clock'] {
  return ENDED_STATES.includes(state) ? null : clock;
}

function dueAtOf(shown: Case): number {
  return clockOf(shown)?.dueAt ?? NO_DUE;
}

/** Workers who have the case in hand now. */
function linked(shown: Case): string[] {
  if (ENDED_STATES.includes(shown.state)) return [];
  return shown.verifierId && shown.state === 'verifying' ? [...shown.workerIds, shown.verifierId] : shown.workerIds;
}

const ROW_COLUMNS = [
  'version',
  'number',
  'title',
  'address',
  'state',
  'urgency',
  'category_code',
  'grid_code',
  'street',
  'open',
  'reported_at',
  'updated_at',
  'due_at',
  'yellow_at',
  'started_at',
  'stopped_at',
  'supervision',
  'media_count',
  'lon',
  'lat',
  'waiting',
  'truth_version',
  'value',
  'truth',
];

function columnsOf(shown: Case, waiting: number, truthVersion: number, value: string, truth: string | null): unknown[] {
  const ended = ENDED_STATES.includes(shown.state);
  const clock = clockOf(shown);
  return [
    shown.version,
    shown.number,
    shown.title,
    shown.address,
    shown.state,
    URGENCIES.indexOf(shown.urgency),
    shown.categoryCode,
    shown.gridCode,
    streetOf(shown.gridCode),
    ended ? 0 : 1,
    shown.reportedAt,
    shown.updatedAt,
    dueAtOf(shown),
    clock?.yellowAt ?? null,
    clock?.startedAt ?? null,
    clock?.stoppedAt ?? null,
    shown.supervision?.level ?? null,
    shown.media.length,
    shown.lon,
    shown.lat,
    waiting,
    truthVersion,
    value,
    truth,
  ];
}
