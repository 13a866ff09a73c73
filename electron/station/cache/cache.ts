import type { CentreAlarm } from '#shared/domain/alarms/alarm.ts';
import type { Topic } from '#shared/contract/feeds.ts';
import type { Case, CaseEvent } from '#shared/domain/case.ts';
import { maskContact } from '#shared/domain/privacy.ts';
import type { AnyChange } from '#shared/protocol/console.ts';
import { ENTITY_SCHEMAS, type EntityName, isEntityName, type Worker } from '#shared/protocol/entities.ts';
import { type Command, type Receipt } from '#shared/protocol/commands.ts';
import { breathe } from '../breathe.ts';
import { type CacheSet, createCacheSet, dropCacheSet } from '../db/cacheTables.ts';
import { isNews } from '../alarms/news.ts';
import type { Db } from '../db/driver.ts';
import { Meta } from '../db/meta.ts';
import type { Log } from '../log.ts';
import { CaseStore } from './caseStore.ts';
import { Emptying } from './emptying.ts';
import { EntityStore } from './entityStore.ts';
import { FactStore } from './factStore.ts';
import { HistoryStore } from './historyStore.ts';
import { RecordStore } from './recordStore.ts';
import { INDEXED_CASES, INDEXED_ENTITIES, INDEXED_WORKERS } from './searched.ts';
import { SearchIndex } from './searchIndex.ts';
import { Unread } from './unread.ts';

export interface Stores {
  /** search and filters of the cases */
  index: SearchIndex<Case>;
  history: HistoryStore;
  /** what may lag behind its rows and is brought up in steps, the smallest first */
  lagging: readonly Pick<SearchIndex<unknown>, 'complete' | 'step'>[];
  cases: CaseStore;
  /** what the figures count of each case */
  facts: FactStore;
  records: RecordStore;
  entities: EntityStore;
}

/** What a batch of changes touched, for invalidation and alarms. */
export interface Applied {
  topics: Set<Topic>;
  /** cases not known before */
  newCases: Case[];
  /** not known before, or agreed to just now */
  sentCommands: Command[];
  receipts: Receipt[];
  /** the centre's alarms that are new, or graver than they were */
  alarms: CentreAlarm[];
}
export function nothingApplied(): Applied {
  return { topics: new Set(), newCases: [], sentCommands: [], receipts: [], alarms: [] };
}

/** This desk's waiting work lies over what the centre says: called whenever the centre's version of a thing changes. */
export interface Overlay {
  /** true when actions of this desk on the case or command wait */
  waitsOn(entityId: string): boolean;
  layCase(stores: Stores, id: string, truth: Case | null): void;
  layCommand(stores: Stores, id: string, truth: Command | null): void;
  /** counts anew from disk, after a transaction that was undone */
  reload(): void;
  /** ids of cases and commands with waiting work */
  waiting(): { cases: string[]; commands: string[] };
}

const LIVE = 'live';
/** the set that was live before a swap and is still to be emptied; a set half filled by snapshots is none */
const LEFTOVER = 'leftover';

/** The replicated entities on this desk, in two sets of tables of which one is live. */
export class Cache {
  readonly #db: Db;
  readonly #meta: Meta;
  readonly #unread: Unread;
  readonly #overlay: Overlay;
  readonly #stores = new Map<CacheSet, Stores>();
  #live: CacheSet;
  /** of the set that is not live; null: not begun, or begun for the other */
  #emptying: Emptying | null = null;

  constructor(db: Db, overlay: Overlay, log: Log) {
    this.#db = db;
    this.#unread = new Unread(db, log);
    this.#overlay = overlay;
    this.#meta = new Meta(db);
    this.#live = this.#meta.get(LIVE) === 'b' ? 'b' : 'a';
  }

  /** work of this desk waits on a case or command */
  waitsOn(entityId: string): boolean {
    return this.#overlay.waitsOn(entityId);
  }

  get live(): CacheSet {
    return this.#live;
  }

