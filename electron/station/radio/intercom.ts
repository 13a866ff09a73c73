import type { Topic } from '#shared/contract/feeds.ts';
import type { Cache } from '../cache/cache.ts';
import { policy } from '../care/policy.ts';
import type { Db } from '../db/driver.ts';
import { Meta } from '../db/meta.ts';
import type { FleetTable } from '../fleet/fleetTable.ts';
import type { CentreLink } from '../link/centreLink.ts';
import type { Log } from '../log.ts';
import { openRecordings, type Recordings } from '../recordings/recordings.ts';
import type { Session } from '../session/session.ts';
import type { Vault } from '../vault/vault.ts';
import { Radio } from './radio.ts';
import type { Talk } from './talks.ts';

export interface IntercomWorld {
  db: Db;
  home: string;
  vault: Vault;
  cache: Cache;
  fleet: FleetTable;
  link: CentreLink;
  log: Log;
  session: Session;
  now(): number;
  monotonic(): number;
  random(): number;
  changed(topics: Topic[]): void;
  /** a write failed: takes note; false when it was no trouble of the disk */
  failed(error: unknown): boolean;
  full(): void;
}

/** Puts the intercom of a desk together: what is heard and said, and what is kept of it. */
export function openIntercom(world: IntercomWorld): { radio: Radio; recordings: Recordings } {
  const { db, cache, fleet, link } = world;
  const keep = (name: 'desk.keep.recording-days' | 'desk.keep.recording-megabytes') =>
    policy(cache.stores.entities, name);
  const recordings = openRecordings({
    ...world,
    serverNow: () => link.serverNow(),
    centreNow: () => (link.connection === null ? null : link.serverNow()),
    days: () => keep('desk.keep.recording-days'),
    megabytes: () => keep('desk.keep.recording-megabytes'),
    placeOf: (talker) => placeOf(cache, fleet, talker),
  });
  const radio = new Radio({
    ...world,
    meta: new Meta(db),
    recorder: recordings.recorder,
    writeFailed: (error) => {
      if (!world.failed(error)) throw error;
    },
  });
  setImmediate(() => recordings.old.recover());
  return { radio, recordings };
}

/** Where a worker was last seen; operators sit at their desks. */
function placeOf(cache: Cache, fleet: FleetTable, { id }: Talk['talker']): { lon: number; lat: number } | null {
  const worker = cache.stores.records.worker(id);
  return worker && fleet.fix(worker.index);
}
