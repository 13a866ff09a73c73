import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likeness } from './likeness.ts';

const text = fc.string({ unit: fc.constantFrom(...'井盖破损路面塌陷ab1２ ，'), maxLength: 30 });

describe('likeness of texts', () => {
  it('lies between 0 and 1, is the same both ways, and 1 for a text with itself', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const alike = likeness(a, b);
        expect(alike).toBeGreaterThanOrEqual(0);
        expect(alike).toBeLessThanOrEqual(1);
        expect(likeness(b, a)).toBe(alike);
        expect([0, 1]).toContain(likeness(a, a));
        if (/[^ ，]/u.test(a)) expect(likeness(a, a)).toBe(1);
      }),
    );
  });

  it('does not see width, case, blanks and punctuation', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const other = a.toUpperCase().replaceAll('1', '１').split('').join(' ');
        expect(likeness(other, b)).toBeCloseTo(likeness(a, b));
      }),
    );
  });

  it('tells the same problem in other words from another problem', () => {
    const told = '云锦路12号门口井盖破损';
    expect(likeness(told, '云锦路12号井盖破损，有人绊倒')).toBeGreaterThan(0.6);
    expect(likeness(told, '安河路3号垃圾满溢')).toBeLessThan(0.15);
    expect(likeness('', told)).toBe(0);
  });
});
