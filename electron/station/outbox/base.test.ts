import { describe, expect, test } from 'vitest';
import type { StoredCase } from '../cache/caseStore.ts';
import { baseAfter, baseOf } from './base.ts';
import type { Outbox } from './outbox.ts';
import type { OutboxRow } from './rows.ts';

describe('[ST102] what an action is told to build on', () => {
  const rows = (...of: [user: string, state: OutboxRow['state'], kind?: OutboxRow['kind']][]) => {
    const pending = of.map(([user_id, state, kind = 'case.accept']) => ({ user_id, state, kind }));
    return { pendingOf: () => pending } as unknown as Outbox;
  };
  const at = (shown: number, truth: number | null) =>
    ({ shown: { id: 'c1', version: shown }, truth: truth === null ? null : { version: truth } }) as StoredCase;
  test('is the centre’s version with what this operator did, and what was taken, on top', () => {
    expect(baseOf(rows(['lead', 'waiting'], ['lead', 'done']), 'lead', at(5, 3))).toBe(5);
    expect(baseOf(rows(['intake', 'done']), 'lead', at(4, 3))).toBe(4);
  });
  test('is without what another’s waiting actions only show', () => {
    expect(baseOf(rows(['intake', 'waiting']), 'lead', at(4, 3))).toBe(3);
    expect(baseOf(rows(['intake', 'waiting'], ['lead', 'waiting']), 'lead', at(5, 3))).toBe(4);
    expect(baseOf(rows(['intake', 'waiting', 'contact.reveal'], ['lead', 'waiting']), 'lead', at(4, 3))).toBe(4);
  });
  test('is never before what the centre is known to have', () => {
    expect(baseOf(rows(['intake', 'waiting'], ['intake', 'waiting']), 'lead', at(4, 3))).toBe(3);
    expect(baseOf(rows(['intake', 'waiting']), 'lead', at(0, null))).toBe(0);
  });
});

describe('[ST103] what an action builds on once the one before it is taken', () => {
  const accept = { kind: 'case.accept' as const, base_version: 4, seen_version: 4 };
  const note = { ...accept, kind: 'case.annotate' as const };
  test('is its version: the centre checked what lay between', () => {
    expect(baseAfter(accept, 5, { seen_version: 4 })).toBe(5);
    expect(baseAfter(accept, 7, { seen_version: 4 })).toBe(7);
    expect(baseAfter(note, 5, { seen_version: 4 })).toBe(5);
  });
  test('behind a note that was taken over something unseen, what lay before it: the centre must check', () => {
    expect(baseAfter(note, 6, { seen_version: 4 })).toBe(4);
    expect(baseAfter(note, 8, { seen_version: 6 })).toBe(6);
    expect(baseAfter(note, 7, { seen_version: 6 })).toBe(7);
  });
  test('stays what it was when it was taken on an older picture', () => {
    expect(baseAfter(accept, 5, { seen_version: 3 })).toBeNull();
  });
});
