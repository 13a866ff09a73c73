import { expect, it } from 'vitest';
import { categoriesOfKind } from './componentCategories.ts';

const category = (code: string, zh: string, departmentCode: string, synonyms: string[] = []) => ({
  ...{ code, zh, departmentCode, synonyms },
});
const categories = [
  category('010101', '井盖破损', 'municipal-works'),
  category('010102', '井盖缺失', 'municipal-works'),
  category('010106', '路灯不亮', 'street-lighting'),
  category('010804', '消防设施损坏', 'fire-rescue', ['消防栓漏水']),
  category('010806', '消防栓被圈占', 'fire-rescue'),
];

it('proposes categories that name the kind, those used most first, and none that has nothing to do with it', () => {
  const of = (zh: string, departmentCode = '', use: [string, number][] = []) =>
    categoriesOfKind({ zh, departmentCode }, categories, new Map(use)).map(({ code }) => code);
  expect(of('上水井盖')).toEqual(['010101', '010102']);
  expect(of('上水井盖', '', [['010102', 4]])).toEqual(['010102', '010101']);
  expect(of('路灯', 'street-lighting')).toEqual(['010106']);
  expect(of('消防栓', 'fire-rescue')).toEqual(['010804', '010806']);
  expect(of('城市雕塑')).toEqual([]);
});
