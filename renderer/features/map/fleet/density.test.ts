import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mercatorX, mercatorY } from '#shared/contract/fleetTick.ts';
import { affineOf, type Camera, cameraOf } from '../camera.ts';
import { countCells, DENSITY_STEPS, densityStep, forEachCell, isDense } from './density.ts';
import { fullTick } from './fullTick.ts';
import { ON_DUTY_FROM } from './kinds.ts';
import { maskOf } from './mask.ts';
import { FleetStore } from './store.ts';

const origin = { originX: mercatorX(121.46), originY: mercatorY(31.195), time: 0 };
const camera = cameraOf(121.46, 31.195, 12.3, 900, 700);
const everybody = { from: ON_DUTY_FROM, mask: null, at: 0 };

function at(places: readonly { x: number; y: number; status?: number }[]): FleetStore {
  const { scale, x0, y0 } = affineOf(camera, origin.originX, origin.originY);
  const store = new FleetStore();
  store.take(
    fullTick(
      origin,
      places.map(({ x, y, status = 3 }, index) => {
        return { index, dx: (x - x0) / scale, dy: (y - y0) / scale, heading: 0, status, speed: 0 };
      }),
    ),
  );
  return store;
}

/** Cells by their middles in the world, which a camera does not change. */
function cells(store: FleetStore, view: Camera, shown = everybody as Parameters<typeof countCells>[1]) {
  const { scale, x0, y0 } = affineOf(view, 0, 0);
  const found: { count: number; x: number; y: number; worldX: string; worldY: string }[] = [];
  forEachCell(countCells(store, shown, view, 1), (count, x, y) => {
    found.push({ count, x, y, worldX: ((x - x0) / scale).toFixed(9), worldY: ((y - y0) / scale).toFixed(9) });
  });
  return found;
}

describe('[ST299] counting workers by area', () => {
  it('counts each worker in view once, in the cell whose middle is nearest', () => {
    const place = fc.record({ x: fc.integer({ min: 0, max: 900 }), y: fc.integer({ min: 0, max: 700 }) });
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 60 }), (places) => {
        const found = cells(at(places), camera);
        expect(found.reduce((sum, { count }) => sum + count, 0)).toBe(places.length);
        // No point of a cell is further from its middle than its corner.
        const { radius } = countCells(new FleetStore(), everybody, camera, 1);
        for (const { x, y } of places)
          expect(Math.min(...found.map((cell) => Math.hypot(cell.x - x, cell.y - y)))).toBeLessThan(radius * 1.001);
      }),
    );
  });

  it('keeps cells where they are on the ground while the map moves', () => {
    const store = at([
      { x: 400, y: 300 },
      { x: 402, y: 303 },
      { x: 520, y: 410 },
    ]);
    const before = cells(store, camera).map(({ count, worldX, worldY }) => `${count} ${worldX} ${worldY}`);
    for (const moved of [
      cameraOf(121.4613, 31.1957, 12.3, 900, 700),
      cameraOf(121.4507, 31.1899, 12.45, 900, 700),
      cameraOf(121.46, 31.195, 11.6, 640, 480),
    ])
      expect(cells(store, moved).map(({ count, worldX, worldY }) => `${count} ${worldX} ${worldY}`)).toEqual(before);
  });

  it('[ST298] counts only who is shown, and nobody beyond the view', () => {
    const store = at([
      { x: 100, y: 100 },
      { x: 101, y: 100 },
      { x: 102, y: 100, status: 1 },
      { x: 4000, y: 100 },
    ]);
    const total = (shown: Parameters<typeof countCells>[1]) =>
      cells(store, camera, shown).reduce((sum, { count }) => sum + count, 0);
    expect(total(everybody)).toBe(2);
    expect(total({ ...everybody, from: 0 })).toBe(3);
    expect(total({ ...everybody, mask: maskOf([1], 4) })).toBe(1);
  });

  it('gives a number the colour of the step it reaches', () => {
    expect([1, 2, 3, 9, 10, 99, 300, 16_000].map(densityStep)).toEqual([0, 0, 1, 1, 2, 3, 5, 5]);
    expect(DENSITY_STEPS.map(densityStep)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('comes when people are no longer told apart, and does not waver on the border', () => {
    expect(isDense('auto', 3.7, 1, false)).toBe(true);
    expect(isDense('auto', 4.2, 1, false)).toBe(false);
    expect(isDense('auto', 4.2, 1, true)).toBe(true);
    expect(isDense('auto', 4.6, 1, true)).toBe(false);
    expect(isDense('auto', 7, 2, false)).toBe(true);
    expect(isDense('points', 0.1, 1, true)).toBe(false);
    expect(isDense('density', 100, 1, false)).toBe(true);
  });
});
