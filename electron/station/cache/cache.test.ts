import pino from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Db, loadDriver } from '../db/driver.ts';
import { migrate } from '../db/migrate.ts';
import { Outbox } from '../outbox/outbox.ts';
import { OutboxOverlay } from '../outbox/overlay.ts';
import { Cache } from './cache.ts';

let db: Db;
beforeEach(() => {
  db = new (loadDriver(''))(':memory:');
  migrate(db);
});
afterEach(() => {
  db.close();
});

test('an action that was through in an undone transaction still waits', () => {
  const outbox = new Outbox(db);
  const id = uuidv7();
  const user = { id: 'lead', name: '值班长', roles: ['shift-lead' as const], areas: [] };
  const times = { at: 1, serverAt: 1, holdUntil: null };
  const about = {
    kind: 'case.annotate' as const,
    lane: 'c1',
    entityId: 'c1',
    waitsFor: null,
    baseVersion: 1,
    seenVersion: 1,
    base: null,
    payload: { note: '已回' },
  };
  outbox.add({ id, user, ...about, ...times });
  const overlay = new OutboxOverlay(outbox);
  const cache = new Cache(db, overlay, pino({ level: 'silent' }));
  const row = outbox.get(id);
  if (!row) throw new Error('no row');
  const arriving = () => {
    outbox.end(row, 'done', 2);
    overlay.noteEnded(row.kind, row.entity_id);
    throw new Error('disk full');
  };
  expect(() => cache.transact(arriving)).toThrow('disk full');
  expect(overlay.waitsOn('c1')).toBe(true);
});
