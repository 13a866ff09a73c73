/** What the evaluation figures are computed from. */
import type { Stage } from './case.ts';

/** What is counted in a period, in an area. Times are milliseconds. */
export interface Counts {
  /** cases reported in the period */
  received: number;
  /** of these, accepted */
  filed: number;
  /** cases judged in the period: accepted, rejected or merged */
  judged: number;
  /** of those judged, accepted */
  accepted: number;
  /** cases whose limit to be closed falls in the period */
  due: number;
  /** of those due, closed by now */
  closed: number;
  /** of those due, closed before their limit */
  closedOnTime: number;
  /** cases closed in the period, whenever they were due */
  closures: number;
  /** dispatched cases whose handle limit falls in the period */
  handleDue: number;
  /** of those, reported back */
  handled: number;
  /** of those, reported back before the limit */
  handledOnTime: number;
  /** of those handled, sent back by a verifier at least once */
  reworked: number;
  /** cases first dispatched in the period */
  dispatched: number;
  /** of those dispatched, returned by the department */
  returned: number;
  /** of those dispatched, gone to somebody else after a return: the dispatch was wrong */
  upheldReturns: number;
  /** cases the workers found in their own grid and shift */
  foundByOwn: number;
  /** cases others found in that grid and shift */
  foundByOthers: number;
  /** cases a check was first ordered of in the period */
  checksOrdered: number;
  checksInTime: number;
  /** of those filed, suspended, extended or supervised at least once */
  suspended: number;
  extended: number;
  supervised: number;
  /** commands acknowledged and the sum of the times that took */
  commandsAcknowledged: number;
  acknowledgeMs: number;
  /** workers the centre knew on each day of the period, summed over its days; those of them on duty at some time of the day */
  workersRostered: number;
  workersOnDuty: number;
  /** likewise unit grids, and those with a worker on duty at some time of the day (`duty.ts`) */
  grids: number;
  gridsCovered: number;
  /** cases a resident evaluated in the period */
  evaluated: number;
  /** of these, 4 or 5 of 5 */
  satisfied: number;
  /** stages last finished in the period, with how often and how long altogether */
  stages: Record<Stage, { finished: number; totalMs: number }>;
}

/** Counts with nothing in them. */
export function noCounts(): Counts {
  const none = () => ({ finished: 0, totalMs: 0 });
  const counts = Object.fromEntries(COUNT_NAMES.map((name) => [name, 0])) as Omit<Counts, 'stages'>;
  return { ...counts, stages: { accept: none(), dispatch: none(), handle: none(), verify: none() } };
}

const COUNT_NAMES = [
  'received',
  'filed',
  'judged',
  'accepted',
  'due',
  'closed',
  'closedOnTime',
  'closures',
  'handleDue',
  'handled',
  'handledOnTime',
  'reworked',
  'dispatched',
  'returned',
  'upheldReturns',
  'foundByOwn',
  'foundByOthers',
  'checksOrdered',
  'checksInTime',
  'suspended',
  'extended',
  'supervised',
  'commandsAcknowledged',
  'acknowledgeMs',
  'workersRostered',
  'workersOnDuty',
  'grids',
  'gridsCovered',
  'evaluated',
  'satisfied',
] as const satisfies readonly (keyof Counts)[];

/** A count by its name in a formula. */
export type CountName = Exclude<keyof Counts, 'stages'> | `stages.${Stage}.${'finished' | 'totalMs'}`;

/** The number of one count. */
export function countOf(counts: Counts, name: CountName): number {
  const [field, stage, part] = name.split('.') as [keyof Counts, Stage?, ('finished' | 'totalMs')?];
  if (field !== 'stages') return counts[field];
  return stage && part ? counts.stages[stage][part] : 0;
}
