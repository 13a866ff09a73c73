import { distanceMeters, type PointLike } from '#shared/geo/index.ts';
import type { TrailPage } from '#shared/protocol/trails.ts';
import { LIMITS } from '../limits.ts';
import type { Logger } from '../logger.ts';
import type { TrailChunk, TrailStore } from '../storage/storage.ts';
import { packPoints, type TrailPoint, unpackPoints } from './trailPoints.ts';

/** A trail keeps one point a worker in so many ms: enough to replay a round, little enough to keep for a month. */
const SPACING_MS = 15_000;
const FLUSH_MS = 60_000;
/** No chunk is longer: whoever looks for a time finds it by its end. What was sent later, out of a cellar, is cut. */
const CHUNK_MS = 15 * 60_000;
/** Of everybody's trails one point a worker in so many ms is told: a district is watched at ten times the time it took. */
const TOLD_MS = 50_000;
const PAGE_CHUNKS = 4000;
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
    const chunks = [...this.#waiting].flatMap(([workerId, points]) => chunksOf(workerId, points));
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

  /**
   * A page of everybody's points between two times, thinned to one a minute; `next` names the page after it. What waits to be
   * written is written first.
   */
  async page(from: number, to: number, after: string | undefined): Promise<{ page: TrailPage; next?: string } | null> {
    const mark = after === undefined ? null : markOf(after);
    if (after !== undefined && !mark) return null;
    if (!mark) await this.flush();
    const chunks = await this.#store.between({ from, to, longest: CHUNK_MS, after: mark, limit: PAGE_CHUNKS });
    const told = chunks.map(({ workerId, points }) => ({ workerId, points: thinned(unpackPoints(points), from, to) }));
    const workers = told.map(({ workerId, points }): [string, number] => [workerId, points.length]);
    const page = { workers, points: packPoints(told.flatMap(({ points }) => points)) };
    const last = chunks.at(-1);
    return { page, ...(last && chunks.length === PAGE_CHUNKS ? { next: textOf(last) } : {}) };
  }

  /** Who was within `radius` metres of a place between two times, at most `most` of them. */
  async near(place: PointLike, radius: number, from: number, to: number, most: number): Promise<string[]> {
    await this.flush();
    const found = new Set<string>();
    let after: TrailChunk | null = null;
    for (;;) {
      const chunks: TrailChunk[] = await this.#store.between({ from, to, longest: CHUNK_MS, after, limit: SLICE });
      for (const { workerId, points } of chunks) {
        if (found.has(workerId)) continue;
        const was = ({ t, lon, lat }: TrailPoint) =>
          t >= from && t <= to && distanceMeters([lon, lat], place) <= radius;
        if (unpackPoints(points).some(was)) found.add(workerId);
      }
      after = chunks.at(-1) ?? null;
      if (!after || chunks.length < SLICE || found.size >= most) return [...found].slice(0, most);
      await breath();
    }
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

function chunksOf(workerId: string, points: TrailPoint[]): TrailChunk[] {
  const sorted = points.toSorted((a, b) => a.t - b.t);
  const chunks: TrailPoint[][] = [];
  for (const point of sorted) {
    const last = chunks.at(-1);
    if (last?.[0] && point.t - last[0].t < CHUNK_MS) last.push(point);
    else chunks.push([point]);
  }
  return chunks.map((some) => {
    return { workerId, from: some[0]?.t ?? 0, to: some.at(-1)?.t ?? 0, points: packPoints(some) };
  });
}

function thinned(points: readonly TrailPoint[], from: number, to: number): TrailPoint[] {
  const kept: TrailPoint[] = [];
  for (const point of points) {
    if (point.t < from || point.t > to) continue;
    const last = kept.at(-1);
    if (!last || point.t - last.t >= TOLD_MS) kept.push(point);
  }
  return kept;
}

/** A page's mark: the chunk it ended with. */
function textOf({ to, from, workerId }: TrailChunk): string {
  return `${to}/${from}/${workerId}`;
}

function markOf(text: string): Pick<TrailChunk, 'workerId' | 'from' | 'to'> | null {
  const found = /^(\d+)\/(\d+)\/(.+)$/.exec(text);
  return found ? { to: Number(found[1]), from: Number(found[2]), workerId: found[3] ?? '' } : null;
}
