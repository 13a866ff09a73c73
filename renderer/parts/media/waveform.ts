/** The loudest of each of so many parts of a sound, 0…1 of the loudest of all: what a wave is drawn from. */
export function peaksOf(samples: Float32Array, parts: number): number[] {
  const size = Math.max(1, Math.ceil(samples.length / parts));
  const peaks = Array.from({ length: parts }, (_, part) => {
    let peak = 0;
    const end = Math.min(samples.length, (part + 1) * size);
    for (let at = part * size; at < end; at += 1) peak = Math.max(peak, Math.abs(samples[at] ?? 0));
    return peak;
  });
  const loudest = Math.max(...peaks, 0);
  return loudest === 0 ? peaks : peaks.map((peak) => peak / loudest);
}

/** The wave as a path over `parts` × 2 units, around the middle. */
export function wavePath(peaks: readonly number[]): string {
  const over = peaks.map((peak, at) => `${at === 0 ? 'M' : 'L'}${at} ${(1 - peak).toFixed(3)}`);
  const under = peaks.map((peak, at) => `L${at} ${(1 + peak).toFixed(3)}`).reverse();
  return peaks.length === 0 ? '' : `${over.join('')}${under.join('')}Z`;
}
