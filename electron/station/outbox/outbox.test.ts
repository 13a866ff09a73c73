import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { User } from '#shared/protocol/entities.ts';
import { type Db, loadDriver } from '../db/driver.ts';
import { migrate } from '../db/migrate.ts';
import { Outbox } from './outbox.ts';
import type { NewOutboxRow, OutboxRow } from './rows.ts';

let db: Db;
let outbox: Outbox;
beforeEach(() => {
  db = new (loadDriver(''))(':memory:');
  migrate(db);
  outbox = new Outbox(db);
});
afterEach(() => {
  db.close();
});

function waiting(lane: string, more: Partial<NewOutboxRow> = {}): OutboxRow {
  const id = uuidv7();
  outbox.add({
    id,
    user: { id: 'lead', name: '值班长', roles: ['shift-lead'], areas: [] },
    kind: 'case.annotate',
    lane,
    entityId: lane,
    waitsFor: null,
    baseVersion: 1,
    seenVersion: 1,
    at: 1,
    serverAt: 1,
    holdUntil: null,
    base: null,
    payload: { note: '已核实' },
    ...more,
  });
  const row = outbox.get(id);
  if (!row) throw new Error('not written');
  return row;
}
const sendable = (now = 100): string[] => outbox.sendable('lead', now, 100).map((row) => row.id);

test('[ST102] only the first of a lane may leave, and only when whoever it waits for has been taken', () => {
  const create = waiting('c1', { kind: 'case.create' });
  const accept = waiting('c1');
  const issue = waiting('m1', { waitsFor: create.id });
  const cancel = waiting('m1');
  const other = waiting('c2');
  expect(sendable()).toEqual([create.id, other.id]);
  outbox.setDone(create, 'e', 1);
  expect(sendable()).toEqual([accept.id, issue.id, other.id]);
  outbox.end(issue, 'done', 1);
  expect(sendable()).toEqual([accept.id, cancel.id, other.id]);
});

test('[ST114] what builds on a row is found through lanes, in order', () => {
  const create = waiting('c1', { kind: 'case.create' });
  const accept = waiting('c1');
  waiting('c2');
  const issue = waiting('m1', { waitsFor: create.id });
  const merge = waiting('c3', { waitsFor: create.id });
  const cancel = waiting('m1');
  const behind = waiting('c3');
  expect(outbox.dependants(create.id).map((row) => row.id)).toEqual(
    [accept, issue, merge, cancel, behind].map((row) => row.id),
  );
  expect(outbox.dependants(accept.id)).toEqual([]);
  expect([outbox.isBuiltOn(create), outbox.isBuiltOn(issue), outbox.isBuiltOn(accept)]).toEqual([true, true, false]);
});

