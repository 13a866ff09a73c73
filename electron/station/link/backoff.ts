/**
 * Full-jitter exponential back-off: a storm of desks that lost the same centre comes back spread out.
 *
 * @param attempt 0 for the first retry
 * @param random 0…1
 * @returns milliseconds, at least a tenth of `first`
 */
export function fullJitter(attempt: number, first: number, most: number, random: number): number {
  const ceiling = Math.min(most, first * 2 ** Math.min(attempt, 20));
  return Math.max(first / 10, Math.round(random * ceiling));
}
