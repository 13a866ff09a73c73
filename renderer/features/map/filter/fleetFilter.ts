import type { WorkerTraits } from '#shared/contract/fleetViews.ts';
import { FILTER_STATES, type FilterState, type FleetFilter } from '#shared/contract/mapView.ts';
import { STATUS } from '#shared/protocol/fleetFrame.ts';
import { kindOf, ON_DUTY_FROM, SOS } from '../fleet/kinds.ts';
import type { WorkerMask } from '../fleet/mask.ts';

export function isFiltering({ roles, states, skills, team, grid }: FleetFilter): boolean {
  return roles.length + states.length + skills.length > 0 || team !== '' || grid !== '';
}

/** The part of a fleet's table that a filter reads. */
export interface Fleet {
  /** highest known index + 1 */
  count: number;
  /** whether anything is known of where a worker is */
  has(index: number): boolean;
  /** bits of `STATUS` */
  status(index: number): number;
}

/** Choices, and how many would be left of each if it alone were chosen in its group, with the other groups as they are. */
export interface ChoiceCounts {
  roles: Map<string, number>;
  states: Map<FilterState, number>;
  skills: Map<string, number>;
  teams: Map<string, number>;
  /** by code of every tier */
  grids: Map<string, number>;
}

const STATE_BITS = Object.fromEntries(FILTER_STATES.map((state, n) => [state, 1 << n])) as Record<FilterState, number>;

/** The states of every status byte, as bits in the order of `FILTER_STATES`. */
const STATES_OF_STATUS = Uint8Array.from({ length: 256 }, (_, status) => {
  const kind = kindOf(status);
  if (kind === SOS) return STATE_BITS.sos | (status & STATUS.busy ? STATE_BITS.busy : 0);
  if (kind < ON_DUTY_FROM) return STATE_BITS.off;
  const name = (['off', 'off', 'stale', 'free', 'out', 'busy', 'sos'] as const)[kind];
  const isOut = (status & STATUS.outOfGrid) !== 0 && name !== 'stale';
  return STATE_BITS[name] | (isOut ? STATE_BITS.out : 0);
});
const SOS_BIT = STATE_BITS.sos;

/** Digits of a street's, a community's and a unit grid's code. */
export const GRID_DIGITS = [9, 12, 14] as const;

const GROUPS = { role: 1, state: 2, skill: 4, team: 8, grid: 16 } as const;

/**
 * A filter over who the workers are, made ready to be run over a whole fleet at every tick: a few look-ups a worker. Workers who call
 * for help always pass. Groups are told apart by bits, so that one run says both who is shown and what each choice would leave.
 */
export class FleetFilterRun {
  readonly #traits: WorkerTraits;
  readonly #roles: Uint8Array;
  readonly #grids: Uint8Array;
  readonly #skills: number;
  readonly #anySkill: boolean;
  readonly #states: number;
  readonly #team: number;
  readonly #anyTeam: boolean;

  constructor(filter: FleetFilter, traits: WorkerTraits) {
    this.#traits = traits;
    const allowed = (names: readonly string[], fits: (name: string) => boolean, all: boolean) =>
      Uint8Array.from({ length: names.length + 1 }, (_, n) => (all || (n > 0 && fits(names[n - 1] ?? '')) ? 1 : 0));
    this.#roles = allowed(traits.roles, (role) => filter.roles.includes(role), filter.roles.length === 0);
    this.#grids = allowed(traits.grids, (code) => code.startsWith(filter.grid), filter.grid === '');
    this.#skills = filter.skills.reduce((bits, name) => bits | bitOf(traits.skills.indexOf(name)), 0);
    this.#anySkill = filter.skills.length === 0;
    this.#states = filter.states.reduce((bits, state) => bits | STATE_BITS[state], 0);
    if (filter.states.length === 0) this.#states = -1;
    this.#anyTeam = filter.team === '';
    this.#team = traits.teams.findIndex(({ id }) => id === filter.team) + 1;
  }

