import { describe, expect, it } from 'vitest';
import { TICK_HEADER_BYTES, TICK_RECORD_BYTES, writeTickHeader } from '#shared/contract/fleetTick.ts';
import { fullTick, type TickRecord, tickOfStore } from './fullTick.ts';
import { FleetStore } from './store.ts';

function tick(records: TickRecord[], header: { originX?: number; full?: boolean; known?: number } = {}): ArrayBuffer {
  const buffer = fullTick({ originX: header.originX ?? 0.8, originY: 0.4, time: 1_700_000_000_000 }, records);
  const { full = false, originX = 0.8, known = records.length } = header;
  const count = records.length;
  writeTickHeader(new DataView(buffer), { count, time: 1_700_000_000_000, originX, originY: 0.4, known, full });
  return buffer;
}
function worker(index: number, dx: number, dy: number, status = 3): TickRecord {
  return { index, dx, dy, heading: index % 256, status, speed: 120 };
}

describe('the fleet table', () => {
  it('takes records by worker index, the latest wins', () => {
    const store = new FleetStore(2);
    store.take(tick([worker(0, 0.25, 0.5), worker(7, -0.125, 0.0625, 7)], { known: 9 }));
    store.take(tick([worker(7, 0.5, 0.75, 11)]));
    expect([store.count, store.dx(0), store.dy(0)]).toEqual([8, 0.25, 0.5]);
    expect([store.dx(7), store.dy(7), store.status(7), store.heading(7)]).toEqual([0.5, 0.75, 11, 7]);
    expect(store.time).toBe(1_700_000_000_000);
  });

  it('knows that a worker between others has no position', () => {
    const store = new FleetStore(1);
    store.take(tick([worker(5000, 0.25, 0.5)]));
    expect([store.has(4999), store.has(5000), store.has(5001)]).toEqual([false, true, false]);
  });

  it('forgets everything on a full tick', () => {
    const store = new FleetStore();
    store.take(tick([worker(1, 0.25, 0.5), worker(2, 0.25, 0.5)]));
    store.take(tick([worker(1, 0.5, 0.5)], { full: true }));
    expect([store.has(1), store.has(2), store.count]).toEqual([true, false, 2]);
  });

  it('moves what it has when the origin changes', () => {
    const store = new FleetStore();
    store.take(tick([worker(1, 0.25, 0.5)], { originX: 0.75 }));
    store.take(tick([worker(2, 0, 0)], { originX: 0.5 }));
    expect(store.dx(1)).toBe(0.5);
    expect(store.has(0)).toBe(false);
  });

  it('leaves a broken buffer alone', () => {
    const store = new FleetStore();
    store.take(tick([worker(1, 0.25, 0.5)]));
    expect(store.take(new ArrayBuffer(7))).toBeNull();
    expect(store.take(new ArrayBuffer(TICK_HEADER_BYTES + TICK_RECORD_BYTES))).toBeNull();
    expect(store.dx(1)).toBe(0.25);
  });

  it('refuses an index no district has', () => {
    expect(() => new FleetStore().take(tick([worker(0x7fffffff, 0, 0)]))).toThrow(RangeError);
  });

  it('can be handed over as one full tick', () => {
    const store = new FleetStore();
    store.take(tick([worker(3, 0.25, 0.5, 7), worker(9, -0.5, 0.125)]));
    const copy = new FleetStore();
    copy.take(tickOfStore(store));
    expect([copy.dx(3), copy.dy(9), copy.status(3), copy.has(4)]).toEqual([0.25, 0.125, 7, false]);
  });
});
