import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FLOOR_RULES, type FloorRank } from '#shared/domain/floor.ts';
import { decodeVoiceFrame, encodeVoiceFrame } from '#shared/protocol/voiceFrame.ts';
import { FloorControl } from './floor.ts';

const INDEXES = new Map([
  ['c', 7],
  ['d', 8],
]);

/** Floor control whose reach only writes down what it was told. */
function floorAt(clock: { now: number }) {
  const said: string[] = [];
  const frames: { channelId: string; frame: Uint8Array }[] = [];
  const outcomes: string[] = [];
  const crowd = { on: false };
  let ids = 0;
  const floor = new FloorControl(
    {
      indexOf: (id) => INDEXES.get(id),
      isCrowded: (id) => id === 'd' && crowd.on,
      toOthers: (channelId, event) => said.push(`${channelId} ${event}`),
      toSocket: (id, event, { code = '' }) => said.push(`${id} ${event} ${code}`.trim()),
      voice: (channelId, frame) => frames.push({ channelId, frame }) > 0,
      began: ({ transmissionId, talker }) => said.push(`${transmissionId} by ${talker.id}`),
      ended: ({ transmissionId }, reason) => said.push(`${transmissionId} ${reason}`),
      frame: (outcome) => outcomes.push(outcome),
    },
    { now: () => clock.now, newId: () => `t${(ids += 1)}`, rules: FLOOR_RULES },
  );
  const speaker = (socketId: string, rank: FloorRank = 'worker') => ({
    socketId,
    rank,
    talker: { id: socketId, name: socketId, kind: 'terminal' as const },
  });
  return { floor, said, frames, outcomes, speaker, crowd };
}
const frameOf = (channelIndex = 0) =>
  encodeVoiceFrame({ channelIndex, streamId: 1, sequence: 3, timestamp: 2880 }, new Uint8Array([1]));

describe('floor control', () => {
  it('[GW29] has one holder at most, whatever is asked in whatever order', () => {
    const step = fc.record({
      who: fc.constantFrom('a', 'b', 'c'),
      what: fc.constantFrom('request', 'emergency', 'release', 'leave', 'overrule', 'tick'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { floor, frames, said, speaker } = floorAt({ now: 0 });
        for (const { who, what } of steps) {
          if (what === 'release') floor.release('c', who);
          else if (what === 'leave') floor.leave(who);
          else if (what === 'overrule') floor.overrule('c');
          else if (what === 'tick') floor.tick();
          else floor.request({ channelId: 'c', emergency: what === 'emergency' }, speaker(who));
          frames.length = 0;
          for (const each of ['a', 'b', 'c']) floor.voice(each, frameOf());
          expect(frames.length).toBeLessThanOrEqual(1);
          expect(floor.running().length).toBe(frames.length);
        }
        for (const each of ['a', 'b', 'c']) floor.leave(each);
        const told = said.filter((line) => /^t\d+ /.test(line)).map((line) => line.split(' '));
        const begun = told.filter(([, by]) => by === 'by').map(([id]) => id);
        expect(told.filter(([, by]) => by !== 'by').map(([id]) => id)).toEqual(begun);
      }),
    );
  });

  it('[GW29] passes the floor on after two seconds of silence and says when it is idle', () => {
    const clock = { now: 0 };
    const { floor, said, speaker } = floorAt(clock);
    expect(floor.request({ channelId: 'c' }, speaker('a'))).toMatchObject({ state: 'granted', channelIndex: 7 });
    expect(floor.request({ channelId: 'c' }, speaker('b'))).toEqual({ ok: true, state: 'queued', position: 1 });
    clock.now = 1500;
    floor.voice('a', frameOf());
    clock.now = 3000;
    floor.tick();
    expect(said).not.toContain('b floor:granted');
    clock.now = 3600;
    floor.tick();
    expect(said).toEqual(expect.arrayContaining(['a floor:revoked vanished', 'b floor:granted']));
    clock.now = 6000;
    floor.tick();
    expect(said.slice(-2)).toEqual(['t2 vanished', 'c floor:idle']);
  });

  it('[GW121] stamps a frame with its talk, and tells the talks of one speaker apart by the channel', () => {
    const { floor, frames, outcomes, speaker } = floorAt({ now: 5000 });
    floor.request({ channelId: 'c' }, speaker('a'));
    floor.voice('a', frameOf(99));
    const [only] = frames.splice(0);
    expect(decodeVoiceFrame(only?.frame ?? frameOf())?.header).toEqual({
      channelIndex: 7,
      streamId: 51,
      sequence: 3,
      timestamp: 2880,
    });
    floor.request({ channelId: 'd' }, speaker('a'));
    for (const index of [8, 7, 99]) floor.voice('a', frameOf(index));
    expect(frames.map(({ channelId }) => channelId)).toEqual(['d', 'c']);
    floor.voice('b', frameOf(7));
    floor.voice('a', new Uint8Array(3));
    expect(outcomes).toEqual(['relayed', 'relayed', 'relayed', 'other-channel', 'no-floor', 'malformed']);
  });

  it('[GW121] is refused where more listen than a talk can reach, but for an emergency from the field', () => {
    const { floor, speaker, crowd } = floorAt({ now: 0 });
    crowd.on = true;
    const desk = { ...speaker('lead', 'shift-lead'), talker: { id: 'lead', name: 'lead', kind: 'operator' as const } };
    expect(floor.request({ channelId: 'd', emergency: true }, desk)).toMatchObject({ code: 'unavailable' });
    expect(floor.request({ channelId: 'd' }, speaker('a'))).toMatchObject({ code: 'unavailable' });
    expect(floor.request({ channelId: 'd', emergency: true }, speaker('a'))).toMatchObject({ state: 'granted' });
  });

  it('ends the talk and refuses who waits when the channel is closed', () => {
    const { floor, said, speaker } = floorAt({ now: 0 });
    floor.request({ channelId: 'c' }, speaker('a'));
    floor.request({ channelId: 'c' }, speaker('b'));
    said.length = 0;
    floor.close('c');
    expect(said).toEqual(['a floor:revoked closed', 't1 closed', 'b floor:revoked closed', 'c floor:idle']);
    expect(floor.running()).toEqual([]);
  });
});
