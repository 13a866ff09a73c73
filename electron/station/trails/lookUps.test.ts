import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import type { Muster } from '#shared/domain/muster.ts';
import { databaseForTest } from '../cache/cacheForTest.ts';
import { Outbox } from '../outbox/outbox.ts';
import { LookUps } from './lookUps.ts';

const START = 1_800_000_000_000;
const lead = { id: 'lead', name: '值班长', roles: ['shift-lead' as const], areas: [] };

test('the replay of a muster that runs stays open up to the moment of the look, for half an hour', () => {
  const db = databaseForTest();
  const outbox = new Outbox(db);
  const units = [{ workerId: 'w1' }] as unknown as Muster['units'];
  const muster = { id: 'm1', startedAt: START, stoodDownAt: null, units } as unknown as Muster;
  let now = START + 600_000;
  const looks = new LookUps({ outbox, monotonic: () => now, serverNow: () => now, muster: () => muster });
  const id = uuidv7();
  outbox.add({
    ...{ id, user: lead, kind: 'muster.replay', lane: 'm1', entityId: 'm1', payload: { reason: '复盘' } },
    ...{ waitsFor: null, baseVersion: null, seenVersion: null, base: null },
    ...{ at: now, serverAt: now, holdUntil: null },
  });
  looks.accepted(id);
  const looked = now;
  now += 20 * 60_000;
  expect(looks.openUntil(lead, 'w1', START)).toBe(looked);
  expect(looks.isOpen(lead, 'w1', START, looked)).toBe(true);
  expect(looks.isOpen(lead, 'w1', START, looked + 1)).toBe(false);
  expect(looks.openUntil({ ...lead, id: 'other' }, 'w1', START)).toBe(Number.NEGATIVE_INFINITY);
  expect(looks.openUntil(lead, 'w2', START)).toBe(Number.NEGATIVE_INFINITY);
  now += 11 * 60_000;
  expect(looks.openUntil(lead, 'w1', START)).toBe(Number.NEGATIVE_INFINITY);
  db.close();
});
