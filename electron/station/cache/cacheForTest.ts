import pino from 'pino';
import { v7 as uuidv7 } from 'uuid';
import type { Case } from '#shared/domain/case.ts';
import { type Db, loadDriver } from '../db/driver.ts';
import { migrate } from '../db/migrate.ts';
import { Outbox } from '../outbox/outbox.ts';
import { OutboxOverlay } from '../outbox/overlay.ts';
import { Cache } from './cache.ts';

/** A real database in memory, of the present layout. */
export function databaseForTest(): Db {
  const db = new (loadDriver(''))(':memory:');
  migrate(db);
  return db;
}

/** A real cache in it. */
export function cacheForTest(db = databaseForTest()): { db: Db; cache: Cache } {
  return { db, cache: new Cache(db, new OutboxOverlay(new Outbox(db)), pino({ level: 'silent' })) };
}

/** A case as a terminal reports it, changed as told. */
export function caseForTest(more: Partial<Case> = {}): Case {
  const plain = { supervision: null, extension: null, reviewAt: null, satisfaction: null, closedAt: null, clock: null };
  const nobody = { departmentId: null, workerIds: [], verifierId: null, mergedIntoId: null, handledByIds: [] };
  return {
    ...plain,
    ...nobody,
    id: uuidv7(),
    version: 1,
    number: null,
    state: 'reported',
    categoryCode: 'c1',
    catalogueVersion: '1',
    title: '井盖破损',
    text: '',
    source: 'counter',
    urgency: 'normal',
    tier: 'grid',
    reportedAt: 1e12,
    updatedAt: 1e12,
    reporterId: null,
    lon: 121,
    lat: 31,
    address: '',
    gridCode: '99010100100101',
    media: [],
    returns: 0,
    reworks: 0,
    contact: null,
    ...more,
  };
}
