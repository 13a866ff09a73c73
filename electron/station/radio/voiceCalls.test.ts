import { describe, expect, it } from 'vitest';
import { VoiceCalls } from './voiceCalls.ts';

const id = (n: number) => `0195a000-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`;

describe('[ST229] whom the centre wants called', () => {
  it('is told by name, the latest last and each command once, and for a quarter of an hour', () => {
    const clock = { now: 0 };
    const calls = new VoiceCalls({
      monotonic: () => clock.now,
      serverNow: () => 1_000_000 + clock.now,
      nameOf: (worker) => `名${worker}`,
      titleOf: (command) => `令${command.slice(-1)}`,
    });
    calls.asked({ id: id(1), workerIds: ['w1'], count: 1 });
    clock.now = 60_000;
    calls.asked({ id: id(2), workerIds: ['w2', 'w3'], count: 7 });
    expect(calls.list()).toEqual([
      { commandId: id(1), title: '令1', at: 1_000_000, count: 1, workers: [{ id: 'w1', name: '名w1' }] },
      expect.objectContaining({ commandId: id(2), at: 1_060_000, count: 7 }),
    ]);
    calls.asked({ id: id(1), workerIds: ['w1'], count: 1 });
    expect(calls.list().map(({ commandId, at }) => [commandId, at])).toEqual([
      [id(2), 1_060_000],
      [id(1), 1_060_000],
    ]);
    clock.now = 60_000 + 15 * 60_000;
    expect(calls.list()).toEqual([]);
    for (let n = 10; n < 60; n += 1) calls.asked({ id: id(n), workerIds: ['w1'], count: 1 });
    expect(calls.list().map(({ commandId }) => commandId)).toEqual(Array.from({ length: 20 }, (_, n) => id(n + 40)));
    calls.forget();
    expect(calls.list()).toEqual([]);
  });
});