describe('[ST102] of two operators', () => {
  const intake: User = { id: 'intake', name: '受理员', roles: ['intake'], areas: [] };
  const leavesOf = (user: string): string[] => outbox.sendable(user, 100, 100).map((row) => row.id);

  test('nobody’s rows hold back another’s on the same thing', () => {
    const [theirs, theirSecond] = [waiting('c1', { user: intake }), waiting('c1', { user: intake })];
    const [mine, mySecond] = [waiting('c1'), waiting('c1')];
    expect([leavesOf('intake'), leavesOf('lead')]).toEqual([[theirs.id], [mine.id]]);
    outbox.setDone(mine, 'e', 1);
    expect([leavesOf('intake'), leavesOf('lead')]).toEqual([[theirs.id], [mySecond.id]]);
    db.exec('UPDATE outbox SET head = 1');
    outbox.wake(100, 30_000);
    expect([leavesOf('intake'), leavesOf('lead')]).toEqual([[theirs.id], [mySecond.id]]);
    expect(outbox.dependants(theirs.id).map((row) => row.id)).toEqual([theirSecond.id]);
    expect([outbox.isBuiltOn(theirs), outbox.isBuiltOn(theirSecond)]).toEqual([true, false]);
    expect(outbox.next(theirs).map((row) => row.id)).toEqual([theirSecond.id, mySecond.id]);
  });

  test('what one makes leaves before whatever speaks of it, through both of a merge', () => {
    const [one, two] = ['c1', 'c2'].map((lane) => waiting(lane, { user: intake, kind: 'case.create' }));
    if (!one || !two) throw new Error('not written');
    const merge = waiting('c1', { kind: 'case.merge', waitsFor: two.id });
    const note = waiting('c2');
    const look = waiting('look', { kind: 'contact.reveal', entityId: 'c2', waitsFor: two.id });
    expect(leavesOf('lead')).toEqual([]);
    expect(outbox.dependants(two.id).map((row) => row.id)).toEqual([merge, note, look].map((row) => row.id));
    expect(outbox.isBuiltOn(one)).toBe(true);
    outbox.setDone(two, 'e', 1);
    expect(leavesOf('lead')).toEqual([note.id, look.id]);
    outbox.setDone(one, 'e', 2);
    expect(leavesOf('lead')).toEqual([merge.id, note.id, look.id]);
  });

  test('a handover makes the shift that the notes behind it are written in, whoever writes them', () => {
    const open = waiting('s1', { user: intake, kind: 'shift.open', entityId: 's1' });
    const over = waiting('s1', { user: intake, kind: 'shift.take-over', entityId: 's2' });
    const note = waiting('s2', { kind: 'shift.note' });
    expect(leavesOf('lead')).toEqual([]);
    outbox.setDone(open, 'e', 1);
    expect(leavesOf('lead')).toEqual([]);
    expect(outbox.dependants(over.id).map((row) => row.id)).toEqual([note.id]);
    outbox.setDone(over, 'e', 2);
    expect(leavesOf('lead')).toEqual([note.id]);
  });
});

test('[ST124] after a start no hold lies further ahead than any can, nothing is on its way, and heads are found anew', () => {
  const year = 365 * 86_400_000;
  const held = waiting('c1', { holdUntil: year });
  const soon = waiting('c2', { holdUntil: 120 });
  const sending = waiting('c3');
  outbox.setSending([sending.id]);
  outbox.setWaiting(held.id, year, null, null, false);
  db.exec('UPDATE outbox SET head = 0');
  outbox.wake(100, 30_000);
  expect(sendable()).toEqual([held.id, sending.id]);
  expect(sendable(120)).toEqual([held.id, soon.id, sending.id]);
  expect(outbox.get(sending.id)).toMatchObject({ state: 'waiting', attempts: 1 });
});

test('[ST106] what a centre that was set back no longer has waits again, before what stands behind it', () => {
  const first = waiting('c1');
  const second = waiting('c1');
  const third = waiting('c2');
  outbox.setDone(first, 'e1', 5);
  outbox.setDone(third, 'e1', 3);
  expect(outbox.revive('e1', 4)).toBe(1);
  expect(sendable()).toEqual([first.id]);
  expect(outbox.revive('e2', 100)).toBe(1);
  expect(sendable()).toEqual([first.id, third.id]);
  outbox.setDone({ ...first }, 'e2', 1);
  expect(sendable()).toEqual([second.id, third.id]);
});

test.each([
  ['one lane', () => 'c1'],
  ['a lane each', (n: number) => `c${n}`],
])('ten thousand rows in %s leave at a steady speed', (_, laneOf) => {
  db.transaction(() => {
    for (let n = 0; n < 10_000; n += 1) waiting(laneOf(n));
  })();
  const drain = (count: number): number => {
    const started = process.cpuUsage();
    db.transaction(() => {
      for (let n = 0; n < count; n += 1) {
        const [row] = outbox.sendable('lead', 100, 1);
        if (!row) throw new Error('nothing to send');
        outbox.setSending([row.id]);
        outbox.setDone(row, 'e', n);
      }
    })();
    // Time of this process alone: a busy machine is no slower outbox.
    return process.cpuUsage(started).user;
  };
  const first = drain(1000);
  drain(8000);
  const last = drain(1000);
  // A scan of what waits, or of what is done, would make one end many times slower than the other.
  expect(Math.max(first, last) / Math.min(first, last)).toBeLessThan(4);
});
