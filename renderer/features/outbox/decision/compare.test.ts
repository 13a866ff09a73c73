import { expect, it } from 'vitest';
import type { OutboxItem } from '#shared/contract/views.ts';
import type { CaseEvent } from '#shared/domain/case.ts';
import { LIMITS } from '#shared/domain/fixtures.ts';
import { LEAD, reportedCase } from '../../../parts/testViews.ts';
import { caseOf, compare, linesSince, myVersion } from './compare.ts';

const seen = reportedCase();

function itemOf(kind: string, payload: unknown): OutboxItem {
  return {
    id: '0195a000-0000-7000-8000-00000000a001',
    kind,
    entityId: seen.id,
    by: { id: LEAD.actor.id, name: LEAD.actor.name },
    at: seen.updatedAt + 1000,
    state: 'conflict',
    attempts: 1,
    undoUntil: null,
    mayWithdraw: false,
    waitsFor: null,
    nextAt: null,
    code: 'conflict',
    message: null,
    payload,
    base: seen,
  };
}
const limits = { limits: LIMITS, clockOffset: 0 };

it('marks what differs, and on each side what was another when the operator acted', () => {
  const mine = myVersion(itemOf('case.accept', {}), seen, limits);
  if (!mine) throw new Error('the rules refused it');
  const theirs = { ...seen, state: 'rejected' as const, title: '井盖破损，已修' };
  const rows = new Map(compare(seen, mine, theirs).map((row) => [row.field, row]));
  expect(rows.get('state')).toEqual({
    field: 'state',
    mine: 'accepted',
    theirs: 'rejected',
    differs: true,
    mineWas: 'reported',
    theirsWas: 'reported',
  });
  expect(rows.get('title')).toEqual({
    field: 'title',
    mine: seen.title,
    theirs: '井盖破损，已修',
    differs: true,
    theirsWas: seen.title,
  });
  expect(rows.get('address')).toEqual({ field: 'address', mine: seen.address, theirs: seen.address, differs: false });
});

it('takes the same workers in another order for the same', () => {
  const [one, other] = [
    { ...seen, workerIds: ['w1', 'w2'] },
    { ...seen, workerIds: ['w2', 'w1'] },
  ];
  expect(compare(null, one, other).some((row) => row.differs)).toBe(false);
});

it('knows no version of its own for what is no action on a case, or where the case or its limits are not known', () => {
  expect(myVersion(itemOf('command.issue', {}), seen, limits)).toBeNull();
  expect(myVersion(itemOf('case.of-a-newer-version', {}), seen, limits)).toBeNull();
  expect(myVersion(itemOf('case.accept', {}), null, limits)).toBeNull();
  expect(myVersion(itemOf('case.accept', {}), seen, { ...limits, limits: undefined })).toBeNull();
});

it('reads no case out of what is none', () => {
  expect(caseOf(seen)).toEqual(seen);
  expect(caseOf(undefined)).toBeNull();
  expect(caseOf({ ...seen, state: 'lost' })).toBeNull();
});

it('gives the lines after the operator looked, the latest first', () => {
  const line = (n: number, at: number) => ({ n, at }) as CaseEvent;
  const events = [line(1, seen.updatedAt), line(2, seen.updatedAt + 5), line(3, seen.updatedAt + 9)];
  expect(linesSince(seen, events).map(({ n }) => n)).toEqual([3, 2]);
  expect(linesSince(null, events)).toEqual([]);
});
