import type { Span } from '#shared/contract/trailViews.ts';
import type { TrailStore } from './trailStore.ts';

/** A fleet that is silent for so long was not heard: its terminals say something more often than that. */
const SILENCE_MS = 120_000;

/**
 * When this desk heard the fleet: whoever looks at a time outside of it is told so, and the centre is asked. Times are of the
 * centre's clock. What is written reaches no further than the points that are.
 */
export class Hearing {
  readonly #store: Pick<TrailStore, 'hear' | 'heardBetween'>;
  /** times of hearing that are not on the disk to their end, the present one last */
  #spans: Span[] = [];

  constructor(store: Pick<TrailStore, 'hear' | 'heardBetween'>) {
    this.#store = store;
  }

  /** Fixes came in just now. */
  heard(now: number): void {
    const last = this.#spans.at(-1);
    // A clock that was set back begins anew, as silence does.
    if (last && now >= last.from && now - last.to <= SILENCE_MS) last.to = Math.max(last.to, now);
    else this.#spans.push({ from: now, to: now });
  }

  /** Writes what was heard, at most up to `most`: later points are not on the disk yet. */
  save(most: number): void {
    for (const { from, to } of this.#spans)
      if (Math.min(to, most) > from && !this.#store.hear(from, Math.min(to, most))) return;
    this.#spans = this.#spans.filter((span, n) => n === this.#spans.length - 1 || span.to > most);
  }

  /** Nothing of what was heard up to now is on the disk any more. */
  forget(): void {
    this.#spans = [];
  }

  /** The parts of a period in which this desk heard nothing, the earliest first. */
  gaps(from: number, to: number): Span[] {
    const written = this.#store.heardBetween(from, to).map(({ since, until }) => ({ from: since, to: until }));
    return gapsBetween(from, to, [...written, ...this.#spans]);
  }
}

/** What of a period lies in none of these spans; a silence too short to mean anything is no gap. */
export function gapsBetween(from: number, to: number, spans: readonly Span[]): Span[] {
  const gaps: Span[] = [];
  let known = from;
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    if (span.from - known > SILENCE_MS) gaps.push({ from: known, to: Math.min(span.from, to) });
    known = Math.max(known, span.to);
    if (known >= to) return gaps;
  }
  if (to - known > SILENCE_MS || known === from) gaps.push({ from: known, to });
  return gaps;
}
