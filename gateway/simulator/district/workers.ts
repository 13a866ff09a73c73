import type { Team, Worker } from '#shared/district/files.ts';
import { workerId } from '#shared/district/files.ts';
import type { CityPlan } from './cityPlan.ts';
import { personName } from './names.ts';
import type { Random } from './random.ts';

/** One team per community, ordered by code. */
export function createTeams(plan: CityPlan): Team[] {
  return plan.communityCodes
    .map((code, i): Team => {
      const name = plan.communityNames[i] ?? { zh: '', en: '' };
      return { id: `t${code}`, communityCode: code, zh: `${name.zh}社区网格队`, en: `${name.en} Community Grid Team` };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What demo workers are trained for, and how many of a hundred are. */
const SKILLS: readonly [name: string, share: number][] = [
  ['急救', 0.12],
  ['消防', 0.1],
  ['矛盾调解', 0.09],
  ['防汛', 0.07],
  ['电气', 0.05],
  ['燃气', 0.04],
  ['手语', 0.02],
  ['无人机', 0.02],
];
export const SKILL_NAMES = SKILLS.map(([name]) => name);

/** Gives workers their skills; a stream of its own, so that names and grids stay as they were. */
export function trainWorkers(workers: readonly Worker[], random: Random): Worker[] {
  return workers.map((worker) => {
    const skills = SKILLS.filter(([, share]) => random.chance(share)).map(([name]) => name);
    return skills.length === 0 ? worker : { ...worker, skills };
  });
}

/**
 * Workers dealt out over the unit grids round by round, so that any first n of them are spread over the whole district.
 * The first worker of a community leads its team; a few per hundred are specialists.
 */
export function createWorkers(plan: CityPlan, count: number, random: Random): Worker[] {
  const led = new Set<string>();
  const workers: Worker[] = [];
  let order: string[] = [];
  for (let index = 0; index < count; index++) {
    if (order.length === 0) order = random.shuffle(plan.unitCodes);
    const gridCode = order.pop() ?? '';
    const teamId = `t${gridCode.slice(0, 12)}`;
    const isFirst = !led.has(teamId);
    led.add(teamId);
    const role = isFirst ? 'team-lead' : random.chance(0.04) ? 'specialist' : 'grid-worker';
    workers.push({ id: workerId(index), index, name: personName(random), gridCode, role, teamId });
  }
  return workers;
}
