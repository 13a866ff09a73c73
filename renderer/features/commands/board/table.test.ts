import { expect, it } from 'vitest';
import { MONDAY_TEN } from '#shared/domain/fixtures.ts';
import { commandRowOf } from '../../../parts/testViews.ts';
import { receiptTable, TOLD } from './table.ts';

const words = { head: ['编号', ...TOLD], state: (state: string) => state, yes: '是', time: String };

it('[ST165] is a table a spreadsheet reads as UTF-8, with no formula in it and nothing a worker wrote', () => {
  const table = receiptTable(
    [
      commandRowOf('w1', { name: '=HYPERLINK("x")', late: true, note: '王某家', place: { lon: 121.4, lat: 31.2 } }),
      commandRowOf('w2', { state: 'read', times: { read: MONDAY_TEN }, reply: '能到,晚些' }),
    ],
    words,
  );
  expect(table.startsWith('\uFEFF编号,delivered,read')).toBe(true);
  const [, first = '', second = ''] = table.split('\r\n');
  expect(first).toBe(`w1,"'=HYPERLINK(""x"")",sent,${MONDAY_TEN},是,,,,,,,,`);
  expect(second).toContain(`${MONDAY_TEN}`);
  expect(second.endsWith('"能到,晚些"')).toBe(true);
  expect(table).not.toMatch(/王某|121/);
});