  /** Groups (bits of `GROUPS`) that speak against a worker of these states. */
  #against(index: number, states: number): number {
    const { role, grid, team, skill } = this.#traits;
    let against = 0;
    if (this.#roles[role[index] ?? 0] !== 1) against |= GROUPS.role;
    if (this.#grids[grid[index] ?? 0] !== 1) against |= GROUPS.grid;
    if (this.#states !== -1 && (states & this.#states) === 0) against |= GROUPS.state;
    if (!this.#anySkill && ((skill[index] ?? 0) & this.#skills) === 0) against |= GROUPS.skill;
    if (!this.#anyTeam && (this.#team === 0 || team[index] !== this.#team)) against |= GROUPS.team;
    return against;
  }

  /** Who is shown, as a new mask, and how many they are of how many; `offDuty`: those off duty are on the map at all. */
  mask(fleet: Fleet, offDuty: boolean): { mask: WorkerMask; shown: number; of: number } {
    const mask = new Uint8Array(Math.ceil(fleet.count / 8));
    let [shown, of] = [0, 0];
    for (let index = 0; index < fleet.count; index += 1) {
      const states = STATES_OF_STATUS[fleet.status(index)] ?? 0;
      if (!fleet.has(index) || (!offDuty && states === STATE_BITS.off)) continue;
      of += 1;
      if ((states & SOS_BIT) === 0 && this.#against(index, states) !== 0) continue;
      shown += 1;
      mask[index >> 3] = (mask[index >> 3] ?? 0) | (1 << (index & 7));
    }
    return { mask, shown, of };
  }

  /** What each choice would leave. */
  counts(fleet: Fleet): ChoiceCounts {
    const { roles, teams, grids, skills, role, team, grid, skill } = this.#traits;
    const by = {
      role: new Uint32Array(roles.length + 1),
      team: new Uint32Array(teams.length + 1),
      grid: new Uint32Array(grids.length + 1),
      skill: new Uint32Array(skills.length),
      state: new Uint32Array(FILTER_STATES.length),
    };
    for (let index = 0; index < fleet.count; index += 1) {
      if (!fleet.has(index)) continue;
      const states = STATES_OF_STATUS[fleet.status(index)] ?? 0;
      const against = this.#against(index, states);
      const asks = (group: number) => (against & ~group) === 0;
      if (asks(GROUPS.role)) add(by.role, role[index] ?? 0);
      if (asks(GROUPS.team)) add(by.team, team[index] ?? 0);
      if (asks(GROUPS.grid)) add(by.grid, grid[index] ?? 0);
      if (asks(GROUPS.skill)) addBits(by.skill, skill[index] ?? 0);
      // Calls for help are shown whatever else is asked for.
      addBits(by.state, asks(GROUPS.state) ? states : states & SOS_BIT);
    }
    const named = <N>(names: readonly N[], counts: Uint32Array, from: number) =>
      new Map(names.map((name, n) => [name, counts[n + from] ?? 0] as const));
    return {
      roles: named(roles, by.role, 1),
      teams: named(
        teams.map(({ id }) => id),
        by.team,
        1,
      ),
      grids: byTier(grids, by.grid),
      skills: named(skills, by.skill, 0),
      states: named(FILTER_STATES, by.state, 0),
    };
  }
}

/** [ST305] Whether two masks show the same: the painter is told of changes only. */
export function sameMask(a: WorkerMask | null, b: WorkerMask | null): boolean {
  if (a === null || b === null) return a === b;
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

function bitOf(place: number): number {
  return place < 0 ? 0 : 1 << place;
}
function add(counts: Uint32Array, at: number): void {
  counts[at] = (counts[at] ?? 0) + 1;
}
function addBits(counts: Uint32Array, bits: number): void {
  for (let at = 0; at < counts.length; at += 1) if ((bits & (1 << at)) !== 0) add(counts, at);
}

function byTier(codes: readonly string[], counts: Uint32Array): Map<string, number> {
  const sums = new Map<string, number>();
  codes.forEach((code, n) => {
    for (const digits of GRID_DIGITS) {
      if (digits > code.length) continue;
      const of = code.slice(0, digits);
      sums.set(of, (sums.get(of) ?? 0) + (counts[n + 1] ?? 0));
    }
  });
  return sums;
}
