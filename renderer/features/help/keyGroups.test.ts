import { expect, it } from 'vitest';
import { groupKeys } from './keyGroups.ts';

const binding = (keys: string, group: string, enabled = true) => ({
  keys,
  label: keys,
  group,
  enabled,
  run: () => undefined,
});

it('lists each key once under its heading, enabled when one of its bindings is', () => {
  const groups = groupKeys([binding('A', '案件', false), binding('G', '工作台'), binding('A', '案件')]);
  expect(groups.map(({ name }) => name)).toEqual(['案件', '工作台']);
  expect(groups[0]?.bindings).toMatchObject([{ keys: 'A', enabled: true }]);
});
