import { describe, expect, it } from 'vitest';
import { mercatorX, mercatorY, writeTickHeader } from '#shared/contract/fleetTick.ts';
import { seededRandom } from '#shared/geo/index.ts';
import { affineOf, cameraOf } from '../camera.ts';
import { Cells } from './cells.ts';
import { fullTick, type TickRecord } from './fullTick.ts';
import { ON_DUTY_FROM } from './kinds.ts';
import { maskOf } from './mask.ts';
import { PICK_RADIUS, pickWorker, type Shown } from './picking.ts';
import { FleetStore } from './store.ts';

const from = { originX: mercatorX(121.46), originY: mercatorY(31.195), time: 0 };
const T = 1_795_800_000_000;
/** mercator across a district of some 10 km */
const DISTRICT = 2.6e-4;

function tick(records: TickRecord[], full: boolean): ArrayBuffer {
  const buffer = fullTick(from, records);
  writeTickHeader(new DataView(buffer), { ...from, count: records.length, known: records.length, full });
  return buffer;
}

/** Straight over the table: what the index has to find. */
function byBruteForce(store: FleetStore, affine: ReturnType<typeof affineOf>, x: number, y: number, shown: Shown) {
  let best = PICK_RADIUS / affine.scale;
  let found: number | null = null;
  for (let index = 0; index < store.count; index++) {
    const status = store.status(index);
    if ((status & 2) === 0 || (shown.mask && !((shown.mask[index >> 3] ?? 0) & (1 << (index & 7))))) continue;
    const away = Math.hypot(
      store.x(index, shown.at) - (x - affine.x0) / affine.scale,
      store.y(index, shown.at) - (y - affine.y0) / affine.scale,
    );
    if (away >= best) continue;
    best = away;
    found = index;
  }
  return found;
}

describe('[ST302] picking by cells', () => {
  it('finds whom a look at everybody finds, at every zoom, while they walk, jump and are filtered', () => {
    const next = seededRandom(7);
    const workers = 4000;
    const store = new FleetStore();
    const place = (index: number): TickRecord => {
      const [dx, dy] = [(next() - 0.5) * DISTRICT, (next() - 0.5) * DISTRICT];
      return { index, dx, dy, heading: 0, status: index % 7 === 0 ? 1 : 3, speed: 0 };
    };
    store.take(
      tick(
        Array.from({ length: workers }, (_, index) => place(index)),
        true,
      ),
      T,
    );
    const mask = maskOf(
      Array.from({ length: workers }, (_, index) => index).filter((index) => index % 3 !== 0),
      workers,
    );
    let hits = 0;
    for (let round = 1; round <= 6; round++) {
      const at = T + round * 1000;
      const moved = Array.from({ length: 1500 }, (_, n) => {
        const index = (n * 37 + round * 11) % workers;
        const walks = n % 10 !== 0;
        const near = { dx: store.dx(index) + (next() - 0.5) * 2e-6, dy: store.dy(index) + (next() - 0.5) * 2e-6 };
        return { ...place(index), ...(walks ? near : {}) };
      });
      store.take(tick(moved, false), at);
      for (const zoom of [11, 13, 15, 17, 19]) {
        const camera = cameraOf(121.46, 31.195, zoom, 1000, 800);
        const affine = affineOf(camera, from.originX, from.originY);
        for (let look = 0; look < 40; look++) {
          // Half of them aim at somebody: in the streets hardly anybody is met by chance.
          const aimed = Math.floor(next() * workers);
          const shown = { from: ON_DUTY_FROM, mask: look % 4 === 0 ? mask : null, at: at + next() * 1200 };
          const isAimed = look % 2 === 0;
          const x = isAimed ? store.x(aimed, shown.at) * affine.scale + affine.x0 + (next() - 0.5) * 20 : next() * 1000;
          const y = isAimed ? store.y(aimed, shown.at) * affine.scale + affine.y0 + (next() - 0.5) * 20 : next() * 800;
          const found = pickWorker(store, affine, x, y, shown);
          expect(found).toBe(byBruteForce(store, affine, x, y, shown));
          if (found !== null) hits += 1;
        }
      }
    }
    expect(hits).toBeGreaterThan(300);
  });

  it('visits everybody of a box once, also where it is the whole world, and forgets with the table', () => {
    const cells = new Cells(1);
    cells.grow(600);
    for (let index = 0; index < 600; index++) cells.put(index, (index % 30) * 1e-6, Math.floor(index / 30) * 1e-6);
    for (const half of [1e-5, 1]) {
      const seen: number[] = [];
      cells.within(-half, -half, half, half, (index) => seen.push(index));
      expect(new Set(seen).size).toBe(seen.length);
      if (half === 1) expect(seen.length).toBe(600);
    }
    cells.put(599, 5e-4, 5e-4);
    const far: number[] = [];
    cells.within(4.9e-4, 4.9e-4, 5.1e-4, 5.1e-4, (index) => far.push(index));
    expect(far).toEqual([599]);
    cells.clear();
    cells.within(-1, -1, 1, 1, () => expect.unreachable());
  });
});
