import { describe, expect, it } from 'vitest';
import { Player } from './player.ts';
import { FRAME_MS, FRAME_SAMPLES } from './sequence.ts';

const QUANTUM = 128;

function tone(hertz: number, sequence: number, amplitude = 0.3): Float32Array {
  return Float32Array.from({ length: FRAME_SAMPLES }, (_, i) => {
    const t = (sequence * FRAME_SAMPLES + i) / 48_000;
    return amplitude * Math.sin(2 * Math.PI * hertz * t);
  });
}
/** How much of a tone is in a piece of sound, as an amplitude. */
function amount(sound: readonly number[], hertz: number): number {
  let [re, im] = [0, 0];
  sound.forEach((sample, i) => {
    re += sample * Math.cos((2 * Math.PI * hertz * i) / 48_000);
    im += sample * Math.sin((2 * Math.PI * hertz * i) / 48_000);
  });
  return (2 * Math.hypot(re, im)) / sound.length;
}

/** Plays `ms` of what comes; `feed` is called for each 20 ms that begin. */
function play(player: Player, ms: number, feed: (sequence: number, nowMs: number) => void) {
  const sides: { left: number[]; right: number[] } = { left: [], right: [] };
  const left = new Float32Array(QUANTUM);
  const right = new Float32Array(QUANTUM);
  let fed = 0;
  for (let now = 0; now < ms; now += QUANTUM / 48) {
    while (fed * FRAME_MS <= now) feed(fed++, now);
    player.render(left, right, now);
    sides.left.push(...left);
    sides.right.push(...right);
  }
  return sides;
}

describe('player', () => {
  it('[VO1] plays what was said, sample by sample, after its delay', () => {
    const player = new Player();
    const { left } = play(player, 600, (sequence, now) => {
      if (sequence < 20) player.take({ channelIndex: 1, streamId: 1, sequence, samples: tone(440, sequence) }, now);
    });
    const begin = left.findIndex((sample) => sample !== 0);
    expect(begin / 48).toBeLessThan(50);
    const said = Array.from({ length: 15 }, (_, n) => [...tone(440, n)]).flat();
    const heard = left.slice(begin - 1, begin - 1 + said.length);
    const worst = Math.max(...heard.map((sample, i) => Math.abs(sample - (said[i] ?? 0))));
    expect(worst).toBeLessThan(1e-5);
  });

  it('[VO3] with 5 % lost still sounds like what was said, and says how much was made up', () => {
    const player = new Player();
    const { left } = play(player, 4000, (sequence, now) => {
      if (sequence % 20 !== 13)
        player.take({ channelIndex: 1, streamId: 1, sequence, samples: tone(300, sequence) }, now);
    });
    const { counts } = player.report();
    expect(counts.concealed).toBe(10);
    expect(amount(left.slice(9600), 300)).toBeGreaterThan(0.28);
  });

  it('[VO6] mixes channels by volume, side and priority', () => {
    const player = new Player();
    player.setChannel(1, { pan: -1 });
    player.setChannel(2, { pan: 1, volume: 0.5, priority: 4 });
    player.setChannel(3, { muted: true, priority: 9 });
    const { left, right } = play(player, 1000, (sequence, now) => {
      for (const [channelIndex, hertz] of [
        [1, 400],
        [2, 700],
        [3, 1000],
      ] as const)
        player.take({ channelIndex, streamId: 1, sequence, samples: tone(hertz, sequence, 0.2) }, now);
    });
    const [l, r] = [left.slice(9600), right.slice(9600)];
    expect(amount(l, 400)).toBeCloseTo(0.2 * 0.25 * Math.SQRT2, 2);
    expect(amount(r, 400)).toBeLessThan(0.005);
    expect(amount(r, 700)).toBeCloseTo(0.2 * 0.5 * Math.SQRT2, 2);
    expect(amount(l, 700)).toBeLessThan(0.005);
    expect(amount(l, 1000) + amount(r, 1000)).toBeLessThan(0.005);
  });

  it('[VO7] a talk on two channels is heard once', () => {
    const player = new Player();
    player.announce(1, { talkerId: 'lead', streamId: 5 });
    player.announce(2, { talkerId: 'lead', streamId: 6 });
    const { left } = play(player, 1000, (sequence, now) => {
      player.take({ channelIndex: 1, streamId: 5, sequence, samples: tone(400, sequence) }, now);
      player.take({ channelIndex: 2, streamId: 6, sequence, samples: tone(400, sequence) }, now);
    });
    expect(amount(left.slice(9600), 400)).toBeCloseTo(0.3, 2);
  });

  it('[VO3] makes nothing up after the word that a talk has ended, and lets the voice go', () => {
    const player = new Player();
    const { left } = play(player, 3200, (sequence, now) => {
      if (sequence < 10) player.take({ channelIndex: 1, streamId: 1, sequence, samples: tone(400, sequence) }, now);
      if (sequence === 11) player.ended(1);
    });
    const sounding = left.filter((sample) => sample !== 0).length / 48;
    expect(sounding).toBeGreaterThan(190);
    expect(sounding).toBeLessThanOrEqual(200);
    expect(player.report()).toMatchObject({ voices: 0, targetMs: 0, counts: { concealed: 0 } });
  });

  it('[VO8] follows 32 voices and passes over the frames of any further', () => {
    const player = new Player();
    for (let streamId = 0; streamId < 40; streamId += 1)
      player.take({ channelIndex: 1, streamId, sequence: 0, samples: tone(400, 0) }, 0);
    expect(player.report().voices).toBe(32);
  });

  it('never gives more than full loudness', () => {
    const player = new Player();
    const { left } = play(player, 500, (sequence, now) => {
      for (let channelIndex = 0; channelIndex < 8; channelIndex += 1)
        player.take({ channelIndex, streamId: 1, sequence, samples: tone(400, sequence, 0.9) }, now);
    });
    expect(Math.max(...left.map(Math.abs))).toBeLessThanOrEqual(1);
  });

  it.each([0, 4, 9])(
    '[VO14] plays a talk that comes in bundles without a gap from its first word (seat %d)',
    (seat) => {
      const player = new Player();
      player.announce(1, { talkerId: 'lead', streamId: 1, bundleMs: 200 });
      const waiting: number[] = [];
      const { left } = play(player, 2500, (sequence, now) => {
        if (sequence < 100) waiting.push(sequence);
        if (sequence % 10 !== seat) return;
        for (const each of waiting.splice(0)) {
          player.take({ channelIndex: 1, streamId: 1, sequence: each, samples: tone(440, each) }, now);
        }
      });
      const begin = left.findIndex((sample) => sample !== 0);
      expect(begin / 48).toBeLessThan(250);
      const said = Array.from({ length: 80 }, (_, n) => [...tone(440, n)]).flat();
      const heard = left.slice(begin - 1, begin - 1 + said.length);
      const worst = Math.max(...heard.map((sample, i) => Math.abs(sample - (said[i] ?? 0))));
      expect(worst).toBeLessThan(1e-5);
    },
  );
});
