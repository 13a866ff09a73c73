import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bigrams, normaliseAddress, normaliseText } from './search.ts';

const text = fc
  .array(fc.constantFrom(...Array.from('井盖破损路灯不亮垃圾AB12 ，。')), { maxLength: 20 })
  .map((all) => all.join(''));

describe('search text', () => {
  it('is half width, lower case, with single blanks', () => {
    expect(normaliseText('  ＡＢＣ　１２  x ')).toBe('abc 12 x');
    fc.assert(
      fc.property(fc.string(), (any) => {
        expect(normaliseText(normaliseText(any))).toBe(normaliseText(any));
      }),
    );
  });

  it('is cut into pairs, each once', () => {
    expect(bigrams('井盖破损')).toBe('井盖 盖破 破损');
    expect(bigrams('路灯，灯')).toBe('路灯 灯');
    expect(bigrams('')).toBe('');
    expect(bigrams('3号楼')).toBe('3号 号楼');
  });

  it('finds every part of two or more characters of a text', () => {
    fc.assert(
      fc.property(text, fc.nat(20), fc.integer({ min: 2, max: 6 }), (whole, from, length) => {
        const part = Array.from(whole)
          .slice(from, from + length)
          .join('');
        fc.pre(/^[\p{L}\p{N}]{2,}$/u.test(part));
        const index = new Set(bigrams(whole).split(' '));
        expect(
          bigrams(part)
            .split(' ')
            .filter((pair) => !index.has(pair)),
        ).toEqual([]);
      }),
    );
  });
});

describe('addresses', () => {
  it.each([
    ['和平路３號', '和平路3号'],
    ['和平路三号', '和平路3号'],
    ['幸福里 十二 幢 二单元', '幸福里12栋2单元'],
    ['幸福里十二幢二单元二〇三室', '幸福里12栋2单元203室'],
    ['幸福里3号楼', '幸福里3栋'],
    ['中山路一百零五号', '中山路105号'],
    ['中山路15#', '中山路15号'],
  ])('%s is %s', (written, plain) => {
    expect(normaliseAddress(written)).toBe(plain);
  });
});
