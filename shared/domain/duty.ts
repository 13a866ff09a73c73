/**
 * Who was on duty on a day, and which unit grids that covered, told by the workers' rows as they are at one moment of it: a row
 * says since when it is as it is, so that one look knows of the whole day up to then, whatever happened while nobody looked.
 */
import type { Period } from './cohorts.ts';

/** What is counted of one day, in one area. */
export interface DutyCount {
  /** workers the centre knew */
  rostered: number;
  /** of these, on duty at some time of the day */
  onDuty: number;
  /** unit grids */
  grids: number;
  /** of these, with a worker on duty at some time of the day */
  covered: number;
}

/** What a worker's row says of their duty. */
export interface DutyWorker {
  gridCode: string;
  onDuty: boolean;
  /** since when onDuty is as it is; null when never told */
  dutySince: number | null;
}

/** what a day is kept by: the communities, some of a hundred where there are thousands of unit grids */
const COMMUNITY_DIGITS = 12;

export function noDuty(): DutyCount {
  return { rostered: 0, onDuty: 0, grids: 0, covered: 0 };
}

export function addDuty(sum: DutyCount, { rostered, onDuty, grids, covered }: DutyCount): void {
  sum.rostered += rostered;
  sum.onDuty += onDuty;
  sum.grids += grids;
  sum.covered += covered;
}

/**
 * Whether a worker has been on duty in a day until now, as their row is at a moment of that day. Who went off duty was on duty
 * until then; who went off at its first instant was so the day before.
 */
export function wasOnDuty({ onDuty, dutySince }: Omit<DutyWorker, 'gridCode'>, { from, to }: Period): boolean {
  if (onDuty) return dutySince === null || dutySince < to;
  return dutySince !== null && dutySince > from;
}

/** Counts one day by community: all workers, then all unit grids. */
export class DutyTally {
  readonly #day: Period;
  readonly #covered = new Set<string>();
  readonly #counts = new Map<string, DutyCount>();

  constructor(day: Period) {
    this.#day = day;
  }

  addWorker(worker: DutyWorker): void {
    const count = this.#of(worker.gridCode);
    count.rostered += 1;
    if (!wasOnDuty(worker, this.#day)) return;
    count.onDuty += 1;
    this.#covered.add(worker.gridCode);
  }

  /** A unit grid, when all workers have been added. */
  addGrid(code: string): void {
    const count = this.#of(code);
    count.grids += 1;
    if (this.#covered.has(code)) count.covered += 1;
  }

  /** By code of the community, or what a shorter code names, in the order of the codes. */
  get counts(): [code: string, count: DutyCount][] {
    return [...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  #of(gridCode: string): DutyCount {
    const code = gridCode.slice(0, COMMUNITY_DIGITS);
    const known = this.#counts.get(code) ?? noDuty();
    this.#counts.set(code, known);
    return known;
  }
}

/** Whether the days say anything of an area: those with this beginning of a code are kept one by one. */
export function isKeptOf(gridPrefix: string): boolean {
  return gridPrefix.length <= COMMUNITY_DIGITS;
}
