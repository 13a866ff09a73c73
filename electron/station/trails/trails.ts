import { STATUS } from '#shared/protocol/fleetFrame.ts';
import type { StreetPieces } from '#shared/geo/index.ts';
import type { Log } from '../log.ts';
import type { Span } from '#shared/contract/trailViews.ts';
import { breathe } from '../breathe.ts';
import { Hearing } from './hearing.ts';
import { type TrailPoint, walkTrail } from './packing.ts';
import type { TrailStore } from './trailStore.ts';
import type { Walks } from './walks.ts';

/** What is kept of a worker's way; one place, for SECURITY.md and the user guide say these numbers. */
export const TRAIL = {
  /** at most one point of a worker in so many ms */
  spacingMs: 60_000,
  /** and only when they have gone so far, or their status has changed */
  movedMeters: 15,
  keptMs: 30 * 86_400_000,
  /** gathered in memory for so long before it is written: what a crash may lose */
  chunkMs: 15 * 60_000,
  /** workers whose chunks are written together */
  groupWorkers: 64,
} as const;

const FLUSH_EVERY_MS = 500;
const FORGET_EVERY_MS = 60_000;
/** the disk takes nothing: tried again after so long */
const PAUSE_MS = 60_000;
/** points of one worker that wait for a disk that takes nothing; older ones are dropped */
const MOST_WAITING = 120;
const DEGREE_SCALE = 1e7;
const METERS_PER_UNIT = 111_320 / DEGREE_SCALE;
const MOST_WORKERS = 1_000_000;
/** bits whose change makes a point: what somebody does, not how good the signal is */
const TELLING = STATUS.onDuty | STATUS.busy | STATUS.sos | STATUS.outOfGrid;

export interface TrailWorld {
  store: TrailStore;
  log: Log;
  /** the worker an index of the fleet belongs to now; null when the cache knows none */
  workerId(index: number): string | null;
  monotonic(): number;
  /** the centre's clock; null until the centre has told it in this run: nothing is forgotten by a guess */
  centreNow(): number | null;
  /** which streets were walked; without it nothing is kept of that */
  walks?: Walks;
}

/** Hears a point: ms since the epoch, millionths of a degree, bits of `STATUS`. */
type Visit = (workerId: string, t: number, lon: number, lat: number, status: number) => void;
const MICRO = 1e6;

interface Gathered {
  workerId: string;
  points: TrailPoint[];
}
/** Workers whose chunks are written together, into one page or two. */
interface Group {
  since: number;
  workers: Map<number, Gathered>;
}

/**
 * Keeps where workers on duty were, for shift leads, thirty days. The way in costs a comparison for most positions;
 * writing happens in slices of a few milliseconds between the windows' calls.
 */
export class Trails {
  readonly #world: TrailWorld;
  readonly #groups = new Map<number, Group>();
  readonly #hearing: Hearing;
  readonly #timers: NodeJS.Timeout[];
  /** the last kept point by worker index; time 0 when off duty or never seen */
  #keptAt = new Float64Array(1024);
  #lon = new Int32Array(1024);
  #lat = new Int32Array(1024);
  #status = new Uint8Array(1024);
  /** the newest fix that was kept: chunks grow old by the fleet's own time */
  #newest = 0;
  #pausedUntil = 0;
  /** a fix has come since it was last noted */
  #hears = false;

