import { expect, test } from 'vitest';
import { nothingApplied } from '../cache/cache.ts';
import { contextForTest } from './contextForTest.ts';
import { packTraits, workerTraits } from './workerTraits.ts';

const WORKERS = 4_100;

test('[ST303] traits of every worker come in columns by index, whatever order and gaps they have', async () => {
  const { db, cache, context } = contextForTest();
  const put = (entity: Parameters<typeof cache.put>[1], id: string, value: object) =>
    cache.put('a', entity, id, value, nothingApplied());
  db.transaction(() => {
    for (let n = WORKERS - 1; n >= 0; n -= 1) {
      if (n === 7) continue;
      put('worker', `w${n}`, {
        ...{ id: `w${n}`, version: 1, index: n, name: '张三', onDuty: true, dutySince: null },
        role: n % 10 === 0 ? 'team-lead' : 'grid-worker',
        teamId: `t${n % 3}`,
        gridCode: `9901010010010${n % 2}`,
        ...(n % 4 === 0 ? { skills: n % 8 === 0 ? ['急救', '消防'] : ['急救'] } : {}),
      });
    }
    const members = { teamIds: ['t1'] };
    put('channel', 'team-t1', {
      id: 'team-t1',
      version: 1,
      name: '书田社区网格队',
      kind: 'team',
      priority: 2,
      gridCode: null,
      members,
    });
  })();
  const traits = await workerTraits(context, {});
  expect([traits.role, traits.team, traits.grid, traits.skill].map(({ length }) => length)).toEqual(
    Array.from({ length: 4 }, () => WORKERS),
  );
  expect(traits.role[7]).toBe(0);
  expect(traits.roles[(traits.role[40] ?? 0) - 1]).toBe('team-lead');
  expect(traits.teams[(traits.team[4] ?? 0) - 1]).toEqual({ id: 't1', name: '书田社区网格队' });
  expect(traits.teams[(traits.team[5] ?? 0) - 1]).toEqual({ id: 't2', name: 't2' });
  expect(traits.grids[(traits.grid[9] ?? 0) - 1]).toBe('99010100100101');
  expect(traits.skills).toEqual(['急救', '消防']);
  expect([traits.skill[8], traits.skill[4], traits.skill[9]]).toEqual([3, 1, 0]);
  db.close();
});

test('[ST303] of more skills than there are bits the ones that most have are told', () => {
  const names = Array.from({ length: 40 }, (_, n) => `技能${String(n).padStart(2, '0')}`);
  const rows = names.flatMap((name, n) =>
    Array.from({ length: 40 - n }, (_, i) => ({
      idx: n * 40 + i,
      grid: 'g',
      role: 'specialist',
      team: '',
      skills: JSON.stringify([name]),
    })),
  );
  const { skills, skill } = packTraits(rows, new Map());
  expect(skills).toEqual(names.slice(0, 32));
  expect(skill[31 * 40]).toBe(2 ** 31);
  expect(skill[39 * 40]).toBe(0);
});
