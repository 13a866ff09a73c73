import type { StageLimits } from '#shared/domain/case.ts';
import { belongsTo, isClosed } from '#shared/domain/channel.ts';
import { distanceMeters } from '#shared/geo/index.ts';
import type { Change } from '#shared/protocol/console.ts';
import type { Category, EntityName, EntityRow, Worker } from '#shared/protocol/entities.ts';
import { LIMITS } from '../limits.ts';
import type { Storage } from '../storage/storage.ts';
import type { GridMap } from './gridMap.ts';

type Channel = EntityRow<'channel'>;

/** The slow-moving rows the hot paths look up by id, mirrored in memory and kept so by the log. */
export class Directory {
  readonly workers = new Map<string, Worker>();
  readonly categories = new Map<string, Category>();
  readonly departments = new Map<string, EntityRow<'department'>>();
  /** those that are open */
  readonly channels = new Map<string, Channel>();
  /** values of the centre's settings */
  readonly settings = new Map<string, unknown>();
  readonly grids: GridMap;
  #byIndex: (Worker | undefined)[] = [];
  #lastChannelIndex = -1;

  constructor(grids: GridMap) {
    this.grids = grids;
  }

  /** Reads everything from the store, then follows its log. */
  static async load(storage: Storage, grids: GridMap): Promise<Directory> {
    const directory = new Directory(grids);
    for (const entity of ['worker', 'category', 'department', 'channel', 'setting'] as const) {
      for await (const row of rowsOf(storage, entity)) directory.#take(entity, row);
    }
    storage.onCommit((changes) => directory.#follow(changes));
    return directory;
  }

  workerAt(index: number): Worker | undefined {
    return this.#byIndex[index];
  }

  /** one more than the highest worker index */
  get indexEnd(): number {
    return this.#byIndex.length;
  }

  limitsOf(categoryCode: string): StageLimits {
    return this.categories.get(categoryCode)?.limits ?? DEFAULT_LIMITS;
  }

  /** The radio channels of a worker: the whole district's, those of its grid's ancestors, those it is a member of. */
  channelsOf(worker: Worker): Channel[] {
    return [...this.channels.values()].filter((channel) => belongsTo(channel, worker));
  }

  /**
   * A number for a channel that no open one has and that was not given lately, so that a late frame is never taken for another
   * channel's. Each call gives another one.
   */
  takeChannelIndex(): number {
    const used = new Set([...this.channels.values()].map(({ index }) => index));
    for (let tries = 0; tries < CHANNEL_INDEXES; tries += 1) {
      this.#lastChannelIndex = (this.#lastChannelIndex + 1) % CHANNEL_INDEXES;
      if (!used.has(this.#lastChannelIndex)) return this.#lastChannelIndex;
    }
    throw new Error(`all ${CHANNEL_INDEXES} numbers of channels are taken`);
  }

  /** Whether a position may be one of this district's: not farther away from it than a person could have gone. */
  isNear(lon: number, lat: number): boolean {
    const box = this.grids.box;
    if (!box) return true;
    const nearest = [Math.min(Math.max(lon, box[0]), box[2]), Math.min(Math.max(lat, box[1]), box[3])] as const;
    return distanceMeters([lon, lat], nearest) <= LIMITS.offDistrictMeters;
  }

  #follow(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.op === 'put') this.#take(change.entity, change.value as EntityRow<EntityName>);
    }
  }

  #takeChannel(channel: Channel): void {
    if (isClosed(channel)) this.channels.delete(channel.id);
    else this.channels.set(channel.id, channel);
    this.#lastChannelIndex = Math.max(this.#lastChannelIndex, channel.index ?? -1);
  }

  #take(entity: EntityName, row: EntityRow<EntityName>): void {
    if (entity === 'worker') {
      const worker = row as Worker;
      this.workers.set(worker.id, worker);
      this.#byIndex[worker.index] = worker;
    } else if (entity === 'category') {
      this.categories.set((row as Category).code, row as Category);
    } else if (entity === 'department') {
      this.departments.set((row as EntityRow<'department'>).code, row as EntityRow<'department'>);
    } else if (entity === 'channel') {
      this.#takeChannel(row as Channel);
    } else if (entity === 'setting') {
      const { key, value } = row as EntityRow<'setting'>;
      this.settings.set(key, value);
    }
  }
}

/** `channelIndex` of a voice frame is a u16. */
const CHANNEL_INDEXES = 65_536;

/** For a case whose category is no longer in the catalogue. */
const DEFAULT_LIMITS: StageLimits = {
  accept: { value: 2, unit: 'working-hour' },
  dispatch: { value: 2, unit: 'working-hour' },
  handle: { value: 3, unit: 'working-day' },
  verify: { value: 1, unit: 'working-day' },
};

/** Every row of an entity, read page by page. */
export async function* rowsOf<E extends EntityName>(storage: Storage, entity: E): AsyncGenerator<EntityRow<E>> {
  let after: string | undefined = '';
  while (after !== undefined) {
    const page = await storage.list(entity, after, 2000);
    for (const row of page.rows) yield row.value as EntityRow<E>;
    after = page.next;
  }
}
