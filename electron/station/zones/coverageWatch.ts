import { DAY_MS, dayNumber } from '#shared/domain/calendar.ts';
import { emptyLook, type Look, nextLook, see } from '#shared/domain/coverageTable.ts';
import { STATUS } from '#shared/protocol/fleetFrame.ts';
import { breathe } from '../breathe.ts';
import type { Cache } from '../cache/cache.ts';
import type { Db } from '../db/driver.ts';
import type { FleetTable } from '../fleet/fleetTable.ts';
import type { Ground } from '../intake/district.ts';
import type { Log } from '../log.ts';
import { gridsOfPieces } from '../trails/gridsOfPieces.ts';
import type { Trails } from '../trails/trails.ts';
import { gridsState, readUnitGrids, type UnitGrids } from './unitGrids.ts';

export interface CoverageWorld {
  db: Db;
  cache: Cache;
  fleet: FleetTable;
  /** null where none are kept */
  trails: Pick<Trails, 'walked' | 'gaps'> | null;
  log: Log;
  ground(): Promise<Ground>;
  /** the centre's clock while it tells where everybody is; else null */
  hears(): number | null;
  /** another look is told of */
  changed(): void;
  /** a read failed; true: it is taken care of */
  failed(error: unknown): boolean;
}

/** What is known of who is where. */
export interface Coverage {
  /** the moment of the look, and since when this desk has listened without a break; ms of the centre's clock */
  asOf: number;
  heardSince: number;
  /** the centre tells of now */
  live: boolean;
  grids: UnitGrids;
  look: Look;
}

const LOOK_MS = 3000;
/** whose last fix is older is silent: nobody can say where they are */
const FRESH_MS = 120_000;
/** so long nothing may be heard without a break: somebody who came through meanwhile is still there */
const SILENCE_MS = 120_000;
/** workers placed at one go, a millisecond or two */
const WORKERS_A_STEP = 500;
/** what trails tell of hearing before this start is not asked for beyond that */
const MOST_HEARD_MS = DAY_MS / 2;
const WALKED_DAYS = 7;

/**
 * Keeps which unit grids somebody is in ([ST326]): every three seconds it places those on duty by where the fleet's table has
 * them. It hangs on no fix, so that thousands a second cost it nothing. When somebody last was where is known from walks for the
 * time before its start.
 */
export class CoverageWatch {
  readonly #world: CoverageWorld;
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;
  #looking: Promise<void> = Promise.resolve();
  #known: Coverage | null = null;
  /** where each worker was when they were placed: who stands still is placed once */
  #lon = new Float64Array(0);
  #lat = new Float64Array(0);
  #unit = new Int32Array(0);
  #placedIn: UnitGrids | null = null;

  constructor(world: CoverageWorld) {
    this.#world = world;
  }

  start(): void {
    this.#again();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#looking;
  }

  /** As of the last look; null: nothing was heard yet. */
  get known(): Coverage | null {
    const known = this.#known;
    return known && { ...known, live: known.live && this.#world.hears() !== null };
  }

  #again(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#looking = this.look()
        .catch((error: unknown) => {
          if (!this.#world.failed(error)) this.#world.log.warn({ err: error }, 'who is in which grid is not known');
        })
        .then(() => this.#again());
    }, LOOK_MS);
    this.#timer.unref();
  }

  /** Finds out anew who is where, as long as the centre tells. */
  async look(): Promise<void> {
    const { hears, changed } = this.#world;
    const now = hears();
    if (now === null) {
      if (this.#known?.live) {
        this.#known = { ...this.#known, live: false };
        changed();
      }
      return;
    }
    const grids = await this.#grids();
    if (!grids) return;
    const before = this.#known;
    const heardSince = before ? (isUnbroken(before.asOf, now) ? before.heardSince : now) : this.#heardBefore(now);
    const look = before ? carried(before, grids) : await this.#walked(grids, now);
    const seen = await this.#placed(grids, look, now);
    if (this.#stopped || !seen || hears() === null) return;
    this.#known = { asOf: now, heardSince, live: true, grids, look };
    changed();
  }

  async #grids(): Promise<UnitGrids | null> {
    const { db, cache, ground } = this.#world;
    const known = this.#known?.grids;
    if (known && known.of === gridsState(cache)) return known;
    return readUnitGrids(db, cache, (await ground()).grids);
  }

