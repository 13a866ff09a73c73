import { expect, test } from 'vitest';
import { PageSize } from './pageSize.ts';

test('[ST18] pages grow on a fast line up to what the centre gives, and shrink on a slow one but never to nothing', () => {
  const pages = new PageSize();
  for (let n = 0; n < 10; n += 1) pages.arrived(50, 2000);
  expect(pages.rows(2000)).toBe(2000);
  pages.arrived(1500, 2000);
  expect(pages.rows(2000)).toBe(2000);
  pages.arrived(3000, 2000);
  expect(pages.rows(2000)).toBe(1000);
  pages.lost();
  expect(pages.rows(2000)).toBe(250);
  for (let n = 0; n < 10; n += 1) pages.arrived(9000, 2000);
  expect(pages.rows(2000)).toBe(50);
  expect(pages.rows(10)).toBe(10);
});
