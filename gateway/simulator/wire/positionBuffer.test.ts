import { expect, it } from 'vitest';
import { PositionBuffer } from './positionBuffer.ts';

const at = (t: number) => ({ t, lon: 121, lat: 31 });

it('keeps the whole way, coarser, when it is full, and never more than one backfill at a time', () => {
  const buffer = new PositionBuffer(600);
  for (let t = 1; t <= 590; t++) buffer.keep(at(t));
  expect(buffer.head()).toHaveLength(500);
  buffer.forget(500);
  expect(buffer.head().map((position) => position.t)).toEqual(Array.from({ length: 90 }, (_, i) => 501 + i));

  const small = new PositionBuffer(10);
  for (let t = 0; t < 1000; t++) small.keep(at(t));
  expect(small.size).toBeLessThanOrEqual(10);
  expect(small.head()[0]?.t).toBe(0);
  expect(small.head().at(-1)?.t).toBe(999);
});
