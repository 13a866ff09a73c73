import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChannelMix, gainsOf, PLAIN_MIX, SILENT } from './mix.ts';
import { FrameNumbering, unwrap } from './sequence.ts';
import { decodeVoiceFrame } from '../protocol/voiceFrame.ts';

const mixes = (table: Record<number, Partial<ChannelMix>>) => (index: number) => ({ ...PLAIN_MIX, ...table[index] });

describe('mix', () => {
  it('[VO6] turns lower priorities down while a higher one is heard, and not while it is muted', () => {
    const voices = [{ channelIndex: 1 }, { channelIndex: 2 }];
    const [low, high] = gainsOf(voices, mixes({ 2: { priority: 5 } }));
    expect(high?.left).toBeCloseTo(1);
    expect(low?.left).toBeCloseTo(0.25);
    const [alone] = gainsOf(voices, mixes({ 2: { priority: 5, muted: true } }));
    expect(alone?.left).toBeCloseTo(1);
  });

  it('[VO6] keeps the power wherever a voice is placed', () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (pan) => {
        const [gain = SILENT] = gainsOf([{ channelIndex: 1 }], mixes({ 1: { pan } }));
        expect(gain.left ** 2 + gain.right ** 2).toBeCloseTo(2);
      }),
    );
  });

  it('[VO7] a talker on several channels is heard once, where it counts most', () => {
    const voices = [1, 2, 3].map((channelIndex) => ({ channelIndex, talkerId: 'lead' }));
    const heard = (table: Record<number, Partial<ChannelMix>>) =>
      gainsOf(voices, mixes(table)).map(({ left }) => (left > 0 ? 1 : 0));
    expect(heard({})).toEqual([1, 0, 0]);
    expect(heard({ 3: { priority: 2 } })).toEqual([0, 0, 1]);
    expect(heard({ 3: { priority: 2, muted: true } })).toEqual([1, 0, 0]);
    expect(gainsOf([{ channelIndex: 1 }, { channelIndex: 2 }], mixes({})).every(({ left }) => left > 0)).toBe(true);
  });
});

describe('numbers of frames', () => {
  it('[VO1] a sequence goes on over its end', () => {
    expect(unwrap(3, 2 ** 32 - 2)).toBe(2 ** 32 + 3);
    expect(unwrap(2 ** 32 - 1, 2 ** 32 + 4)).toBe(2 ** 32 - 1);
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: -1000, max: 1000 }), (near, step) => {
        const at = near + step;
        fc.pre(at >= 0 && Number.isSafeInteger(at));
        expect(unwrap(at % 2 ** 32, near)).toBe(at);
      }),
    );
  });

  it('[VO1] each talk on each channel counts from 0', () => {
    const numbering = new FrameNumbering(7, 9);
    const frames = [0, 1, 2].map(() => decodeVoiceFrame(numbering.frame(new Uint8Array([1])))?.header);
    expect(frames.map((header) => header?.sequence)).toEqual([0, 1, 2]);
    expect(frames[2]).toMatchObject({ channelIndex: 7, streamId: 9, timestamp: 1920 });
  });
});
