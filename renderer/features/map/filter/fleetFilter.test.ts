import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WorkerTraits } from '#shared/contract/fleetViews.ts';
import { FILTER_STATES, type FleetFilter, NO_FILTER } from '#shared/contract/mapView.ts';
import { STATUS } from '#shared/protocol/fleetFrame.ts';
import { isShown } from '../fleet/mask.ts';
import { type Fleet, FleetFilterRun, sameMask } from './fleetFilter.ts';

const GRIDS = ['99010100100101', '99010100100102', '99010100200101', '99010200100101'];
const traits: WorkerTraits = {
  roles: ['grid-worker', 'team-lead'],
  teams: [
    { id: 't1', name: '一队' },
    { id: 't2', name: '二队' },
  ],
  grids: GRIDS,
  skills: ['急救', '消防'],
  role: Uint8Array.of(1, 1, 2, 1, 2, 0),
  team: Uint16Array.of(1, 1, 1, 2, 2, 0),
  grid: Uint16Array.of(1, 2, 3, 4, 4, 0),
  skill: Uint32Array.of(1, 2, 3, 0, 0, 0),
};
const ON = STATUS.online | STATUS.onDuty;
const statuses = [ON, ON | STATUS.busy | STATUS.outOfGrid, ON, ON | STATUS.stale, 0, ON | STATUS.sos];
const fleet: Fleet = { count: 6, has: () => true, status: (index) => statuses[index] ?? 0 };

function shownBy(part: Partial<FleetFilter>, offDuty = true, of = fleet): number[] {
  const { mask, shown } = new FleetFilterRun({ ...NO_FILTER, ...part }, traits).mask(of, offDuty);
  const indices = Array.from({ length: of.count + 8 }, (_, index) => index).filter((index) => isShown(mask, index));
  expect(indices).toHaveLength(shown);
  return indices;
}

test('[ST305] each group leaves those that fit, and whoever calls for help', () => {
  expect(shownBy({})).toEqual([0, 1, 2, 3, 4, 5]);
  expect(shownBy({ roles: ['team-lead'] })).toEqual([2, 4, 5]);
  expect(shownBy({ team: 't2' })).toEqual([3, 4, 5]);
  expect(shownBy({ skills: ['消防'] })).toEqual([1, 2, 5]);
  expect(shownBy({ skills: ['急救', '消防'] })).toEqual([0, 1, 2, 5]);
  expect(shownBy({ grid: '990101' })).toEqual([0, 1, 2, 5]);
  expect(shownBy({ grid: '990101001' })).toEqual([0, 1, 5]);
  expect(shownBy({ grid: '99010100100102' })).toEqual([1, 5]);
  expect(shownBy({ states: ['out'] })).toEqual([1, 5]);
  expect(shownBy({ states: ['stale', 'off'] })).toEqual([3, 4, 5]);
  expect(shownBy({ states: ['sos'] })).toEqual([5]);
  expect(shownBy({ roles: ['grid-worker'], states: ['busy'], team: 't1' })).toEqual([1, 5]);
});

test('[ST305] what nobody is or has hides all but calls for help; who is not on the map is not counted', () => {
  expect(shownBy({ team: 'gone' })).toEqual([5]);
  expect(shownBy({ skills: ['潜水'] })).toEqual([5]);
  expect(shownBy({}, false)).toEqual([0, 1, 2, 3, 5]);
  const some = { ...fleet, has: (index: number) => index !== 1 };
  expect(shownBy({ skills: ['消防'] }, true, some)).toEqual([2, 5]);
  const run = new FleetFilterRun({ ...NO_FILTER, team: 't1' }, traits);
  expect(run.mask(some, false)).toMatchObject({ shown: 3, of: 4 });
});

test('[ST305] a choice shows how many it would leave with the other groups as they are', () => {
  const { roles, states, skills, teams, grids } = new FleetFilterRun(
    { ...NO_FILTER, roles: ['team-lead'], team: 't1' },
    traits,
  ).counts(fleet);
  expect(Object.fromEntries(roles)).toEqual({ 'grid-worker': 2, 'team-lead': 1 });
  expect(Object.fromEntries(teams)).toEqual({ t1: 1, t2: 1 });
  expect(Object.fromEntries(skills)).toEqual({ 急救: 1, 消防: 1 });
  expect([states.get('free'), states.get('sos')]).toEqual([1, 1]);
  expect([grids.get('990101002'), grids.get('990101002001'), grids.get('990102001')]).toEqual([1, 1, 0]);
});

test('[ST305] a count is what choosing it shows, whatever is chosen besides', () => {
  const subset = <T>(of: readonly T[]) => fc.subarray([...of]);
  const filters = fc.record({
    roles: subset(traits.roles),
    states: subset(FILTER_STATES),
    skills: subset(traits.skills),
    team: fc.constantFrom('', 't1', 't2'),
    grid: fc.constantFrom('', '990101', '990101001', ...GRIDS),
  });
  const calm: Fleet = { ...fleet, status: (index) => (index === 5 ? ON : (statuses[index] ?? 0)) };
  fc.assert(
    fc.property(filters, (filter) => {
      const counts = new FleetFilterRun(filter, traits).counts(calm);
      for (const role of traits.roles)
        expect(counts.roles.get(role)).toBe(shownBy({ ...filter, roles: [role] }, true, calm).length);
      for (const state of FILTER_STATES)
        expect(counts.states.get(state)).toBe(shownBy({ ...filter, states: [state] }, true, calm).length);
      for (const { id } of traits.teams)
        expect(counts.teams.get(id)).toBe(shownBy({ ...filter, team: id }, true, calm).length);
      for (const [grid, n] of counts.grids) expect(n).toBe(shownBy({ ...filter, grid }, true, calm).length);
    }),
  );
});

test('masks are compared by who they show', () => {
  expect(sameMask(null, null)).toBe(true);
  expect(sameMask(Uint8Array.of(1), null)).toBe(false);
  expect(sameMask(Uint8Array.of(1), Uint8Array.of(1))).toBe(true);
  expect(sameMask(Uint8Array.of(1), Uint8Array.of(3))).toBe(false);
});
