import { join } from 'node:path';
import type { Driver } from '../db/driver.ts';
import type { Log } from '../log.ts';
import { TrailStore } from './trailStore.ts';
import { type TrailWorld, Trails } from './trails.ts';

/** Null where no file can be had for them: a desk works without trails. */
export function openTrails(
  home: string,
  driver: Driver,
  log: Log,
  world: Omit<TrailWorld, 'store' | 'log'>,
): Trails | null {
  try {
    return new Trails({ ...world, log, store: new TrailStore(join(home, 'trails.db'), driver, log) });
  } catch (error) {
    log.error({ err: error }, 'no trails are kept');
    return null;
  }
}
