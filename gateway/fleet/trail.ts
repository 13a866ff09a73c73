import { LIMITS } from '../limits.ts';
import type { Logger } from '../logger.ts';
import type { TrailChunk, TrailStore } from '../storage/storage.ts';
import { packPoints, type TrailPoint, unpackPoints } from './trailPoints.ts';

/** A trail keeps one point a worker in so many ms: enough to replay a round, little enough to keep for a month. */
const SPACING_MS = 15_000;
const FLUSH_MS = 60_000;
/** Workers written in one go before the loop may do other things. */
const SLICE = 500;

/**
 * Gathers trails in memory and writes them in slices, away from the path of the positions. What was gathered since the
 * last flush may be lost with the process; a trail is no acknowledged work.
 */
export class TrailRecorder {
  readonly #store: TrailStore;
  readonly #log: Logger;
  readonly #waiting = new Map<string, TrailPoint[]>();
  readonly #timer: NodeJS.Timeout;

  constructor(store: TrailStore, log: Logger) {
    this.#store = store;
    this.#log = log;
    this.#timer = setInterval(() => void this.flush(), FLUSH_MS);
    this.#timer.unref();
  }

  add(workerId: string, point: TrailPoint): void {
    const points = this.#waiting.get(workerId);
    if (!points) {
      this.#waiting.set(workerId, [{ t: point.t, lon: point.lon, lat: point.lat }]);
      return;
    }
    const last = points.at(-1);
    if (last && Math.abs(point.t - last.t) < SPACING_MS) return;
    points.push({ t: point.t, lon: point.lon, lat: point.lat });
  }

  async flush(): Promise<void> {
    const chunks = [...this.#waiting].map(([workerId, points]) => chunkOf(workerId, points));
    this.#waiting.clear();
    try {
      for (let i = 0; i < chunks.length; i += SLICE) {
        await this.#store.append(chunks.slice(i, i + SLICE));
        await breath();
      }
    } catch (error) {
      this.#log.error({ err: error }, 'trails were not written');
    }
  }

  /** Points of one worker between two times, oldest first. */
  async read(workerId: string, from: number, to: number, limit: number): Promise<TrailPoint[]> {
    const chunks = await this.#store.read(workerId, from, to, limit);
    const kept = [...chunks.flatMap((chunk) => unpackPoints(chunk.points)), ...(this.#waiting.get(workerId) ?? [])];
    return kept
      .filter((point) => point.t >= from && point.t <= to)
      .sort((a, b) => a.t - b.t)
      .slice(0, limit);
  }

  /** Forgets everything that is older than trails are kept, in slices. */
  async expire(now: number): Promise<void> {
    while ((await this.#store.expire(now - LIMITS.trailKeepMs)) > 0) await breath();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }
}

function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function chunkOf(workerId: string, points: TrailPoint[]): TrailChunk {
  const sorted = points.toSorted((a, b) => a.t - b.t);
  return { workerId, from: sorted[0]?.t ?? 0, to: sorted.at(-1)?.t ?? 0, points: packPoints(sorted) };
}
