import { afterEach, expect, test, vi } from 'vitest';
import { SLICE_MS, SliceWriter } from '#shared/contract/trailSlice.ts';
import type { FeedInput, FeedOutput } from '#shared/contract/feeds.ts';
import type { Answer } from '#shared/contract/station.ts';
import { FRAME_MS, joined, Player } from './player.ts';

const START = 1_800_000_000_000;
type Told = Answer<FeedOutput<'trail.slice'>>;

function playerOn(tell: (input: FeedInput<'trail.slice'>) => Told, span = { from: START, to: START + 4 * SLICE_MS }) {
  const asked: FeedInput<'trail.slice'>[] = [];
  const shown: number[] = [];
  const player = new Player(span, {
    read: async (input) => {
      asked.push(input);
      return tell(input);
    },
    show: (tick) => void shown.push(new DataView(tick).getFloat64(8, true)),
  });
  return { player, asked, shown, stop: player.run() };
}
const empty = ({ from }: FeedInput<'trail.slice'>): Told => ({
  ok: true,
  value: { bytes: new SliceWriter(from).bytes(), missing: [] },
});
const settle = () => vi.advanceTimersByTimeAsync(0);
vi.useFakeTimers();
afterEach(() => vi.clearAllTimers());

test('[ST334] reads a slice at a time and the next one ahead, and plays at the speed that is set', async () => {
  const { player, asked, shown, stop } = playerOn(empty);
  await settle();
  expect(asked.map(({ from }) => from)).toEqual([START, START + SLICE_MS]);
  expect(asked.map(({ before }) => before)).toEqual([2 * 3_600_000, 0]);
  player.setSpeed(10);
  vi.advanceTimersByTime(5 * FRAME_MS);
  expect(player.state().at).toBe(START + 5 * FRAME_MS * 10);
  expect(shown.at(-1)).toBe(player.state().at);
  player.play(false);
  vi.advanceTimersByTime(5 * FRAME_MS);
  expect(player.state().at).toBe(START + 5 * FRAME_MS * 10);
  player.seek(START + 3 * SLICE_MS);
  expect(player.state().loading).toBe(true);
  await settle();
  expect(player.state().loading).toBe(false);
  expect(asked.at(-1)).toMatchObject({ from: START + 4 * SLICE_MS, to: START + 4 * SLICE_MS });
  stop();
});

test('[ST334] stops at the end, and begins anew when it is played again', async () => {
  const { player, stop } = playerOn(empty, { from: START, to: START + 20_000 });
  await settle();
  vi.advanceTimersByTime(4 * FRAME_MS);
  expect(player.state()).toMatchObject({ at: START + 20_000, playing: false });
  player.play(true);
  expect(player.state()).toMatchObject({ at: START, playing: true });
  stop();
});

test('[ST334] a refusal is kept and stops the time until it is tried again; what is missing adds up', async () => {
  let refuses = true;
  const missing = [{ from: START, to: START + SLICE_MS - 1 }];
  const { player, asked, stop } = playerOn((input) =>
    refuses ? { ok: false, code: 'forbidden', reason: 'look-up-first', message: '' } : whole(input, missing),
  );
  await settle();
  expect(player.state().refusal?.reason).toBe('look-up-first');
  vi.advanceTimersByTime(10 * FRAME_MS);
  expect([player.state().at, asked.length]).toEqual([START, 1]);
  refuses = false;
  player.play(true);
  await settle();
  expect(player.state()).toMatchObject({ refusal: null, loading: false, missing });
  stop();
  expect(
    joined([
      { from: 5000, to: 9000 },
      { from: 0, to: 4999 },
      { from: 60_000, to: 70_000 },
    ]),
  ).toEqual([
    { from: 0, to: 9000 },
    { from: 60_000, to: 70_000 },
  ]);
});

function whole(input: FeedInput<'trail.slice'>, missing: { from: number; to: number }[]): Told {
  return { ok: true, value: { bytes: new SliceWriter(input.from).bytes(), missing } };
}