  /** Since when the fleet was heard: a desk that was off for a moment has missed nobody. */
  #heardBefore(now: number): number {
    const { trails, log } = this.#world;
    if (!trails) return now;
    try {
      const gap = trails.gaps(now - MOST_HEARD_MS, now).at(-1);
      return gap ? gap.to : now - MOST_HEARD_MS;
    } catch (error) {
      log.warn({ err: error }, 'when the fleet was heard before is not known');
      return now;
    }
  }

  /** When a street in each grid was last walked in the last days. The file of trails is another: what is wrong with it is no fault of this database. */
  async #walked(grids: UnitGrids, now: number): Promise<Look> {
    const look = emptyLook(grids.placeOf.size);
    try {
      for await (const { unit, at } of this.#walks(grids, now)) {
        if (at > (look.lastAt[unit] ?? 0)) look.lastAt[unit] = at;
      }
    } catch (error) {
      this.#world.log.warn({ err: error }, 'which grids were walked before is not known');
    }
    return look;
  }

  /** Walks of the last days, a day at a time. */
  async *#walks(grids: UnitGrids, now: number): AsyncGenerator<{ unit: number; at: number }> {
    const { trails, ground } = this.#world;
    const { walkable, grids: drawn } = await ground();
    if (!walkable || !trails) return;
    const units = (await gridsOfPieces(walkable, drawn)).map((code) => grids.placeOf.get(code) ?? -1);
    const today = dayNumber(now);
    for (let day = today - WALKED_DAYS; day <= today; day += 1) {
      const walked = await trails.walked(day, day);
      if (!walked) return;
      for (let piece = 0; piece < units.length; piece += 1) {
        const [unit = -1, at = 0] = [units[piece], walked.at[piece]];
        if (unit >= 0 && at > 0) yield { unit, at };
      }
      await breathe();
    }
  }

  /** Sees everybody on duty in their grid; false: the grids changed meanwhile. */
  async #placed(grids: UnitGrids, look: Look, now: number): Promise<boolean> {
    const { fleet, cache } = this.#world;
    for (let from = 0; from < fleet.size; from += WORKERS_A_STEP) {
      this.#makeRoom(grids, fleet.size);
      fleet.forEach(
        (index, lon, lat, at, status) => {
          if ((status & STATUS.onDuty) === 0) return;
          const fresh = (status & STATUS.stale) === 0 && now - at <= FRESH_MS;
          see(look, this.#unitAt(grids, index, lon, lat), Math.min(at, now), fresh);
        },
        from,
        from + WORKERS_A_STEP,
      );
      await breathe();
      if (grids.of !== gridsState(cache)) return false;
    }
    return true;
  }

  #unitAt(grids: UnitGrids, index: number, lon: number, lat: number): number {
    const before = this.#unit[index] ?? -1;
    if (this.#lon[index] === lon && this.#lat[index] === lat) return before;
    // Most are still in the grid they were in: one outline instead of all that are near.
    const stays = before >= 0 && grids.map.holds(grids.tiers.unit.codes[before] ?? '', lon, lat);
    const unit = stays ? before : (grids.placeOf.get(grids.map.gridAt(lon, lat)) ?? -1);
    this.#lon[index] = lon;
    this.#lat[index] = lat;
    this.#unit[index] = unit;
    return unit;
  }

  /** Places of other grids say nothing. */
  #makeRoom(grids: UnitGrids, size: number): void {
    const length = grids === this.#placedIn ? this.#unit.length : 0;
    if (length >= size) return;
    this.#placedIn = grids;
    const capacity = Math.max(1024, size * 2);
    // No place on earth: everybody is placed anew.
    this.#lon = new Float64Array(capacity).fill(Number.NaN);
    this.#lat = new Float64Array(capacity);
    this.#unit = new Int32Array(capacity).fill(-1);
  }
}

/** A clock that was set back begins anew, as silence does. */
function isUnbroken(before: number, now: number): boolean {
  return now >= before && now - before <= SILENCE_MS;
}

/** The next look, with what is known of when somebody last was where, also when the grids are others. */
function carried({ grids: before, look }: Coverage, grids: UnitGrids): Look {
  if (before === grids) return nextLook(look);
  const next = emptyLook(grids.placeOf.size);
  for (const [code, place] of grids.placeOf) {
    const was = before.placeOf.get(code);
    if (was !== undefined) next.lastAt[place] = look.lastAt[was] ?? 0;
  }
  return next;
}
