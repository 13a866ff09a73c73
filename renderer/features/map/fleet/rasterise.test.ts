import { describe, expect, it } from 'vitest';
import { mercatorX, mercatorY } from '#shared/contract/fleetTick.ts';
import { affineOf, cameraOf } from '../camera.ts';
import { type PixelBuffer, type Sprite, stamp } from './blit.ts';
import { FIRST_LOOK } from './kinds.ts';
import { fullTick } from './fullTick.ts';
import { maskOf, type WorkerMask } from './mask.ts';
import { rasterise } from './rasterise.ts';
import { FleetStore } from './store.ts';

function buffer(width: number, height: number): PixelBuffer {
  return { width, height, pixels: new Uint32Array(width * height) };
}
const solid = (size: number, colour: number): Sprite => ({ size, pixels: new Uint32Array(size * size).fill(colour) });
const painted = ({ pixels }: PixelBuffer) => pixels.filter((pixel) => pixel !== 0).length;

describe('stamping', () => {
  it('cuts at every edge and touches nothing else', () => {
    for (const [x, y, expected] of [
      [5, 5, 9],
      [0, 0, 4],
      [10, 10, 1],
      [-5, 5, 0],
      [5, 40, 0],
    ] as const) {
      const target = buffer(10, 10);
      stamp(target, solid(3, 0xff0000ff), x, y);
      expect(painted(target)).toBe(expected);
    }
  });

  it('blends a soft edge over what is there', () => {
    const target = buffer(1, 1);
    stamp(target, solid(1, 0xff0000c8), 0.5, 0.5);
    stamp(target, solid(1, 0x80000064), 0.5, 0.5);
    const pixel = target.pixels[0] ?? 0;
    expect(pixel >>> 24).toBe(255);
    expect(pixel & 255).toBeGreaterThan(100);
    expect(pixel & 255).toBeLessThan(200);
  });
});

describe('drawing the fleet', () => {
  const origin = { originX: mercatorX(121.46), originY: mercatorY(31.195), time: 0 };
  const camera = cameraOf(121.46, 31.195, 15, 100, 100);
  const { scale } = affineOf(camera, origin.originX, origin.originY);
  const byKind = [1, 2, 3, 4, 5, 6, 7].map((colour) => [solid(3, (0xff000000 | colour) >>> 0)]);
  const record = (index: number, x: number, status: number) => {
    return { index, dx: (x - 50) / scale, dy: 0, heading: 0, status, speed: 0 };
  };
  const draw = (offDuty: boolean, ...records: ReturnType<typeof record>[]) => drawMasked(null, offDuty, ...records);
  const drawMasked = (mask: WorkerMask | null, offDuty: boolean, ...records: ReturnType<typeof record>[]) => {
    const store = new FleetStore();
    store.take(fullTick(origin, records));
    const target = buffer(100, 100);
    rasterise(target, store, 0, camera, 1, { byKind }, { ...FIRST_LOOK, offDuty }, mask);
    return target;
  };

  it('lays an SOS over everybody else, in whatever order they come', () => {
    const target = draw(false, record(0, 50, 11), record(1, 50, 3), record(2, 50, 7));
    expect((target.pixels[50 * 100 + 50] ?? 0) & 255).toBe(7);
  });

  it('leaves out workers off duty and those beyond the view', () => {
    expect(painted(draw(false, record(0, 50, 1), record(1, 400, 3)))).toBe(0);
    expect(painted(draw(true, record(0, 50, 1)))).toBe(9);
  });

  it('[ST298] leaves out whom the mask leaves out, also an SOS', () => {
    const target = drawMasked(maskOf([1], 3), false, record(0, 50, 11), record(1, 20, 3), record(2, 80, 3));
    expect(painted(target)).toBe(9);
    expect((target.pixels[50 * 100 + 20] ?? 0) & 255).toBe(4);
  });
});
