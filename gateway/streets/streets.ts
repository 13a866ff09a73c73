import type { StreetGraph } from '#shared/district/files.ts';
import { StreetNetwork } from '#shared/district/streets/network.ts';
import { type Way, WaysTo } from '#shared/district/streets/waysTo.ts';
import { distanceMeters, lonLatOf, type PointLike } from '#shared/geo/index.ts';

/** Places whose ways are kept: a muster asks for the same one again and again. */
const MOST_KEPT = 16;

/** How far it is and which way to go. Straight lines where the district has no street graph or no street leads. */
export class Streets {
  readonly #network: StreetNetwork | null;
  readonly #kept = new Map<string, WaysTo>();

  constructor(graph: StreetGraph | null) {
    this.#network = graph && new StreetNetwork(graph);
  }

  /** Metres from one place to another, never less than the straight line. */
  meters(from: PointLike, to: PointLike): number {
    return this.#waysTo(to)?.metersFrom(from) ?? distanceMeters(from, to);
  }

  way(from: PointLike, to: PointLike): Way {
    const straight = (): Way => ({ line: [[...lonLatOf(from)], [...lonLatOf(to)]], meters: distanceMeters(from, to) });
    return this.#waysTo(to)?.wayFrom(from) ?? straight();
  }

  /**
   * The `count` of them with the shortest ways to a place, nearest first. A way is never shorter than the straight
   * line, so those whose straight line is longer than the last one's way need no look.
   */
  nearest<T extends { place: PointLike }>(all: readonly T[], to: PointLike, count: number): T[] {
    const sorted = all
      .map((one) => ({ one, straight: distanceMeters(one.place, to) }))
      .sort((a, b) => a.straight - b.straight);
    const best: { one: T; meters: number }[] = [];
    for (const { one, straight } of sorted) {
      const last = best[count - 1];
      if (last && last.meters <= straight) break;
      best.push({ one, meters: this.meters(one.place, to) });
      best.sort((a, b) => a.meters - b.meters);
      best.length = Math.min(best.length, count);
    }
    return best.map(({ one }) => one);
  }

  #waysTo(place: PointLike): WaysTo | null {
    if (!this.#network) return null;
    const key = lonLatOf(place).join();
    const ways = this.#kept.get(key) ?? new WaysTo(this.#network, place);
    this.#kept.delete(key);
    this.#kept.set(key, ways);
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > MOST_KEPT && !oldest.done) this.#kept.delete(oldest.value);
    return ways;
  }
}
