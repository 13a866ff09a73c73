import { expect, test } from 'vitest';
import { matchExpression } from './search.ts';

test('a query asks for every pair of its characters; a single character for what begins with it', () => {
  expect(matchExpression('井盖破损')).toBe('"井盖" AND "盖破" AND "破损"');
  expect(matchExpression('井')).toBe('"井"*');
  expect(matchExpression('井盖 路')).toBe('"井盖" AND "路"*');
  expect(matchExpression('  ""*() ')).toBeNull();
});
