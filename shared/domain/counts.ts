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
  /** cases whose limit to be closed falls in the period */
  due: number;
  /** of those due, closed by now */
  closed: number;
  /** of those due, closed before their limit */
  closedOnTime: number;
  /** dispatched cases whose handle limit falls in the period */
  handleDue: number;
  /** of those, reported back */
  handled: number;
  /** of those, reported back before the limit */
  handledOnTime: number;
  /** of those handled, sent back by a verifier at least once */
  reworked: number;
  dispatched: number;
  /** dispatched cases the department returned */
  returned: number;
  /** returns after which the case went to somebody else: the dispatch was wrong */
  upheldReturns: number;
  /** cases the workers found in their own grid and shift */
  foundByOwn: number;
  /** cases others found in that grid and shift */
  foundByOthers: number;
  checksOrdered: number;
  checksInTime: number;
  suspended: number;
  extended: number;
  supervised: number;
  /** commands acknowledged and the sum of the times that took */
  commandsAcknowledged: number;
  acknowledgeMs: number;
  workersRostered: number;
  workersOnDuty: number;
  grids: number;
  /** unit grids with at least one worker on duty */
  gridsCovered: number;
  evaluated: number;
  /** evaluations of 4 or 5 */
  satisfied: number;
  /** stages finished and the sum of the times they took */
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
  'due',
  'closed',
  'closedOnTime',
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
