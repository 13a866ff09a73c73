import { describe, expect, it } from 'vitest';
import { MONDAY_TEN } from '#shared/domain/fixtures.ts';
import { summariseReceipts } from './receipts.ts';
import { commandViewOf } from './testViews.ts';

const later = (ms: number) => MONDAY_TEN + ms;

describe('receipts of a command', () => {
  const view = commandViewOf(
    ['a', 'b', 'c', 'd'],
    [
      ['a', 'delivered', 500],
      ['a', 'read', 2000],
      ['b', 'accepted', 3000],
      ['c', 'declined', 4000],
    ],
  );

  it('call nobody late before ten seconds, then whoever gave none', () => {
    expect(summariseReceipts(view, later(9_999)).late).toBe(0);
    const summary = summariseReceipts(view, later(10_000));
    expect(summary.late).toBe(1);
    expect(summary.workers.find((worker) => worker.late)?.workerId).toBe('d');
  });

  it('put failures first, then late ones, declined ones and the rest by how far they are', () => {
    const failed = commandViewOf(
      ['a', 'b', 'c', 'd', 'e'],
      [
        ['a', 'done', 1],
        ['b', 'declined', 1],
        ['c', 'failed', 1],
        ['e', 'delivered', 1],
      ],
    );
    expect(summariseReceipts(failed, later(60_000)).workers.map((worker) => worker.workerId)).toEqual([
      'c',
      'd',
      'b',
      'e',
      'a',
    ]);
  });

  it('count who has accepted as having read and had it, and who declined as having read it', () => {
    expect(summariseReceipts(view, later(60_000))).toMatchObject({
      total: 4,
      reached: { delivered: 3, read: 3, accepted: 1, done: 0 },
      declined: 1,
      satisfied: 1,
    });
  });

  it('take the further of two receipts of the same moment as the last', () => {
    const both = commandViewOf(
      ['a'],
      [
        ['a', 'read', 700],
        ['a', 'delivered', 700],
      ],
    );
    expect(summariseReceipts(both, later(800)).workers[0]?.state).toBe('read');
  });

  it('make nobody late while the command waits here or after it was cancelled, but do after it ran out', () => {
    const none = commandViewOf(['a'], []);
    const state = (change: 'cancelled' | 'expired') => ({ ...none, command: { ...none.command, state: change } });
    expect(summariseReceipts({ ...none, waiting: true }, later(60_000)).late).toBe(0);
    expect(summariseReceipts(state('cancelled'), later(60_000)).late).toBe(0);
    expect(summariseReceipts(state('expired'), later(60_000)).late).toBe(1);
  });
});
