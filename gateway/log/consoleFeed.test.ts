import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change, Delta } from '#shared/protocol/console.ts';
import { LIMITS } from '../limits.ts';
import { ChangeRing } from './changeRing.ts';
import { ConsoleFeed } from './consoleFeed.ts';

const change = (seq: number): Change => ({ seq, entity: 'worker', id: `w${seq}`, version: 1, op: 'put', value: {} });
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** A feed over a log in memory, whose acknowledgements the test gives. */
function feedOver(log: Change[]) {
  const sent: Delta[] = [];
  const acks: ((acked: boolean) => void)[] = [];
  const dropped: string[] = [];
  const feed = new ConsoleFeed(
    'e',
    {
      send: (delta) => {
        sent.push(delta);
        return new Promise((resolve) => acks.push(resolve));
      },
      drop: (why) => dropped.push(why),
    },
    async (seq, limit) => log.slice(seq, seq + limit),
  );
  return { feed, sent, acks, dropped };
}

describe('the console feed', () => {
  it('[GW23] tells every change once and in order, never more than the window unacknowledged', async () => {
    const step = fc.oneof(fc.constant('append' as const), fc.constant('ack' as const));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 120 }), async (steps) => {
        const log: Change[] = [];
        const { feed, sent, acks } = feedOver(log);
        feed.start(0);
        for (const one of steps) {
          if (one === 'append') log.push(change(log.length + 1));
          else acks.shift()?.(true);
          feed.pump();
          await settle();
          expect(feed.unacked).toBeLessThanOrEqual(LIMITS.deltaWindow);
        }
        while (acks.length > 0) {
          acks.shift()?.(true);
          await settle();
        }
        expect(sent.flatMap((delta) => delta.changes.map(({ seq }) => seq))).toEqual(log.map(({ seq }) => seq));
      }),
      { numRuns: 50 },
    );
  });

  it('cuts long runs into deltas of a bounded size', async () => {
    const { feed, sent } = feedOver(Array.from({ length: 1200 }, (_, i) => change(i + 1)));
    feed.start(0);
    await settle();
    expect(sent.map((delta) => [delta.from, delta.to])).toEqual([
      [1, 500],
      [501, 1000],
      [1001, 1200],
    ]);
  });

  it('drops a console that does not acknowledge, and says nothing more to it', async () => {
    const log = [change(1)];
    const { feed, sent, acks, dropped } = feedOver(log);
    feed.start(0);
    await settle();
    acks.shift()?.(false);
    await settle();
    log.push(change(2));
    feed.pump();
    await settle();
    expect(dropped).toEqual(['no acknowledgement']);
    expect(sent).toHaveLength(1);
  });
});

describe('the change ring', () => {
  it('answers from memory what it still holds and null for what it does not', () => {
    const ring = new ChangeRing(100);
    expect(ring.after(0, 10)).toBeNull();
    for (let seq = 5; seq <= 504; seq += 1) ring.push([change(seq)]);
    expect(ring.after(3, 10)).toBeNull();
    expect(ring.after(500, 10)?.map(({ seq }) => seq)).toEqual([501, 502, 503, 504]);
    expect(ring.after(504, 10)).toEqual([]);
  });
});
