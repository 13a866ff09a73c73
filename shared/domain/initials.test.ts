import { pinyin } from 'pinyin-pro';
import { expect, it } from 'vitest';
import { hasInitial, initialsOf } from './initials.ts';

it('knows the first letter of every reading', () => {
  expect(Array.from('井盖破损', initialsOf)).toEqual(['j', 'gh', 'p', 's']);
  expect([initialsOf('长'), initialsOf('单'), initialsOf('区')]).toEqual(['cz', 'dsc', 'qo']);
  expect(hasInitial('长', 'z') && hasInitial('长', 'c') && !hasInitial('长', 'd')).toBe(true);
});

it('knows none of what is not Chinese', () => {
  expect(['a', '1', 'é', 'か', '𠮷', '龦', ''].map(initialsOf)).toEqual(['', '', '', '', '', '', '']);
  expect(hasInitial('井', '1') || hasInitial('a', 'a')).toBe(false);
});

it('agrees with the library that the table is made of', () => {
  for (let code = 0x4e00; code <= 0x9fff; code += 7) {
    const character = String.fromCodePoint(code);
    const readings = pinyin(character, { multiple: true, toneType: 'none', type: 'array' });
    const letters = readings.map((reading) => reading.normalize('NFD').charAt(0)).filter((l) => /[a-z]/.test(l));
    expect(initialsOf(character), character).toBe([...new Set(letters)].join(''));
  }
});
