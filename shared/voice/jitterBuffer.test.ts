import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DELAY } from './delayEstimate.ts';
import { JitterBuffer } from './jitterBuffer.ts';
import { FRAME_MS } from './sequence.ts';

interface Arrival {
  sequence: number;
  atMs: number;
}
interface Heard {
  sequence: number;
  /** ms after it was spoken */
  lag: number;
}
const QUANTUM = 128 / 48;
const lagAt = (turn: number) => (sequence: number) => ({ sequence, lag: turn - sequence * FRAME_MS });

/** Lets packets come and the loudspeaker ask, as the audio thread would; `spoken` is when packet 0 was spoken. */
function play(arrivals: readonly Arrival[], first = 0, quiet: (sequence: number) => boolean = () => false) {
  const buffer = new JitterBuffer<number>();
  const coming = arrivals.toSorted((a, b) => a.atMs - b.atMs);
  const heard: Heard[] = [];
  let made = 0;
  let busyUntil = 0;
  const end = (coming.at(-1)?.atMs ?? 0) + 1500;
  for (let now = 0; now < end; now += QUANTUM) {
    while (coming[0] && coming[0].atMs <= now) {
      const { sequence } = coming.shift() as Arrival;
      buffer.put((first + sequence) % 2 ** 32, now, sequence, quiet(sequence));
    }
    for (let turn = Math.max(now, busyUntil); turn < now + QUANTUM; turn = busyUntil) {
      const decision = buffer.next(turn);
      if (decision.kind === 'silence') break;
      busyUntil = turn + FRAME_MS;
      if (decision.kind === 'conceal') made += 1;
      else heard.push(...[decision.value, decision.into].filter((value) => value !== undefined).map(lagAt(turn)));
    }
  }
  return { buffer, heard, made };
}

const steady = (count: number, jitter: (n: number) => number = () => 0): Arrival[] =>
  Array.from({ length: count }, (_, sequence) => ({ sequence, atMs: sequence * FRAME_MS + jitter(sequence) }));
/** Numbers in 0…1 that look random and are the same in each run. */
const noise = (n: number) => ((Math.imul(n + 1, 2_654_435_761) ^ ((n + 7) << 13)) >>> 0) / 2 ** 32;
const p95 = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0;

describe('jitter buffer', () => {
  it('[VO1] plays each packet at most once and in order, whatever is lost, doubled or late', () => {
    const line = fc.array(
      fc.record({ lost: fc.boolean(), twice: fc.boolean(), jitter: fc.integer({ min: 0, max: 600 }) }),
      { minLength: 1, maxLength: 120 },
    );
    fc.assert(
      fc.property(line, fc.integer({ min: 0, max: 2 ** 32 - 1 }), (packets, first) => {
        const arrivals = packets.flatMap(({ lost, twice, jitter }, sequence) => {
          const atMs = sequence * FRAME_MS + jitter;
          return lost
            ? []
            : twice
              ? [
                  { sequence, atMs },
                  { sequence, atMs: atMs + 35 },
                ]
              : [{ sequence, atMs }];
        });
        const { heard, buffer } = play(arrivals, first);
        const order = heard.map(({ sequence }) => sequence);
        expect(order).toEqual([...new Set(order)].toSorted((a, b) => a - b));
        for (const { lag } of heard) expect(lag).toBeLessThanOrEqual(600 + DELAY.most + 7 * FRAME_MS);
        // Every packet that came was played, passed over, late or double: none is forgotten.
        const { played, skipped, late, duplicate } = buffer.counts;
        expect(played + skipped + late + duplicate).toBe(arrivals.length);
      }),
      { numRuns: 300 },
    );
  });

  it('[VO2] on a quiet line holds back little and makes nothing up', () => {
    const { buffer, heard, made } = play(steady(500, (n) => 3 * noise(n)));
    expect(heard).toHaveLength(500);
    expect(buffer.counts.concealed).toBe(0);
    expect(p95(heard.map(({ lag }) => lag))).toBeLessThan(DELAY.first + 10);
    expect(made).toBeLessThanOrEqual(5);
  });

  it('[VO2] grows with 50 ms of jitter and then makes next to nothing up', () => {
    const { buffer, heard } = play(steady(1000, (n) => 50 * noise(n)));
    expect(buffer.targetMs).toBeGreaterThan(45);
    expect(buffer.targetMs).toBeLessThan(80);
    expect(buffer.counts.concealed).toBeLessThan(20);
    expect(p95(heard.map(({ lag }) => lag))).toBeLessThan(105);
  });

  it('[VO2] comes back to little delay when the line has calmed down, within the time it says', () => {
    const { heard, buffer } = play(steady(1500, (n) => (n < 300 ? 120 * noise(n) : 0)));
    expect(buffer.targetMs).toBe(DELAY.least);
    const late = heard.filter(({ sequence }) => sequence > 1200).map(({ lag }) => lag);
    expect(p95(late)).toBeLessThan(DELAY.least + 2 * FRAME_MS + 5);
  });

  it('[VO3] makes up each lost packet once, and does not lag more for it', () => {
    const lost = (n: number) => n % 20 === 7;
    const { buffer, heard } = play(steady(1000).filter(({ sequence }) => !lost(sequence)));
    expect(buffer.counts).toMatchObject({ concealed: 50, late: 0 });
    expect(heard).toHaveLength(950);
    const lags = heard.map(({ lag }) => lag);
    expect(Math.max(...lags) - Math.min(...lags)).toBeLessThan(2 * FRAME_MS);
  });

  it('[VO3] plays what was held up in a stall instead of dropping it, then catches up', () => {
    const stall = (n: number) => (n >= 100 && n < 110 ? (110 - n) * FRAME_MS : 0);
    const { buffer, heard } = play(steady(800, stall), 0, (n) => n % 10 === 0);
    expect(buffer.counts.played + buffer.counts.skipped).toBe(800);
    expect(buffer.counts.late).toBe(0);
    // One stall makes the delay no longer for good: after 4 s it is as before.
    const later = heard.filter(({ sequence }) => sequence > 300).map(({ lag }) => lag);
    expect(Math.max(...later)).toBeLessThan(DELAY.least + 2 * FRAME_MS + 5);
  });

  it('[VO3] after a stall of seconds goes on with the newest', () => {
    const { buffer, heard } = play(steady(400, (n) => (n >= 100 && n < 250 ? (250 - n) * FRAME_MS : 0)));
    expect(buffer.counts.skipped).toBeGreaterThan(100);
    expect(heard.find(({ sequence }) => sequence > 245)?.lag).toBeLessThan(DELAY.most + 7 * FRAME_MS);
  });

  it('[VO3] does not count the end of a talk as loss, and says when a voice is over', () => {
    const { buffer, made } = play(steady(50));
    expect(buffer.counts.concealed).toBe(0);
    expect(made).toBeGreaterThan(0);
    expect(buffer.isOver(50 * FRAME_MS + 1000)).toBe(false);
    expect(buffer.isOver(50 * FRAME_MS + 2100)).toBe(true);
  });
});
