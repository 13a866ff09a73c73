import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseAddress, normaliseText } from './search.ts';

describe('search text', () => {
  it('is half width, lower case, with single blanks', () => {
    expect(normaliseText('  ＡＢＣ　１２  x ')).toBe('abc 12 x');
    fc.assert(
      fc.property(fc.string(), (any) => {
        expect(normaliseText(normaliseText(any))).toBe(normaliseText(any));
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
