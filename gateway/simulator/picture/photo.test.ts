import { createHash } from 'node:crypto';
import { PNG } from 'pngjs';
import { expect, it } from 'vitest';
import { takePhoto } from './photo.ts';
import { SCENES } from './scene.ts';

it('paints every scene as a small, readable, repeatable picture that differs by kind, seed and before/after', () => {
  const hashes = new Set<string>();
  for (const scene of SCENES) {
    for (const [seed, after] of [
      [1, false],
      [2, false],
      [1, true],
    ] as const) {
      const photo = takePhoto({ id: 'x', scene, seed, after });
      expect(photo.bytes.length).toBeLessThan(20_000);
      expect(photo.sha256).toBe(createHash('sha256').update(photo.bytes).digest('hex'));
      expect(takePhoto({ id: 'y', scene, seed, after }).sha256).toBe(photo.sha256);
      expect(PNG.sync.read(photo.bytes)).toMatchObject({ width: 240, height: 180 });
      hashes.add(photo.sha256);
    }
  }
  expect(hashes.size).toBe(SCENES.length * 3);
});
