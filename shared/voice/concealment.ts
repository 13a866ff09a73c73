import { MOST_CONCEALED } from './jitterBuffer.ts';
import { FRAME_SAMPLES } from './sequence.ts';

/** Voices repeat themselves 66 to 400 times a second: samples at 48 kHz. */
const SHORTEST_PERIOD = 120;
const LONGEST_PERIOD = 720;
const HISTORY = LONGEST_PERIOD + FRAME_SAMPLES;
/** Periods are searched coarsely first: every so many samples. */
const COARSE = 4;
/** Made-up sound is full for so long, then fades until `MOST_CONCEALED` blocks are over, samples. */
const FULL = 480;
const FADED = MOST_CONCEALED * FRAME_SAMPLES;
/** From made-up to real sound within, samples (4 ms). */
const CROSS_FADE = 192;
/** A step at the seam is smoothed over, samples (1 ms). */
const SEAM = 48;

/**
 * Makes up what is missing in one voice by repeating its last period, fading (after Appendix I of ITU-T G.711, without its delay).
 * Blocks are of 960 samples at 48 kHz.
 */
export class Concealment {
  readonly #history = new Float32Array(HISTORY);
  #period = LONGEST_PERIOD;
  /** samples made up in a row */
  #made = 0;
  #step = 0;

  /** A real block is about to be played: remembers it, and joins it to what was made up before it. Changes `block`. */
  heard(block: Float32Array): void {
    if (this.#made > 0) {
      for (let i = 0; i < CROSS_FADE; i += 1) {
        const share = i / CROSS_FADE;
        block[i] = (block[i] ?? 0) * share + this.#next(this.#made + i) * (1 - share);
      }
      this.#made = 0;
    }
    this.#remember(block);
  }

  /** Fills `out` with what stands for a missing block. */
  conceal(out: Float32Array): void {
    if (this.#made === 0) {
      this.#period = periodOf(this.#history);
      const last = this.#history[HISTORY - 1] ?? 0;
      this.#step = last - (this.#history[HISTORY - 1 - this.#period] ?? 0);
    }
    for (let i = 0; i < out.length; i += 1) out[i] = this.#next(this.#made + i);
    this.#made += out.length;
  }

  /** The made-up sample `n` after the last real one. */
  #next(n: number): number {
    if (n >= FADED) return 0;
    const repeated = this.#history[HISTORY - this.#period + (n % this.#period)] ?? 0;
    const smooth = n < SEAM ? this.#step * (1 - n / SEAM) : 0;
    return (repeated + smooth) * (n < FULL ? 1 : (FADED - n) / (FADED - FULL));
  }

  #remember(block: Float32Array): void {
    this.#history.copyWithin(0, block.length);
    this.#history.set(block, HISTORY - block.length);
  }
}

/** The lag at which the end of `history` is most like what was before it, samples. */
function periodOf(history: Float32Array): number {
  let best = LONGEST_PERIOD;
  let bestLikeness = Number.NEGATIVE_INFINITY;
  const look = (lag: number, every: number) => {
    const likeness = likenessAt(history, lag, every);
    if (likeness <= bestLikeness) return;
    bestLikeness = likeness;
    best = lag;
  };
  for (let lag = SHORTEST_PERIOD; lag <= LONGEST_PERIOD; lag += COARSE) look(lag, COARSE);
  const around = best;
  bestLikeness = Number.NEGATIVE_INFINITY;
  for (let lag = around - COARSE; lag <= around + COARSE; lag += 1) {
    if (lag >= SHORTEST_PERIOD && lag <= LONGEST_PERIOD) look(lag, 1);
  }
  return best;
}

/** Normalised correlation of the last 20 ms with those `lag` samples before. */
function likenessAt(history: Float32Array, lag: number, every: number): number {
  let product = 0;
  let power = 1e-9;
  for (let i = HISTORY - FRAME_SAMPLES; i < HISTORY; i += every) {
    const before = history[i - lag] ?? 0;
    product += (history[i] ?? 0) * before;
    power += before * before;
  }
  return product / Math.sqrt(power);
}

/** Plays two blocks in the time of one: the first fades into the second. Changes `first`. */
export function merge(first: Float32Array, second: Float32Array): void {
  for (let i = 0; i < first.length; i += 1) {
    const share = i / first.length;
    first[i] = (first[i] ?? 0) * (1 - share) + (second[i] ?? 0) * share;
  }
}

/** Below this nobody hears a block missing: mean power of about -50 dB. */
const QUIET_POWER = 1e-5;
export function isQuiet(block: Float32Array): boolean {
  let power = 0;
  for (const sample of block) power += sample * sample;
  return power < QUIET_POWER * block.length;
}
