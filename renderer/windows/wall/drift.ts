/** How far the picture goes from its place, in thousandths of the wall's height: some 4 px at 1080p. */
const REACH = 4;
/** Two periods without a common measure, ms: no edge of the picture stands on the same line for long. */
const PERIODS = { x: 37 * 60_000, y: 53 * 60_000 };

/** Where the picture lies at a moment, in thousandths of the wall's height; it moves by less than a thousandth a minute. */
export function driftAt(now: number): { x: number; y: number } {
  const along = (period: number) => REACH * Math.sin((2 * Math.PI * now) / period);
  return { x: along(PERIODS.x), y: along(PERIODS.y) };
}
