import { pino } from 'pino';
import type { Cache } from '../cache/cache.ts';
import { cacheForTest } from '../cache/cacheForTest.ts';
import type { Db } from '../db/driver.ts';
import { Statements } from '../db/statements.ts';
import { FleetTable } from '../fleet/fleetTable.ts';
import { Media } from '../media/media.ts';
import { Outbox } from '../outbox/outbox.ts';
import type { Session } from '../session/session.ts';
import { CommandLives } from './commandLives.ts';
import type { FeedContext } from './context.ts';

/** What feeds of the cache read, over a real cache in memory: nobody is signed in, nothing waits, the clock stands. */
export function contextForTest(now = 1.8e12, database?: Db): { db: Db; cache: Cache; context: FeedContext } {
  const { db, cache } = cacheForTest(database);
  const read = { statements: new Statements(db), cache, fleet: new FleetTable() };
  const parts = {
    ...read,
    outbox: new Outbox(db),
    session: { user: null } as Session,
    lives: new CommandLives(read),
    media: new Media({
      home: '',
      log: pino({ level: 'silent' }),
      gateway: () => '',
      accessToken: () => Promise.reject(new Error('alone')),
    }),
    now: () => now,
    monotonic: () => now,
    serverNow: () => now,
  };
  return { db, cache, context: parts as Partial<FeedContext> as FeedContext };
}
