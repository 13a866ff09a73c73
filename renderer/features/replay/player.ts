import { readSlice, SLICE_MS } from '#shared/contract/trailSlice.ts';
import type { Span } from '#shared/contract/trailViews.ts';
import type { FeedInput, FeedOutput } from '#shared/contract/feeds.ts';
import type { Answer } from '#shared/contract/station.ts';
import { ReplayFleet, sliceAt } from './replayFleet.ts';

/** how often the map gets a tick */
export const FRAME_MS = 200;
/** who stood still before the period began is looked for so far back */
const BEFORE_MS = 2 * 3_600_000;

export interface PlayerState {
  at: number;
  playing: boolean;
  speed: number;
  /** the slice of this moment is on its way */
  loading: boolean;
  /** why it cannot be had */
  refusal: { code: string; reason: string; message: string } | null;
  /** times nobody can tell of, so far as slices were read */
  missing: readonly Span[];
}

interface World {
  read(input: FeedInput<'trail.slice'>): Promise<Answer<FeedOutput<'trail.slice'>>>;
  show(tick: ArrayBuffer): void;
}

/** Plays a period of the district: reads a slice at a time, the next one ahead, and shows a tick for the moment. No React. */
export class Player {
  readonly span: Span;
  readonly #world: World;
  readonly #fleet = new ReplayFleet();
  readonly #listeners = new Set<() => void>();
  readonly #reading = new Set<number>();
  #state: PlayerState;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(span: Span, world: World) {
    this.span = span;
    this.#world = world;
    const start = { at: span.from, playing: true, speed: 60, loading: true };
    this.#state = { ...start, refusal: null, missing: [] };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly state = (): PlayerState => this.#state;

  /** Runs until the returned function is called. */
  run(): () => void {
    this.#timer ??= setInterval(() => this.frame(), FRAME_MS);
    this.#show();
    return () => {
      if (this.#timer) clearInterval(this.#timer);
      this.#timer = null;
    };
  }

  seek(at: number): void {
    this.#set({ at: Math.max(this.span.from, Math.min(this.span.to, at)), refusal: null });
    this.#show();
  }

  play(playing: boolean): void {
    const ended = playing && this.#state.at >= this.span.to;
    this.#set({ playing, refusal: null, ...(ended ? { at: this.span.from } : {}) });
    this.#show();
  }

  setSpeed(speed: number): void {
    this.#set({ speed });
  }

  /** One step of the time that plays: it waits while its slice is on the way. */
  frame(): void {
    const { playing, at, speed, loading, refusal } = this.#state;
    if (!playing || loading || refusal) return;
    const next = Math.min(this.span.to, at + FRAME_MS * speed);
    this.#set({ at: next, playing: next < this.span.to });
    this.#show();
  }

  #show(): void {
    const { at } = this.#state;
    const start = sliceAt(this.span.from, at);
    const tick = this.#fleet.tick(start, at);
    if (this.#state.loading !== (tick === null)) this.#set({ loading: tick === null });
    if (tick) this.#world.show(tick);
    void this.#load(start);
    if (tick && start + SLICE_MS <= this.span.to) void this.#load(start + SLICE_MS);
  }

  async #load(start: number): Promise<void> {
    if (this.#fleet.has(start) || this.#reading.has(start) || this.#state.refusal) return;
    this.#reading.add(start);
    const to = Math.min(this.span.to, start + SLICE_MS - 1);
    const before = this.#fleet.follows(start) ? 0 : BEFORE_MS;
    const failed = { ok: false, code: 'unavailable', reason: 'internal', message: '' } as const;
    const answer = await this.#world.read({ from: start, to, before }).catch(() => failed);
    this.#reading.delete(start);
    const slice = answer.ok ? readSlice(answer.value.bytes) : null;
    if (answer.ok && slice) {
      this.#fleet.add(slice);
      this.#set({ missing: joined([...this.#state.missing, ...answer.value.missing]) });
    } else if (!answer.ok) this.#set({ refusal: answer });
    // What was asked for may be behind or ahead of where the time is by now.
    if (start === sliceAt(this.span.from, this.#state.at)) this.#show();
  }

  #set(part: Partial<PlayerState>): void {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener();
  }
}

/** Spans in order, those that touch as one. */
export function joined(spans: readonly Span[]): Span[] {
  const whole: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = whole.at(-1);
    if (last && span.from <= last.to + 1000) last.to = Math.max(last.to, span.to);
    else whole.push({ ...span });
  }
  return whole;
}
