import { describe, expect, it } from 'vitest';
import { mercatorX, mercatorY } from '#shared/contract/fleetTick.ts';
import { affineOf, cameraOf } from '../camera.ts';
import { fullTick } from './fullTick.ts';
import { ON_DUTY_FROM } from './kinds.ts';
import { maskOf } from './mask.ts';
import { pickWorker, workersWithin } from './picking.ts';
import { FleetStore } from './store.ts';

const origin = { originX: mercatorX(121.46), originY: mercatorY(31.195), time: 0 };
const camera = cameraOf(121.46, 31.195, 15, 1000, 800);
const onDuty = { from: ON_DUTY_FROM, mask: null, at: 0 };
const everybody = { from: 0, mask: null, at: 0 };
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
    expect(pickWorker(store, affine, 106, 101, onDuty)).toBe(1);
    expect(pickWorker(store, affine, 101, 99, onDuty)).toBe(0);
    expect(pickWorker(store, affine, 300, 311, onDuty)).toBe(2);
    expect(pickWorker(store, affine, 300, 313, onDuty)).toBeNull();
  });

  it('does not take workers off duty unless they are shown', () => {
    const store = at({ x: 100, y: 100, status: 1 });
    expect(pickWorker(store, affine, 100, 100, onDuty)).toBeNull();
    expect(pickWorker(store, affine, 100, 100, everybody)).toBe(0);
  });

  it('never takes an index without a position', () => {
    const store = new FleetStore();
    store.take(fullTick(origin, [{ index: 3, dx: 0, dy: 0, heading: 0, status: 3, speed: 0 }]));
    expect(pickWorker(store, affine, 500, 400, everybody)).toBe(3);
  });

  it('[ST227] takes all within an outline, whatever its shape, and leaves out who is not shown', () => {
    const store = at({ x: 100, y: 100 }, { x: 190, y: 110 }, { x: 150, y: 105, status: 0 }, { x: 400, y: 100 });
    const wedge = [
      [90, 90],
      [200, 90],
      [90, 200],
    ] as const;
    expect(workersWithin(store, affine, wedge, onDuty)).toEqual([0]);
    expect(workersWithin(store, affine, wedge, everybody)).toEqual([0, 2]);
    const box = [
      [90, 90],
      [200, 90],
      [200, 200],
      [90, 200],
    ] as const;
    expect(workersWithin(store, affine, box, everybody)).toEqual([0, 1, 2]);
    expect(workersWithin(store, affine, [], everybody)).toEqual([]);
  });

  it('[ST298] neither hits nor chooses anybody whom the mask leaves out', () => {
    const store = at({ x: 100, y: 100 }, { x: 104, y: 100 });
    const second = { from: ON_DUTY_FROM, mask: maskOf([1], 2), at: 0 };
    const box = [
      [90, 90],
      [200, 90],
      [200, 200],
      [90, 200],
    ] as const;
    expect(pickWorker(store, affine, 100, 100, second)).toBe(1);
    expect(pickWorker(store, affine, 90, 100, second)).toBeNull();
    expect(workersWithin(store, affine, box, second)).toEqual([1]);
  });
});
