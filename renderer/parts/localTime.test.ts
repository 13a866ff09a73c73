import { describe, expect, it } from 'vitest';
import { localInput, parseLocalInput } from './localTime.ts';

const NOW = new Date(2026, 2, 2, 10, 0).getTime();

describe('a time as people type it', () => {
  it.each([
    ['2026-03-05 18:30', new Date(2026, 2, 5, 18, 30)],
    ['2026/3/5 8:05', new Date(2026, 2, 5, 8, 5)],
    ['3月5日 18：30', new Date(2026, 2, 5, 18, 30)],
    ['03-05 18:30', new Date(2026, 2, 5, 18, 30)],
    ['18:30', new Date(2026, 2, 2, 18, 30)],
    ['09:00', new Date(2026, 2, 3, 9, 0)],
  ])('%s', (text, expected) => {
    expect(parseLocalInput(text, NOW)).toBe(expected.getTime());
  });

  it.each(['', '明天', '2026-02-30 10:00', '2026-13-01 10:00', '25:00', '10:60', '2026-03-05'])(
    '%s is none',
    (text) => {
      expect(parseLocalInput(text, NOW)).toBeNull();
    },
  );

  it('is read back as it is shown', () => {
    expect(parseLocalInput(localInput(NOW), NOW)).toBe(NOW);
  });
});
