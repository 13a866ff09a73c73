import { dayNumber } from '#shared/domain/calendar.ts';
import type { StreetPieces } from '#shared/geo/index.ts';
import { breathe } from '../breathe.ts';
import type { Log } from '../log.ts';
import type { TrailPoint } from './packing.ts';
import type { TrailStore } from './trailStore.ts';

/** Tracks matched in one go: a millisecond or two. */
const TRACKS_A_STEP = 16;
const STEP_EVERY_MS = 50;
const WRITE_EVERY_MS = 30_000;
/** tracks that wait, an hour of a whole city; older ones are dropped, and said */
const MOST_WAITING = 80_000;

/**
 * Which streets were walked, and when last, kept by piece of street and day: no person stands in it. Trails are matched as
 * they are written, a few at a time between the windows' calls, so that a question about a month is answered at once.
 */
export class Walks {
  readonly #store: Pick<TrailStore, 'walk' | 'walksAreOf'>;
  readonly #log: Log;
  readonly #streets: () => Promise<StreetPieces | null>;
  readonly #timers: NodeJS.Timeout[];
  #pieces: StreetPieces | null = null;
  #asked: Promise<StreetPieces | null> | null = null;
  /** the last point of each worker's track: the next one goes on from there */
  readonly #last = new Map<string, TrailPoint>();
  #waiting: (readonly TrailPoint[])[] = [];
  #dropped = 0;
  /** by day and piece, not yet on the disk */
  #walked = new Map<number, Map<number, number>>();

  /** @param streets asked for with the first track: a desk starts without them */
  constructor(store: Pick<TrailStore, 'walk' | 'walksAreOf'>, streets: () => Promise<StreetPieces | null>, log: Log) {
    this.#store = store;
    this.#streets = streets;
    this.#log = log;
    this.#timers = [setInterval(() => this.step(), STEP_EVERY_MS), setInterval(() => this.write(), WRITE_EVERY_MS)];
    for (const timer of this.#timers) timer.unref();
  }

  /** The streets in pieces, as walks are kept by their numbers; null where the district has none, or they cannot be kept. */
  pieces(): Promise<StreetPieces | null> {
    this.#asked ??= this.#open().catch((error: unknown) => {
      this.#log.warn({ err: error }, 'walks are not kept in this run');
      return null;
    });
    return this.#asked;
  }

  async #open(): Promise<StreetPieces | null> {
    const pieces = await this.#streets();
    if (pieces) this.#store.walksAreOf(pieces.fingerprint);
    this.#pieces = pieces;
    return pieces;
  }

  /** Hears a worker's points as they were written, oldest first. */
  add(workerId: string, points: readonly TrailPoint[]): void {
    this.#queue(workerId, points);
    const last = points.at(-1);
    if (last) this.#last.set(workerId, last);
    void this.pieces();
  }

  #queue(workerId: string, points: readonly TrailPoint[]): void {
    const before = this.#last.get(workerId);
    this.#waiting.push(before ? [before, ...points] : points);
    if (this.#waiting.length <= MOST_WAITING) return;
    this.#waiting.shift();
    this.#dropped += 1;
  }

  /** Matches all that waits, and tracks that are not written yet; they may come again. Lets other calls through. */
  async catchUp(tracks: Iterable<{ workerId: string; points: readonly TrailPoint[] }>): Promise<void> {
    for (const { workerId, points } of tracks) this.#queue(workerId, points);
    while (this.#pieces && this.#waiting.length > 0) {
      this.step();
      await breathe();
    }
    this.write();
  }

  /** Matches some of what waits. */
  step(): void {
    if (!this.#pieces) return;
    for (const track of this.#waiting.splice(0, TRACKS_A_STEP)) {
      this.#pieces.along(track, (piece, t) => this.#mark(piece, t));
    }
  }

  #mark(piece: number, t: number): void {
    const day = dayNumber(t);
    const known = this.#walked.get(day) ?? new Map<number, number>();
    this.#walked.set(day, known);
    known.set(piece, Math.max(known.get(piece) ?? 0, Math.round(t)));
  }

  /** Writes what was matched; on a full disk it is tried again the next time. */
  write(): void {
    if (this.#dropped > 0) this.#log.warn({ tracks: this.#dropped }, 'tracks were not matched to streets in time');
    this.#dropped = 0;
    const rows = [...this.#walked].flatMap(([day, known]) => {
      return [...known].map(([piece, at]): [number, number, number] => [day, piece, at]);
    });
    if (rows.length === 0) return;
    try {
      this.#store.walk(rows);
      this.#walked.clear();
    } catch (error) {
      this.#log.warn({ err: error }, 'walks are not written for a while');
    }
  }

  stop(): void {
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
    while (this.#pieces && this.#waiting.length > 0) this.step();
    this.write();
  }
}
