import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFleetFrame, STATUS } from '#shared/protocol/fleetFrame.ts';
import { FleetTable } from './table.ts';

const NOW = 1_700_000_000_000;

describe('the fleet table', () => {
  it('[GW26] keeps the newest fix of every worker, whatever the order they come in', () => {
    const fix = fc.record({
      index: fc.nat(3000),
      t: fc.integer({ min: NOW, max: NOW + 1000 }),
      lon: fc.integer({ min: -1800, max: 1800 }).map((n) => n / 10),
    });
    fc.assert(
      fc.property(fc.array(fix, { maxLength: 200 }), (fixes) => {
        const table = new FleetTable();
        const newest = new Map<number, { t: number; lon: number }>();
        for (const { index, t, lon } of fixes) {
          table.move(index, { t, lon, lat: 0 });
          if (t >= (newest.get(index)?.t ?? 0)) newest.set(index, { t, lon });
        }
        const frame = table.frameSince(0, NOW);
        const told = (frame && decodeFleetFrame(frame)) ?? [];
        expect(told.map(({ workerIndex, t, lon }) => [workerIndex, t, lon])).toEqual(
          [...newest].sort(([a], [b]) => a - b).map(([index, { t, lon }]) => [index, t, lon]),
        );
      }),
    );
  });

  it('tells only what changed since the stamp, and only inside the box', () => {
    const table = new FleetTable();
    table.move(1, { t: NOW, lon: 1, lat: 1 });
    table.move(2, { t: NOW, lon: 2, lat: 2 });
    const stamp = table.stamp;
    expect(table.frameSince(stamp, NOW)).toBeNull();
    table.mark(2, STATUS.onDuty, true);
    table.mark(9, STATUS.online, true);
    const records = decodeFleetFrame(table.frameSince(stamp, NOW) ?? new Uint8Array());
    expect(records).toMatchObject([{ workerIndex: 2, status: STATUS.onDuty }]);
    expect(decodeFleetFrame(table.frameSince(0, NOW, [0, 0, 1.5, 1.5]) ?? new Uint8Array())).toHaveLength(1);
  });

  it('marks who was not heard of as stale until it is heard again', () => {
    const table = new FleetTable();
    table.move(1, { t: NOW, lon: 1, lat: 1 });
    table.markStale(NOW + 1);
    expect(table.statusOf(1)).toBe(STATUS.stale);
    const stamp = table.stamp;
    table.markStale(NOW + 1);
    expect(table.stamp).toBe(stamp);
    table.move(1, { t: NOW + 2, lon: 1, lat: 1 });
    expect(table.statusOf(1)).toBe(0);
  });
});
