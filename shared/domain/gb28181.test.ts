import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatGb28181Id, gb28181Words, parseGb28181Id } from './gb28181.ts';

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((list) => list.join(''));

it('splits and joins every id of 20 digits, and nothing else', () => {
  fc.assert(
    fc.property(digits(14), fc.integer({ min: 1, max: 999_999 }), (head, serial) => {
      const id = `${head}${String(serial).padStart(6, '0')}`;
      const parts = parseGb28181Id(id);
      expect(parts && formatGb28181Id(parts)).toBe(id);
    }),
  );
  fc.assert(
    fc.property(fc.string({ maxLength: 24 }), (text) => {
      if (!/^\d{20}$/.test(text)) expect(parseGb28181Id(text)).toBeNull();
    }),
  );
  expect(parseGb28181Id('34020000001320000000')).toBeNull();
  expect(parseGb28181Id('3402000000132000000１')).toBeNull();
});

it('says in words what an id says in digits', () => {
  const parts = parseGb28181Id('34020000081326000017');
  expect(parts).toEqual({ centre: '34020000', industry: '08', type: '132', network: '6', serial: '000017' });
  expect(parts && gb28181Words(parts)).toMatchObject({
    industry: { zh: '城市管理接入' },
    type: { zh: '网络摄像机（IPC）' },
    network: { zh: '政务网' },
  });
  const unknown = parseGb28181Id('34020000997770000001');
  expect(unknown && gb28181Words(unknown)).toMatchObject({
    industry: null,
    type: null,
    network: { zh: '监控报警专网' },
  });
});

it('joins nothing whose parts have other lengths, though their sum is right', () => {
  const wrong = { centre: '340200000', industry: '0', type: '132', network: '0', serial: '000001' };
  expect(() => formatGb28181Id(wrong)).toThrow(RangeError);
});
