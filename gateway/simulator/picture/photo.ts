import { createHash } from 'node:crypto';
import { PNG } from 'pngjs';
import type { PhotoPlan } from '../behaviour/intents.ts';
import { PALETTE, paintScene } from './scene.ts';

/** A photo as it goes over the wire. */
export interface Photo {
  bytes: Buffer;
  /** hex */
  sha256: string;
}

/** Paints and packs a planned photo as PNG (well under 20 kB); the same plan gives the same bytes. */
export function takePhoto(plan: PhotoPlan): Photo {
  const canvas = paintScene(plan.scene, plan.seed, plan.after);
  const png = new PNG({ width: canvas.width, height: canvas.height, colorType: 2 });
  canvas.pixels.forEach((colour, i) => {
    const [red, green, blue] = PALETTE[colour] ?? [0, 0, 0];
    png.data[i * 4] = red;
    png.data[i * 4 + 1] = green;
    png.data[i * 4 + 2] = blue;
    png.data[i * 4 + 3] = 255;
  });
  const bytes = PNG.sync.write(png, {
    colorType: 2,
    inputHasAlpha: true,
    filterType: 0,
    deflateLevel: 9,
    deflateStrategy: 0,
  });
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}
