import { expect, test } from 'vitest';
import { type Component, ComponentBook } from './componentBook.ts';

const at = (serial: number, lon: number, lat: number): Component => ({
  ...{ code: `9901010107${String(serial).padStart(6, '0')}`, version: 1, name: '路灯', ownerDepartment: 'lamps' },
  ...{ lon, lat, gridCode: '' },
});

test('[ST316] gives those in a box, its edges too; of too many only how many they are', async () => {
  const rows = [at(1, 121.46, 31.19), at(2, 121.4625, 31.1925), at(3, 121.4651, 31.19), at(4, 121.46, 31.1899)];
  const book = await ComponentBook.from(
    rows,
    () => null,
    () => null,
  );
  const box = { west: 121.46, south: 31.19, east: 121.465, north: 31.193 };
  const { n, components } = book.within(box, 2);
  expect([n, components.map(({ code }) => code).sort()]).toEqual([2, [rows[0]?.code, rows[1]?.code]]);
  expect(book.within(box, 1)).toEqual({ n: 2, components: [] });
});