  constructor(world: TrailWorld) {
    this.#world = world;
    this.#hearing = new Hearing(world.store);
    world.store.onBegunAnew = () => this.#beginAnew();
    this.#timers = [
      setInterval(() => {
        this.#noteHearing();
        this.flush();
      }, FLUSH_EVERY_MS),
      setInterval(() => this.#forget(), FORGET_EVERY_MS),
    ];
    for (const timer of this.#timers) timer.unref();
  }

  /** Hears every accepted fix: index, longitude and latitude × 10⁷, ms by the centre's clock, bits of `STATUS`. */
  heard(index: number, lon: number, lat: number, t: number, status: number): void {
    this.#hears = true;
    if (index >= this.#keptAt.length && !this.#grow(index)) return;
    const keptAt = this.#keptAt[index] ?? 0;
    if ((status & STATUS.onDuty) === 0 || (status & STATUS.stale) !== 0) {
      if (keptAt !== 0) this.#keptAt[index] = 0;
      return;
    }
    if (t - keptAt < TRAIL.spacingMs) return;
    if (keptAt !== 0 && !this.#tells(index, lon, lat, status)) return;
    this.#keptAt[index] = t;
    this.#lon[index] = lon;
    this.#lat[index] = lat;
    this.#status[index] = status;
    if (t > this.#newest) this.#newest = t;
    this.#keep(index, { t, lon: lon / DEGREE_SCALE, lat: lat / DEGREE_SCALE, status });
  }

  /** Whether a fix says more than the kept one. Metres as on a plane: exact enough at fifteen. */
  #tells(index: number, lon: number, lat: number, status: number): boolean {
    if ((((this.#status[index] ?? 0) ^ status) & TELLING) !== 0) return true;
    const north = (lat - (this.#lat[index] ?? 0)) * METERS_PER_UNIT;
    const east = (lon - (this.#lon[index] ?? 0)) * METERS_PER_UNIT;
    if (Math.abs(north) > TRAIL.movedMeters) return true;
    if (Math.abs(east) + Math.abs(north) <= TRAIL.movedMeters) return false;
    return Math.hypot(east * Math.cos((lat / DEGREE_SCALE) * (Math.PI / 180)), north) > TRAIL.movedMeters;
  }

  #keep(index: number, point: TrailPoint): void {
    const number = Math.floor(index / TRAIL.groupWorkers);
    const group = this.#groups.get(number) ?? { since: point.t, workers: new Map<number, Gathered>() };
    this.#groups.set(number, group);
    const gathered = group.workers.get(index);
    if (gathered) {
      gathered.points.push(point);
      if (gathered.points.length > MOST_WAITING) gathered.points.shift();
      return;
    }
    const workerId = this.#world.workerId(index);
    if (workerId !== null) group.workers.set(index, { workerId, points: [point] });
  }

  #grow(index: number): boolean {
    if (index >= MOST_WORKERS) return false;
    const size = Math.max(index + 1, this.#keptAt.length * 2);
    this.#keptAt = grown(this.#keptAt, new Float64Array(size));
    this.#lon = grown(this.#lon, new Int32Array(size));
    this.#lat = grown(this.#lat, new Int32Array(size));
    this.#status = grown(this.#status, new Uint8Array(size));
    return true;
  }

  /** Writes the next group that is due; `all`: every one, before the end. */
  flush(all = false): void {
    if (!all && this.#world.monotonic() < this.#pausedUntil) return;
    for (const [number, group] of this.#groups) {
      if (!all && this.#newest - group.since < TRAIL.chunkMs) continue;
      try {
        this.#world.store.append([...group.workers.values()]);
      } catch (error) {
        return this.#failed(error);
      }
      this.#groups.delete(number);
      for (const { workerId, points } of group.workers.values()) this.#world.walks?.add(workerId, points);
      if (!all) return;
    }
  }

  /** The fleet's indexes may belong to other workers from now on: what was gathered is written, and nothing goes on. */
  reindex(): void {
    this.flush(true);
    this.#groups.clear();
    this.#keptAt.fill(0);
  }

  /** The file is empty: it is not told that this desk heard what lies there no more, and everybody's next fix is kept. */
  #beginAnew(): void {
    this.#hearing.forget();
    this.#keptAt.fill(0);
  }

  #failed(error: unknown): void {
    const { log, monotonic } = this.#world;
    this.#pausedUntil = monotonic() + PAUSE_MS;
    log.warn({ err: error }, 'trails are not written for a while');
  }

  /** Points of one worker between two times, oldest first, those in memory included. */
  read(workerId: string, from: number, to: number): TrailPoint[] {
    const points = new Map<number, TrailPoint>();
    for (const point of this.#world.store.read(workerId, from, to)) points.set(point.t, point);
    for (const point of this.#waitingOf(workerId)) {
      const t = Math.round(point.t / 1000) * 1000;
      if (t >= from && t <= to) points.set(t, { ...point, t });
    }
    return [...points.values()].sort((a, b) => a.t - b.t);
  }

  /** Every point between two times, in no order, those in memory included; lets other calls through in between. */
  async each(from: number, to: number, visit: Visit): Promise<void> {
    const { store } = this.#world;
    const teams = store.teams;
    for (let team = 0; team < teams; team += 1) {
      for (const { workerId, points } of store.chunksOf(team, from, to)) {
        walkTrail(points, (t, lon, lat, status) => {
          if (t >= from && t <= to) visit(workerId, t, lon, lat, status);
        });
      }
      await breathe();
    }
    for (const { workers } of this.#groups.values()) {
      for (const { workerId, points } of workers.values()) {
        for (const { t, lon, lat, status } of points)
          if (t >= from && t <= to) visit(workerId, t, Math.round(lon * MICRO), Math.round(lat * MICRO), status);
      }
    }
  }

  /** When each piece of street was last walked from one day to another, up to now; null where no streets are known. */
  async walked(fromDay: number, toDay: number): Promise<{ pieces: StreetPieces; at: Float64Array } | null> {
    const { walks, store } = this.#world;
    const pieces = await walks?.pieces();
    if (!walks || !pieces) return null;
    await walks.catchUp([...this.#groups.values()].flatMap(({ workers }) => [...workers.values()]));
    const at = new Float64Array(pieces.count);
    for (const row of store.walkedBetween(fromDay, toDay)) at[row.piece] = row.at;
    return { pieces, at };
  }

  /** The first day on which a street was seen walked; null: none yet. */
  get walksSince(): number | null {
    return this.#world.store.firstWalk;
  }

  /** The parts of a period in which this desk heard nothing. */
  gaps(from: number, to: number): Span[] {
    this.#noteHearing();
    return this.#hearing.gaps(from, to);
  }

  #noteHearing(): void {
    const now = this.#hears ? this.#world.centreNow() : null;
    if (now === null) return;
    this.#hears = false;
    this.#hearing.heard(now);
  }

  /** What waits in memory would be lost with a crash: a time is only told as heard when its points are on the disk. */
  #saveHearing(): void {
    this.#noteHearing();
    this.#hearing.save(Math.min(Number.MAX_SAFE_INTEGER, ...Array.from(this.#groups.values(), ({ since }) => since)));
  }

  #waitingOf(workerId: string): TrailPoint[] {
    const gathered = [...this.#groups.values()].flatMap((group) => [...group.workers.values()]);
    return gathered.find((one) => one.workerId === workerId)?.points ?? [];
  }

  #forget(): void {
    const now = this.#world.centreNow();
    if (now === null || this.#world.monotonic() < this.#pausedUntil) return;
    try {
      this.#saveHearing();
      if (this.#world.store.forget(now - TRAIL.keptMs)) setImmediate(() => this.#forget());
    } catch (error) {
      this.#failed(error);
    }
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.flush(true);
    this.#world.walks?.stop();
    try {
      this.#saveHearing();
    } catch (error) {
      this.#world.log.warn({ err: error }, 'how long the fleet was heard was not written');
    }
    this.#world.store.close();
  }
}

function grown<T extends Float64Array | Int32Array | Uint8Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
