import { expect, it } from 'vitest';
import { keepTileCount, keptTileCount } from './tileLayout.ts';

it('remembers the layout, and falls back to four tiles', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  expect(keptTileCount(storage)).toBe(4);
  keepTileCount(storage, 9);
  expect(keptTileCount(storage)).toBe(9);
  kept.set('street.video.tiles', '7');
  expect(keptTileCount(storage)).toBe(4);
});
