/**
 * Who could act on a case, in the order they are proposed, each with the facts that put them there: what is proposed must be
 * explained, or nobody follows it.
 */

/** What is known of a department when a case is to be dispatched. */
export interface DepartmentFacts {
  code: string;
  /** the catalogue names it for the category */
  isDefault: boolean;
  /** ended cases of the category's group in the case's community that it had in hand */
  worked: number;
  /** cases it has in hand now, anywhere */
  open: number;
}

/** so many cases in a community tell half of what there is to learn from its past */
const HALF_KNOWN = 5;
/** the heaviest load weighs half of what the catalogue's word does */
const LOAD_WEIGHT = 0.5;

/**
 * Departments, the one to be proposed first. The catalogue's word weighs most: another one stands above it only where it
 * worked nearly all such cases here and has clearly less in hand.
 */
export function rankDepartments(departments: readonly DepartmentFacts[]): DepartmentFacts[] {
  const worked = departments.reduce((sum, { worked: n }) => sum + n, 0);
  const most = Math.max(1, ...departments.map(({ open }) => open));
  const score = ({ isDefault, worked: own, open }: DepartmentFacts): number =>
    (isDefault ? 1 : 0) + own / (worked + HALF_KNOWN) - (LOAD_WEIGHT * open) / most;
  return departments.toSorted((a, b) => score(b) - score(a) || compare(a.code, b.code));
}

/** Departments there is a reason to propose: the catalogue's, and those that worked such cases here. */
export function proposedDepartments(departments: readonly DepartmentFacts[]): DepartmentFacts[] {
  return rankDepartments(departments.filter(({ isDefault, worked }) => isDefault || worked > 0));
}

/** What is known of a worker when somebody is to be sent. */
export interface WorkerFacts {
  id: string;
  /** metres to the place, by street or straight; null: never seen */
  distance: number | null;
  /** ms since the last fix; null: never seen */
  fixAge: number | null;
  role: 'grid-worker' | 'team-lead' | 'specialist';
  ownGrid: boolean;
  /** cases in hand */
  load: number;
  onDuty: boolean;
  online: boolean;
  /** calls for help */
  sos: boolean;
  /** on the way to or at something */
  busy: boolean;
}

/** Why somebody should not be sent without a second look, the gravest first. */
export const WORKER_WARNINGS = ['sos', 'off-duty', 'offline', 'stale', 'no-fix', 'busy', 'loaded'] as const;
export type WorkerWarning = (typeof WORKER_WARNINGS)[number];

/** ms after which a fix tells no longer where somebody is: as the centre's stale bit */
export const STALE_FIX_MS = 120_000;
/** cases in hand from which on one more is worth a word */
export const LOADED = 3;

export function workerWarnings({ onDuty, online, sos, busy, fixAge, load }: Omit<WorkerFacts, 'id'>): WorkerWarning[] {
  const holds: Record<WorkerWarning, boolean> = {
    sos,
    'off-duty': !onDuty,
    offline: onDuty && !online,
    stale: online && fixAge !== null && fixAge > STALE_FIX_MS,
    'no-fix': fixAge === null,
    busy,
    loaded: load >= LOADED,
  };
  return WORKER_WARNINGS.filter((warning) => holds[warning]);
}

/** Warnings of somebody who cannot be counted on to go at all. */
const UNFIT: readonly WorkerWarning[] = ['sos', 'off-duty', 'offline', 'stale'];

/** Whether somebody can be sent now: on duty, reachable, seen lately, not calling for help. */
export function isFit(worker: Omit<WorkerFacts, 'id'>): boolean {
  return !workerWarnings(worker).some((warning) => UNFIT.includes(warning));
}

/** metres that a reason against somebody counts for: an idle one a little further away goes first */
const METRES = { perCase: 150, busy: 400, lead: 300, unseen: 50_000 } as const;

function metresOf({ distance, ownGrid, load, busy, role }: WorkerFacts): number {
  const way = distance ?? (ownGrid ? 0 : METRES.unseen);
  // A team lead who goes leaves a team without one.
  return way + load * METRES.perCase + (busy ? METRES.busy : 0) + (role === 'team-lead' ? METRES.lead : 0);
}

/** Workers, whoever is to be proposed first: those who can go, by way and load; then the others. */
export function rankWorkers<T extends WorkerFacts>(workers: readonly T[]): T[] {
  const rank = (worker: T): number => (isFit(worker) ? 0 : worker.onDuty ? 1 : 2);
  return workers.toSorted((a, b) => rank(a) - rank(b) || metresOf(a) - metresOf(b) || compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
