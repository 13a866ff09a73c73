import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  caseNumber,
  formatComponentCode,
  formatGridCode,
  gridTier,
  NO_COMMUNITY,
  parentGrid,
  parseCaseNumber,
  parseComponentCode,
  parseGridCode,
} from './codes.ts';
import { shanghaiDay } from './calendar.ts';
import { MONDAY_TEN } from './fixtures.ts';

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));
const gridCode = fc.oneof(digits(6), digits(9), digits(12), digits(14));

describe('grid codes', () => {
  it('splits 6 + 3 + 3 + 2 digits', () => {
    expect(parseGridCode('11010100200304')).toEqual({
      district: '110101',
      street: '002',
      community: '003',
      unit: '04',
    });
    expect(gridTier('110101002003')).toBe('community');
    expect(parentGrid('11010100200304')).toBe('110101002003');
    expect(parentGrid('110101')).toBeNull();
  });

  it('round-trips, and a parent is a prefix one tier up', () => {
    fc.assert(
      fc.property(gridCode, (code) => {
        const parts = parseGridCode(code);
        expect(parts && formatGridCode(parts)).toBe(code);
        const parent = parentGrid(code);
        if (code.length === 6) expect(parent).toBeNull();
        else {
          expect(code.startsWith(parent ?? 'x')).toBe(true);
          expect(gridTier(parent ?? '')).not.toBeNull();
        }
      }),
    );
  });

  it('refuses everything else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/^(\d{6}|\d{9}|\d{12}|\d{14})$/.test(text));
        expect([parseGridCode(text), gridTier(text), parentGrid(text)]).toEqual([null, null, null]);
      }),
    );
    expect(parseGridCode('１１０１０１')).toBeNull();
    expect(parseGridCode('110101\n')).toBeNull();
    expect(() => formatGridCode({ district: '110101', unit: '01' })).toThrow(RangeError);
    expect(() => formatGridCode({ district: '11010' })).toThrow(RangeError);
  });
});

describe('component codes', () => {
  it('round-trip', () => {
    fc.assert(
      fc.property(digits(16), (component) => {
        const parts = parseComponentCode(component);
        expect(parts && formatComponentCode(parts)).toBe(component);
      }),
    );
  });

  it('refuse wrong lengths', () => {
    expect(parseComponentCode('123')).toBeNull();
    expect(() => formatComponentCode({ district: '1', group: '01', kind: '01', serial: '000001' })).toThrow(RangeError);
  });
});

describe('case numbers', () => {
  it('are the community, the Shanghai day and the serial', () => {
    expect(caseNumber('11010100200304', MONDAY_TEN, 7)).toBe('1101010020032026030200007');
    expect(caseNumber('', MONDAY_TEN, 1)).toBe(`${NO_COMMUNITY}2026030200001`);
  });

  it('round-trip', () => {
    const time = fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2099-12-30') });
    fc.assert(
      fc.property(digits(14), time, fc.integer({ min: 1, max: 99_999 }), (grid, at, serial) => {
        const parsed = parseCaseNumber(caseNumber(grid, at, serial));
        expect(parsed).toEqual({ community: grid.slice(0, 12), day: shanghaiDay(at), serial });
      }),
    );
  });

  it('refuse serials out of range and days that are none', () => {
    expect(() => caseNumber('110101002003', MONDAY_TEN, 100_000)).toThrow(RangeError);
    expect(() => caseNumber('110101002003', MONDAY_TEN, 0)).toThrow(RangeError);
    expect(parseCaseNumber('1101010020032026023000001')).toBeNull();
    expect(parseCaseNumber('1101010020032026139900001')).toBeNull();
    expect(parseCaseNumber('1101010020032026030200000')).toBeNull();
    expect(parseCaseNumber('待编号')).toBeNull();
  });
});
