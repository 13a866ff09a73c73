import { describe, expect, it } from 'vitest';
import { mercatorX, mercatorY, writeTickHeader } from '#shared/contract/fleetTick.ts';
import { STATUS } from '#shared/protocol/fleetFrame.ts';
import { metersPerMercator } from '../camera.ts';
import { fullTick } from './fullTick.ts';
import { LONGEST_MS } from './slides.ts';
import { FleetStore } from './store.ts';

const from = { originX: mercatorX(121.46), originY: mercatorY(31.195), time: 0 };
const METER = 1 / metersPerMercator(from.originY);
const ON = STATUS.online | STATUS.onDuty;
/** A clock's reading: what a window really has. */
const T = 1_795_800_000_000;

/** A tick of what changed: worker 3 so many metres east of the origin. */
function tick(meters: number, status: number = ON, index = 3): ArrayBuffer {
  const buffer = fullTick(from, [{ index, dx: meters * METER, dy: 0, heading: 0, status, speed: 0 }]);
  writeTickHeader(new DataView(buffer), { ...from, count: 1, known: 1, full: false });
  return buffer;
}
const east = (store: FleetStore, at: number) => store.x(3, at) / METER;

/** A store in which worker 3 has stood at 0 m since `T`. */
function standing(): FleetStore {
  const store = new FleetStore();
  store.take(tick(0), T);
  return store;
}

describe('[ST297] sliding from place to place', () => {
  it('goes evenly and takes as long as the place was waited for', () => {
    const store = standing();
    store.take(tick(8), T + 400);
    const way = [400, 500, 600, 800, 5000].map((ms) => east(store, T + ms));
    for (const [n, meters] of [0, 2, 4, 8, 8].entries()) expect(way[n]).toBeCloseTo(meters, 2);
    expect(store.slides.until).toBe(T + 800);
  });

  it('is never more than a second behind', () => {
    const store = standing();
    store.take(tick(20), T + 10_000);
    expect(east(store, T + 10_000 + LONGEST_MS / 2)).toBeCloseTo(10, 1);
    expect(east(store, T + 10_000 + LONGEST_MS)).toBeCloseTo(20, 3);
  });

  it('turns without a jump when a new place comes on the way', () => {
    const store = standing();
    store.take(tick(10), T + 1000);
    const half = east(store, T + 1500);
    store.take(tick(0), T + 1500);
    expect(east(store, T + 1500)).toBeCloseTo(half, 3);
    expect(east(store, T + 1750)).toBeCloseTo(half / 2, 2);
  });

  it('goes on when the same place is told again', () => {
    const store = standing();
    store.take(tick(10), T + 1000);
    store.take(tick(10, ON | STATUS.busy), T + 1250);
    expect(east(store, T + 1500)).toBeCloseTo(5, 1);
    expect(store.status(3) & STATUS.busy).toBe(STATUS.busy);
  });

  it('does not slide a first place, a jump, a stale place, or one after a long silence', () => {
    const first = new FleetStore();
    first.take(tick(50), T);
    expect(east(first, T)).toBeCloseTo(50, 2);
    const jump = standing();
    jump.take(tick(140), T + 1000);
    expect(east(jump, T + 1001)).toBeCloseTo(140, 2);
    const far = standing();
    far.take(tick(400), T + 20_000);
    expect(east(far, T + 20_001)).toBeCloseTo(400, 2);
    const stale = standing();
    stale.take(tick(5, ON | STATUS.stale), T + 1000);
    expect(east(stale, T + 1001)).toBeCloseTo(5, 2);
    stale.take(tick(9), T + 2000);
    expect(east(stale, T + 2001)).toBeCloseTo(9, 2);
    const silent = standing();
    silent.take(tick(20), T + 60_000);
    expect(east(silent, T + 60_001)).toBeCloseTo(20, 2);
  });

  it('slides nobody by a whole table, nor by a tick that nobody saw', () => {
    const store = standing();
    store.take(tick(5));
    expect(east(store, T)).toBeCloseTo(5, 2);
    store.take(fullTick(from, [{ index: 3, dx: 9 * METER, dy: 0, heading: 0, status: ON, speed: 0 }]), T + 1000);
    expect(east(store, T + 1000)).toBeCloseTo(9, 2);
    expect(store.slides.until).toBe(0);
  });

  it('is as exact after a week as at first, and with many workers', () => {
    const store = standing();
    const week = 7 * 86_400_000;
    for (let hour = 1; hour <= 24; hour++) store.take(tick(0), T + (week * hour) / 24);
    store.take(tick(0, ON, 9000), T + week + 500);
    store.take(tick(8), T + week + 1000);
    expect(east(store, T + week + 1250)).toBeCloseTo(2, 1);
    expect(store.has(9000)).toBe(true);
  });

  it('comes along when the origin changes', () => {
    const store = standing();
    store.take(tick(10), T + 1000);
    const before = store.x(3, T + 1500) + store.originX;
    const buffer = tick(0, ON, 4);
    writeTickHeader(new DataView(buffer), { ...from, originX: from.originX - 0.001, count: 1, known: 2, full: false });
    store.take(buffer, T + 1500);
    expect(store.x(3, T + 1500) + store.originX).toBeCloseTo(before, 9);
  });
});
