import type { Db } from '../db/driver.ts';
import { unforced } from '../db/unforced.ts';
import type { Log } from '../log.ts';
import type { Cache } from './cache.ts';

const STEP_EVERY_MS = 20;

interface CatchingUpWorld {
  db: Db;
  cache: Cache;
  log: Log;
  mustWait(): boolean;
  /** takes note of damage; false when the error is of another kind */
  failed(error: unknown): boolean;
}

/**
 * Search of a rebuilt cache, and rows of an earlier layout, are brought up in small steps between the windows' calls.
 *
 * @returns how to stop
 */
export function catchUp(world: CatchingUpWorld): () => void {
  const timer = setInterval(() => step(world), STEP_EVERY_MS);
  return () => clearInterval(timer);
}

function step({ db, cache, log, mustWait, failed }: CatchingUpWorld): void {
  const lagging = cache.stores.lagging.find(({ complete }) => !complete);
  if (!lagging || mustWait()) return;
  try {
    // What a power cut takes back is brought up again.
    if (unforced(db, () => lagging.step())) log.info('what lagged behind the cached rows is up with them');
  } catch (error) {
    if (!failed(error)) log.error({ err: error }, 'what lags behind the cached rows could not be written');
  }
}
