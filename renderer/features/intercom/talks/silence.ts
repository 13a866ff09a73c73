/** A stretch of a recording without a voice, in seconds. */
export interface Silence {
  from: number;
  to: number;
}

/** louder than this is a voice, of full scale: −45 dBFS */
const VOICE = 0.0056;
/** a pause for breath is no silence, s */
const SHORTEST = 0.6;
/** left of a silence at either end, so that no word is clipped, s */
const MARGIN = 0.15;
const BLOCK = 0.02;

/** Where nobody speaks for longer than a breath. @param rate samples a second */
export function silences(samples: Float32Array, rate: number): Silence[] {
  const size = Math.max(1, Math.round(rate * BLOCK));
  const found: Silence[] = [];
  let from: number | null = null;
  const end = (at: number) => {
    if (from !== null && at - from >= SHORTEST) found.push({ from: from + MARGIN, to: at - MARGIN });
    from = null;
  };
  for (let start = 0; start < samples.length; start += size) {
    let peak = 0;
    for (const sample of samples.subarray(start, start + size)) peak = Math.max(peak, Math.abs(sample));
    if (peak > VOICE) end(start / rate);
    else from ??= start / rate;
  }
  end(samples.length / rate);
  return found;
}

/** Where to go on from `at`: the end of the silence it lies in, or null when it lies in none. */
export function afterSilence(list: readonly Silence[], at: number): number | null {
  return list.find(({ from, to }) => at >= from && at < to)?.to ?? null;
}

/** Loudest sample of each of `count` equal parts, for a picture of the talk. */
export function peaks(samples: Float32Array, count: number): number[] {
  const size = Math.max(1, Math.ceil(samples.length / count));
  return Array.from({ length: count }, (_, n) => {
    let peak = 0;
    for (const sample of samples.subarray(n * size, (n + 1) * size)) peak = Math.max(peak, Math.abs(sample));
    return peak;
  });
}
