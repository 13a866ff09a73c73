/**
 * A wall clock that nobody can set while the process runs: begun where the machine's clock stood at the start, moved by the
 * one that only goes forward. Times on disk are told by it; windows are told the machine's own time.
 */
export interface SteadyTime {
  /** ms since the epoch, as the machine's clock would show had it not been set since */
  now(): number;
  /** the same moment by the machine's clock */
  toWall(time: number): number;
}

export function steadyTime(wall: () => number, monotonic: () => number): SteadyTime {
  const start = wall() - monotonic();
  const now = (): number => Math.round(start + monotonic());
  return { now, toWall: (time) => time - now() + wall() };
}
