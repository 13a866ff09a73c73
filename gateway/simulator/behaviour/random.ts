import { seededRandom } from '#shared/geo/random.ts';
import { v7 } from 'uuid';

/** One person's luck: a seeded generator (mulberry32 of shared/geo) with the draws the behaviour needs. */
export class Random {
  /** In [0, 1). */
  readonly next: () => number;

  constructor(seed: number) {
    this.next = seededRandom(seed);
  }

  /** In [low, high). */
  range(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  /** Whole number in [low, high], both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** Waiting time of a memoryless process with this mean (same unit). */
  exponential(mean: number): number {
    return -Math.log(1 - this.next()) * mean;
  }

  /** Roughly normal, mean 0, deviation 1 (sum of four uniforms); never beyond ±3.5. */
  gaussian(): number {
    return (this.next() + this.next() + this.next() + this.next() - 2) * Math.sqrt(3);
  }

  /** One item of a non-empty list. */
  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) throw new RangeError('pick needs a non-empty list');
    return item;
  }

  /** A UUIDv7 of this moment (ms since the epoch); the same state and moment give the same id. */
  id(now: number): string {
    const bytes = new Uint8Array(16);
    for (let i = 0; i < 16; i++) bytes[i] = Math.floor(this.next() * 256);
    return v7({ msecs: now, random: bytes });
  }
}

/** The generator of one stream of a seed: neighbours in `stream` share nothing visible. */
export function randomOf(seed: number, stream: number): Random {
  let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(stream + 1, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return new Random(mixed ^ (mixed >>> 16));
}
