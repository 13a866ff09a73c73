import { expect, it } from 'vitest';
import { type HidButton, HidLearner, isHeld, numberOf } from './hidButton.ts';

const report = (...bytes: number[]) => ({ reportId: 1, bytes: Uint8Array.from(bytes) });
/** What is learned of reports, each by its time in ms, when the learning begins at 0. */
function learn(...said: [at: number, ...bytes: number[]][]): HidButton | null {
  const learner = new HidLearner(0);
  return said.map(([at, ...bytes]) => learner.take(report(...bytes), at)).find((button) => button !== null) ?? null;
}

it('learns the bit that went on, was held, and went off, of a device that speaks only then', () => {
  expect(learn([900, 0x80, 0, 0b100])).toBeNull();
  // What is on in every report is no button.
  expect(learn([900, 0x80, 0, 0b100], [1200, 0x80, 0, 0])).toEqual({ reportId: 1, byte: 2, mask: 0b100 });
  // A button that is a code, not a bit, is known by all of it.
  expect(learn([900, 0xe9], [1200, 0])).toEqual({ reportId: 1, byte: 0, mask: 0xe9 });
});

it('learns it of a device that speaks all the time and has something on at rest', () => {
  const said = [0, 100, 200, 300, 400].map((at): [number, number, number] => [at, 0x7f, 0b1]);
  expect(learn(...said, [500, 0x7f, 0b11], [600, 0x7f, 0b11], [700, 0x7f, 0b1])).toEqual({
    reportId: 1,
    byte: 1,
    mask: 0b10,
  });
  // What rested on and goes off is no press, though it was held for long.
  expect(learn(...said, [500, 0x7f, 0])).toBeNull();
});

it('passes over what only passes by: a touch, a counter, a stick that is moved', () => {
  expect(learn([900, 1], [950, 0])).toBeNull();
  expect(learn(...Array.from({ length: 100 }, (_, n): [number, number] => [n * 20, n]))).toBeNull();
});

it('[ST287] tells whether the button is held, by the reports that tell of it alone', () => {
  const button = { reportId: 1, byte: 1, mask: 0b10 };
  expect(isHeld(report(0, 0b110), button)).toBe(true);
  expect(isHeld(report(0b10, 0b100), button)).toBe(false);
  expect(isHeld(report(0b10), button)).toBeNull();
  expect(isHeld({ ...report(0, 0b10), reportId: 2 }, button)).toBeNull();
  expect(isHeld(report(0x60), { reportId: 1, byte: 0, mask: 0xe9 })).toBe(false);
});

it('numbers the buttons of a device', () => {
  expect([1, 0b10, 0x80].map((mask) => numberOf({ reportId: 1, byte: 0, mask }))).toEqual([1, 2, 8]);
  expect(numberOf({ reportId: 1, byte: 2, mask: 0b101 })).toBe(17);
});
