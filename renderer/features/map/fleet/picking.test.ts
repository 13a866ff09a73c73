// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { mercatorX, mercatorY } from '#shared/contract/fleetTick.ts';
import { affineOf, cameraOf } from '../camera.ts';
import { fullTick } from './fullTick.ts';
import { pickWorker } from './picking.ts';
import { FleetStore } from './store.ts';

const origin = { originX: mercatorX(121.46), originY: mercatorY(31.195), time: 0 };
const camera = cameraOf(121.46, 31.195, 15, 1000, 800);
const affine = affineOf(camera, origin.originX, origin.originY);

/** A store with workers at these screen places. */
function at(...places: { x: number; y: number; status?: number }[]): FleetStore {
  const store = new FleetStore();
  const records = places.map(({ x, y, status = 3 }, index) => ({
    index,
    dx: (x - affine.x0) / affine.scale,
    dy: (y - affine.y0) / affine.scale,
    heading: 0,
    status,
    speed: 0,
  }));
  store.take(fullTick(origin, records));
  return store;
}

describe('picking a worker', () => {
  it('takes the nearest within 12 pixels', () => {
    const store = at({ x: 100, y: 100 }, { x: 108, y: 100 }, { x: 300, y: 300 });
    expect(pickWorker(store, affine, 106, 101, false)).toBe(1);
    expect(pickWorker(store, affine, 101, 99, false)).toBe(0);
    expect(pickWorker(store, affine, 300, 311, false)).toBe(2);
    expect(pickWorker(store, affine, 300, 313, false)).toBeNull();
  });

  it('does not take workers off duty unless they are shown', () => {
    const store = at({ x: 100, y: 100, status: 1 });
    expect(pickWorker(store, affine, 100, 100, false)).toBeNull();
    expect(pickWorker(store, affine, 100, 100, true)).toBe(0);
  });

  it('never takes an index without a position', () => {
    const store = new FleetStore();
    store.take(fullTick(origin, [{ index: 3, dx: 0, dy: 0, heading: 0, status: 3, speed: 0 }]));
    expect(pickWorker(store, affine, 500, 400, true)).toBe(3);
  });
});
