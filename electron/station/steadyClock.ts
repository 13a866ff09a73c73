import { uptime } from 'node:os';

/** how often the time since boot is looked at: a file is read for it */
const LOOK_EVERY_MS = 1000;
/** macOS tells the time since boot in whole seconds: what is less than this is no sleep */
const LEAST_SLEEP_MS = 2500;

/**
 * Makes a clock that only goes forward: milliseconds since some moment, untouched when somebody sets the machine's clock,
 * and gone on by as much as the machine slept. The runtime's own monotonic clock stands still in sleep on Linux and macOS;
 * the time since boot does not, but is coarse.
 *
 * @param ticking the runtime's monotonic clock, ms
 * @param sinceBoot seconds since the machine started, asleep or awake
 */
export function steadyClock(
  ticking: () => number = () => performance.now(),
  sinceBoot: () => number = uptime,
): () => number {
  let slept = 0;
  let lookedAt = ticking();
  let boot = sinceBoot() * 1000;
  return () => {
    const ticks = ticking();
    if (ticks - lookedAt >= LOOK_EVERY_MS) {
      const awake = ticks - lookedAt;
      const passed = sinceBoot() * 1000 - boot;
      if (passed - awake >= LEAST_SLEEP_MS) slept += passed - awake;
      lookedAt = ticks;
      boot += passed;
    }
    return ticks + slept;
  };
}
