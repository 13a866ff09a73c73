import type { StageLimits } from '#shared/domain/case.ts';
import { belongsTo, isClosed } from '#shared/domain/channel.ts';
import { distanceMeters, type GridMap, type GridShape } from '#shared/geo/index.ts';
import type { Change } from '#shared/protocol/console.ts';
import type { Category, EntityName, EntityRow, Grid, Worker } from '#shared/protocol/entities.ts';
import { LIMITS } from '../limits.ts';
import type { Storage } from '../storage/storage.ts';

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
  readonly #workersByGrid = new Map<string, Set<string>>();
  #grids: GridMap;
  /** as the district's files draw them */
  readonly #drawn: GridMap;
  /** of unit grids that were imported with a shape */
  readonly #imported = new Map<string, GridShape['rings']>();
  #byIndex: (Worker | undefined)[] = [];
  #lastChannelIndex = -1;
  #lastWorkerIndex = -1;

  constructor(grids: GridMap) {
    this.#drawn = grids;
    this.#grids = grids;
  }

  get grids(): GridMap {
    return this.#grids;
  }

  /** Reads everything from the store, then follows its log. */
  static async load(storage: Storage, grids: GridMap): Promise<Directory> {
    const directory = new Directory(grids);
    for (const entity of ['worker', 'category', 'department', 'channel', 'setting'] as const) {
      for await (const row of rowsOf(storage, entity)) directory.#take(entity, row);
    }
    for await (const grid of rowsOf(storage, 'grid')) directory.#takeShape(grid);
    directory.#grids = grids.with(directory.#imported);
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

  /** Whose grid it is. */
  workersOfGrid(gridCode: string): Worker[] {
    return [...(this.#workersByGrid.get(gridCode) ?? [])].flatMap((id) => this.workers.get(id) ?? []);
  }

  /** A number for a worker who is new; each call gives another one. */
  takeWorkerIndex(): number {
    this.#lastWorkerIndex = Math.max(this.#lastWorkerIndex + 1, this.indexEnd);
    return this.#lastWorkerIndex;
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
    let drawnAnew = false;
    for (const change of changes) {
      if (change.op === 'del') this.#forget(change.entity, change.id);
      else this.#take(change.entity, change.value as EntityRow<EntityName>);
      if (change.entity === 'grid') {
        const grid = change.op === 'put' ? (change.value as EntityRow<'grid'>) : { code: change.id };
        drawnAnew = this.#takeShape(grid) || drawnAnew;
      }
    }
    if (drawnAnew) this.#grids = this.#drawn.with(this.#imported);
  }

  /** Whether a shape has come, changed or gone. */
  #takeShape({ code, tier, rings }: Pick<Grid, 'code'> & Partial<Grid>): boolean {
    if (tier !== 'unit' || !rings) return this.#imported.delete(code);
    this.#imported.set(code, rings);
    return true;
  }

  #forget(entity: EntityName, id: string): void {
    if (entity === 'category') this.categories.delete(id);
    else if (entity === 'department') this.departments.delete(id);
    else if (entity === 'worker') {
      const worker = this.workers.get(id);
      this.workers.delete(id);
      if (!worker) return;
      this.#byIndex[worker.index] = undefined;
      this.#workersByGrid.get(worker.gridCode)?.delete(id);
    }
  }

  #takeGrid({ id, gridCode }: Worker): void {
    const before = this.workers.get(id)?.gridCode;
    if (before === gridCode) return;
    if (before !== undefined) this.#workersByGrid.get(before)?.delete(id);
    const workers = this.#workersByGrid.get(gridCode);
    if (workers) workers.add(id);
    else this.#workersByGrid.set(gridCode, new Set([id]));
  }

  #takeChannel(channel: Channel): void {
    if (isClosed(channel)) this.channels.delete(channel.id);
    else this.channels.set(channel.id, channel);
    this.#lastChannelIndex = Math.max(this.#lastChannelIndex, channel.index ?? -1);
  }

  #take(entity: EntityName, row: EntityRow<EntityName>): void {
    if (entity === 'worker') {
      const worker = row as Worker;
      this.#takeGrid(worker);
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