  get stores(): Stores {
    return this.storesOf(this.#live);
  }

  storesOf(set: CacheSet): Stores {
    const known = this.#stores.get(set);
    if (known) return known;
    const index = new SearchIndex(this.#db, set, INDEXED_CASES);
    const workers = new SearchIndex(this.#db, set, INDEXED_WORKERS);
    const entities = new SearchIndex(this.#db, set, INDEXED_ENTITIES);
    const history = new HistoryStore(this.#db, set);
    const entityStore = new EntityStore(this.#db, set, entities);
    const facts = new FactStore(this.#db, set, {
      history,
      limitsOf: (code) => entityStore.get('category', code)?.limits ?? null,
    });
    const stores = {
      index,
      history,
      lagging: [workers, entities, history.earlier, facts.soon, index, facts],
      facts,
      cases: new CaseStore(this.#db, set, index, facts),
      records: new RecordStore(this.#db, set, workers),
      entities: entityStore,
    };
    this.#stores.set(set, stores);
    return stores;
  }

  /** how many records of the centre this version cannot read */
  get unread(): number {
    return this.#unread.count(this.#live);
  }

  /** nothing of the centre's is here */
  get isEmpty(): boolean {
    const found = this.#db.prepare(
      `SELECT 1 FROM entities_${this.#live} UNION ALL SELECT 1 FROM workers_${this.#live}
       UNION ALL SELECT 1 FROM cases_${this.#live} WHERE waiting = 0 LIMIT 1`,
    );
    return found.get() === undefined;
  }

  get #spare(): CacheSet {
    return this.#live === 'a' ? 'b' : 'a';
  }

  /** Empties a little more of what a swap left behind; returns true when there is nothing of it. */
  emptyLeftover(): boolean {
    if (this.#meta.get(LEFTOVER) !== this.#spare) return true;
    if (!this.#emptySome()) return false;
    this.#meta.remove(LEFTOVER);
    return true;
  }

  #emptySome(): boolean {
    this.#emptying ??= new Emptying(this.#db, this.#spare);
    return this.#emptying.step();
  }

  /** An empty set to rebuild into while the live one is read; made in slices, windows' calls come between them. */
  async emptySpare(mustWait?: () => boolean): Promise<CacheSet> {
    const set = this.#spare;
    while (!this.#emptySome()) await breathe(mustWait);
    this.#emptying = null;
    // Made anew all the same: of the layout this version has, with its triggers.
    this.#db.transaction(() => {
      this.#db.exec(dropCacheSet(set));
      this.#db.exec(createCacheSet(set));
      // Statements of the tables that were there, some of them of an earlier layout, go with those.
      this.#stores.delete(set);
      this.storesOf(set).index.postpone();
      this.storesOf(set).facts.postpone();
      this.#meta.remove(LEFTOVER);
    })();
    this.#unread.recount();
    return set;
  }

  /** An empty live set, when it was never filled from a snapshot to the end: what it held is emptied as the spare one. */
  async emptyLive(mustWait?: () => boolean): Promise<CacheSet> {
    const set = await this.emptySpare(mustWait);
    this.swapTo(set, () => undefined);
    return set;
  }

  /**
   * Makes a rebuilt set the live one, lays this desk's waiting work over it and does what else belongs to the swap, all
   * in one transaction. `within` works on the rebuilt set already: what it ends must not stay laid over the new rows.
   */
  swapTo(set: CacheSet, within: () => void): void {
    const before = this.#live;
    this.#live = set;
    this.#emptying = null;
    try {
      this.transact(() => {
        this.#meta.set(LIVE, set);
        this.#meta.set(LEFTOVER, before);
        this.#layWaiting(set);
        within();
      });
    } catch (error) {
      this.#live = before;
      throw error;
    }
  }

  /** Runs in one transaction; when it is undone, what waits is counted anew: the overlay's counts are not on disk. */
  transact(run: () => void): void {
    try {
      this.#db.transaction(run).immediate();
    } catch (error) {
      this.#overlay.reload();
      this.#unread.recount();
      throw error;
    }
  }

  #layWaiting(set: CacheSet): void {
    const stores = this.storesOf(set);
    const waiting = this.#overlay.waiting();
    for (const id of waiting.cases) this.#overlay.layCase(stores, id, stores.cases.get(id)?.truth ?? null);
    for (const id of waiting.commands) this.#overlay.layCommand(stores, id, stores.records.command(id)?.truth ?? null);
  }

  /** Applies one change of the log to the live set. Call inside a transaction. */
  apply({ entity, id, op, value }: AnyChange, applied: Applied): void {
    if (!isEntityName(entity)) {
      if (op === 'del') this.#unread.settle(this.#live, entity, id);
      else this.#unread.note(this.#live, entity, id, 'an entity of a newer version');
    } else if (op === 'del') this.#remove(entity, id, applied);
    else this.put(this.#live, entity, id, value, applied);
  }

  /** Validates and writes one value into a set; an older version than the one there is ignored. */
  put(set: CacheSet, entity: EntityName, id: string, value: unknown, applied: Applied): void {
    const parsed = ENTITY_SCHEMAS[entity].safeParse(value);
    if (!parsed.success || keyOf(entity, parsed.data) !== id) {
      this.#unread.note(set, entity, id, parsed.error?.issues[0]?.path.join('.') ?? 'another id');
      return;
    }
    this.#unread.settle(set, entity, id);
    applied.topics.add(TOPIC_OF[entity]);
    const stores = this.storesOf(set);
    switch (entity) {
      case 'case':
        return this.#putCase(stores, parsed.data as Case, applied);
      case 'case-event':
        return stores.history.put(parsed.data as CaseEvent);
      case 'command':
        return this.#putCommand(stores, parsed.data as Command, applied);
      case 'receipt':
        applied.receipts.push(parsed.data as Receipt);
        return stores.records.putReceipt(parsed.data as Receipt);
      case 'worker':
        return stores.records.putWorker(parsed.data as Worker);
      case 'alarm': {
        const alarm = parsed.data as CentreAlarm;
        if (isNews(stores.entities.get('alarm', id), alarm)) applied.alarms.push(alarm);
        return stores.entities.put(entity, id, alarm.version, alarm);
      }
      default:
        return stores.entities.put(entity, id, 'version' in parsed.data ? parsed.data.version : 0, parsed.data);
    }
  }

  #putCase(stores: Stores, incoming: Case, applied: Applied): void {
    const known = stores.cases.truthVersion(incoming.id);
    if (known !== null && known >= incoming.version) return;
    // Until contacts are encrypted at rest only the masked form may reach the disk.
    const value = incoming.contact ? { ...incoming, contact: maskContact(incoming.contact) } : incoming;
    if (known === null) applied.newCases.push(value);
    if (this.#overlay.waitsOn(value.id)) this.#overlay.layCase(stores, value.id, value);
    else stores.cases.put(value, value, 0, known === null);
  }

  #putCommand(stores: Stores, incoming: Command, applied: Applied): void {
    const known = stores.records.command(incoming.id);
    if (known?.truth && known.truth.version >= incoming.version) return;
    const leaves = incoming.state === 'open' && (!known?.truth || known.truth.state === 'proposed');
    if (leaves) applied.sentCommands.push(incoming);
    if (this.#overlay.waitsOn(incoming.id)) this.#overlay.layCommand(stores, incoming.id, incoming);
    else stores.records.putCommand(incoming, incoming, false);
  }

  #remove(entity: EntityName, id: string, applied: Applied): void {
    this.#unread.settle(this.#live, entity, id);
    applied.topics.add(TOPIC_OF[entity]);
    const { cases, records, entities } = this.stores;
    if (entity === 'case') cases.remove(id);
    else if (entity === 'case-event') this.stores.history.remove(id);
    else if (entity === 'command') records.removeCommand(id);
    else if (entity === 'receipt') records.removeReceipt(id);
    else if (entity === 'worker') records.removeWorker(id);
    else entities.remove(entity, id);
  }
}

/** Whatever a snapshot may have changed. */
export const replicatedTopics = (): Set<Topic> => new Set(Object.values(TOPIC_OF));

/** The id a value is replicated under: its `id`, `code` or `key`. */
function keyOf(entity: EntityName, value: object): string {
  if (entity === 'setting') return 'key' in value ? String(value.key) : '';
  if ('id' in value) return String(value.id);
  return 'code' in value ? String(value.code) : '';
}

const TOPIC_OF: { [E in EntityName]: Topic } = {
  case: 'cases',
  'case-event': 'case-events',
  command: 'commands',
  receipt: 'commands',
  worker: 'workers',
  grid: 'catalogue',
  component: 'catalogue',
  department: 'catalogue',
  category: 'catalogue',
  channel: 'radio',
  transmission: 'recordings',
  'call-back': 'radio',
  'video-source': 'video',
  shift: 'shift',
  'shift-note': 'shift',
  claim: 'claims',
  seat: 'seats',
  'import-batch': 'imports',
  muster: 'musters',
  'muster-line': 'musters',
  area: 'areas',
  alarm: 'alarms',
  'welfare-timer': 'alarms',
  setting: 'catalogue',
};
