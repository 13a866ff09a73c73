import { join } from 'node:path';
import type { StreetPieces } from '#shared/geo/index.ts';
import type { Driver } from '../db/driver.ts';
import type { Log } from '../log.ts';
import { TrailStore } from './trailStore.ts';
import { type TrailWorld, Trails } from './trails.ts';
import { Walks } from './walks.ts';

/** Null where no file can be had for them: a desk works without trails. */
export function openTrails(
  home: string,
  driver: Driver,
  log: Log,
  world: Omit<TrailWorld, 'store' | 'log' | 'walks'>,
  streets: () => Promise<StreetPieces | null>,
): Trails | null {
  try {
    const store = new TrailStore(join(home, 'trails.db'), driver, log);
    return new Trails({ ...world, log, store, walks: new Walks(store, streets, log) });
  } catch (error) {
    log.error({ err: error }, 'no trails are kept');
    return null;
  }
}
