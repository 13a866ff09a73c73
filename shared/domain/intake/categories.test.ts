import { describe, expect, it } from 'vitest';
import { rankCategories } from './categories.ts';

const category = (code: string, zh: string, en: string, pinyin: string, synonyms: string[] = []) => ({
  ...{ code, zh, en, pinyin, synonyms },
});
const types = [
  category('010101', '井盖破损', 'Damaged manhole cover', 'jgps', ['窨井盖坏']),
  category('010102', '井盖缺失', 'Missing manhole cover', 'jgqs'),
  category('010203', '人行道砖松动', 'Loose pavement tiles', 'rxdzsd', ['地砖翘起']),
  category('010301', '暴露垃圾', 'Exposed litter', 'bllj', ['垃圾乱扔']),
];
const NONE = new Map<string, number>();
const first = (typed: string, use = NONE) => rankCategories(types, typed, use)[0]?.zh;

describe('a category', () => {
  it('is found by name, initials, synonym and its initials, code and English word', () => {
    for (const typed of ['井盖缺', 'jgqs', 'JGQ', 'ＪＧＱ', '010102', 'missing']) expect(first(typed)).toBe('井盖缺失');
    expect(first('地砖')).toBe('人行道砖松动');
    expect(first('dzq')).toBe('人行道砖松动');
    expect(first('litter')).toBe('暴露垃圾');
    expect(first('盖坏')).toBe('井盖破损');
    expect(rankCategories(types, 'manhole', NONE)).toHaveLength(2);
    expect(rankCategories(types, '没有这样的事', NONE)).toEqual([]);
  });

  it('that is used more comes before its equals, and never before a better fit', () => {
    const use = new Map([
      ['010102', 3],
      ['010203', 90],
    ]);
    expect(first('jg', use)).toBe('井盖缺失');
    expect(first('', use)).toBe('人行道砖松动');
    expect(first('jgps', use)).toBe('井盖破损');
  });
});
