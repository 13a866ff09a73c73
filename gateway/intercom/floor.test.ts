import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeVoiceFrame } from '#shared/protocol/voiceFrame.ts';
import { FloorControl } from './floor.ts';

/** Floor control whose reach only writes down what it was told. */
function floorAt(clock: { now: number }) {
  const said: string[] = [];
  const floor = new FloorControl(
    {
      hasChannel: (id) => id === 'c',
      toChannel: (_, event) => said.push(`all ${event}`),
      toSocket: (id, event) => said.push(`${id} ${event}`),
      voice: (_, __, from) => said.push(`voice of ${from}`),
    },
    () => clock.now,
  );
  const claim = (socketId: string, mayPreempt = false) => ({
    socketId,
    mayPreempt,
    talker: { id: socketId, name: socketId, kind: 'terminal' },
  });
  return { floor, said, claim };
}
const FRAME = encodeVoiceFrame({ channelIndex: 0, streamId: 1, sequence: 0, timestamp: 0 }, new Uint8Array([1]));

describe('floor control', () => {
  it('[GW29] has one holder at most, whatever is asked in whatever order', () => {
    const step = fc.record({
      who: fc.constantFrom('a', 'b', 'c'),
      what: fc.constantFrom('request', 'emergency', 'release', 'leave'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { floor, said, claim } = floorAt({ now: 0 });
        for (const { who, what } of steps) {
          if (what === 'release') floor.release('c', who);
          else if (what === 'leave') floor.leave(who);
          else floor.request({ channelId: 'c', emergency: what === 'emergency' }, claim(who, who === 'a'));
          said.length = 0;
          for (const each of ['a', 'b', 'c']) floor.voice(each, FRAME);
          expect(said.length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('[GW29] passes the floor on after two seconds of silence and says when it is idle', () => {
    const clock = { now: 0 };
    const { floor, said, claim } = floorAt(clock);
    floor.request({ channelId: 'c' }, claim('a'));
    expect(floor.request({ channelId: 'c' }, claim('b'))).toEqual({ ok: true, state: 'queued', position: 1 });
    clock.now = 1500;
    floor.voice('a', FRAME);
    clock.now = 3000;
    floor.sweep();
    expect(said).not.toContain('b floor:granted');
    clock.now = 3600;
    floor.sweep();
    expect(said).toContain('b floor:granted');
    clock.now = 6000;
    floor.sweep();
    expect(said.at(-1)).toBe('all floor:idle');
  });

  it('refuses an emergency of somebody who may not pre-empt, and drops what is no voice frame', () => {
    const { floor, said, claim } = floorAt({ now: 0 });
    floor.request({ channelId: 'c' }, claim('a'));
    expect(floor.request({ channelId: 'c', emergency: true }, claim('b'))).toMatchObject({ state: 'queued' });
    said.length = 0;
    floor.voice('a', new Uint8Array(3));
    floor.voice('b', FRAME);
    expect(said).toEqual([]);
  });
});
