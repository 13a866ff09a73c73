/**
 * Which cases each count of a period is about: one row per count, read by `countsOf` here and turned into a query by the
 * station, so that a number and the cases behind it cannot differ. The words are those of docs/domain/figures.md.
 */
import type { Stage } from './case.ts';
import { STAGES } from './case.ts';
import type { CountName, Counts } from './counts.ts';
import { noCounts } from './counts.ts';
import type { CaseFacts } from './facts.ts';

/** The facts of a case as plain numbers; null: not so, or not known. Moments are ms since the epoch. */
export const FACT_NAMES = [
  'receivedAt',
  'found',
  'filedAt',
  'judgedAt',
  'dueAt',
  'closedAt',
  'dispatchedAt',
  'handleDueAt',
  'handledAt',
  'returns',
  'upheld',
  'reworks',
  'suspensions',
  'extensions',
  'supervisions',
  'checkOrderedAt',
  'checkDueAt',
  'checkedAt',
  'evaluatedAt',
  'satisfaction',
  'acceptAt',
  'acceptN',
  'acceptMs',
  'dispatchAt',
  'dispatchN',
  'dispatchMs',
  'handleAt',
  'handleN',
  'handleMs',
  'verifyAt',
  'verifyN',
  'verifyMs',
] as const;
export type FactName = (typeof FACT_NAMES)[number];
export type FactRow = Record<FactName, number | null>;

const FOUND_BY = { own: 1, others: 2 } as const;

/** The facts of a case as numbers. */
export function factRowOf(facts: CaseFacts): FactRow {
  const { found, upheld, stages, running: _running, to: _to, ...plain } = facts;
  const known: Partial<FactRow> = { ...plain, found: found && FOUND_BY[found], upheld: upheld ? 1 : undefined };
  for (const stage of STAGES) {
    const fact = stages?.[stage];
    if (fact) Object.assign(known, { [`${stage}At`]: fact.at, [`${stage}N`]: fact.n, [`${stage}Ms`]: fact.ms });
  }
  return Object.fromEntries(FACT_NAMES.map((name) => [name, known[name] ?? null])) as FactRow;
}

/** What must hold beside the moment: a fact is known, is a number or more, or came no later than another. */
export type Condition =
  | { fact: FactName; is: 'known' }
  | { fact: FactName; is: number }
  | { fact: FactName; least: number }
  | { fact: FactName; until: FactName };

export interface Cohort {
  /** the moment that falls in the period */
  moment: FactName;
  also: readonly Condition[];
  /** what is summed of each case; absent: each counts once */
  sum?: FactName;
}

const known = (fact: FactName): Condition => ({ fact, is: 'known' });
const some = (fact: FactName): Condition => ({ fact, least: 1 });
const inTime = (fact: FactName, until: FactName): Condition => ({ fact, until });
const of = (moment: FactName, ...also: Condition[]): Cohort => ({ moment, also });

const stageCohorts = Object.fromEntries(
  STAGES.flatMap((stage) => [
    [`stages.${stage}.finished`, { ...of(`${stage}At`), sum: `${stage}N` }],
    [`stages.${stage}.totalMs`, { ...of(`${stage}At`), sum: `${stage}Ms` }],
  ]),
) as unknown as Record<`stages.${Stage}.${'finished' | 'totalMs'}`, Cohort>;

/** Counts of cases; the others of `Counts` are of commands, workers and grids. */
export const COHORTS = {
  received: of('receivedAt'),
  filed: of('receivedAt', known('filedAt')),
  judged: of('judgedAt'),
  accepted: of('judgedAt', known('filedAt')),
  due: of('dueAt'),
  closed: of('dueAt', known('closedAt')),
  closedOnTime: of('dueAt', inTime('closedAt', 'dueAt')),
  closures: of('closedAt'),
  handleDue: of('handleDueAt'),
  handled: of('handleDueAt', known('handledAt')),
  handledOnTime: of('handleDueAt', inTime('handledAt', 'handleDueAt')),
  reworked: of('handleDueAt', known('handledAt'), some('reworks')),
  dispatched: of('dispatchedAt'),
  returned: of('dispatchedAt', some('returns')),
  upheldReturns: of('dispatchedAt', some('upheld')),
  foundByOwn: of('receivedAt', { fact: 'found', is: FOUND_BY.own }),
  foundByOthers: of('receivedAt', { fact: 'found', is: FOUND_BY.others }),
  checksOrdered: of('checkOrderedAt'),
  checksInTime: of('checkOrderedAt', inTime('checkedAt', 'checkDueAt')),
  suspended: of('receivedAt', known('filedAt'), some('suspensions')),
  extended: of('receivedAt', known('filedAt'), some('extensions')),
  supervised: of('receivedAt', known('filedAt'), some('supervisions')),
  evaluated: of('evaluatedAt'),
  satisfied: of('evaluatedAt', { fact: 'satisfaction', least: 4 }),
  ...stageCohorts,
} as const satisfies Partial<Record<CountName, Cohort>>;
export type CohortName = keyof typeof COHORTS;
export const COHORT_NAMES = Object.keys(COHORTS) as CohortName[];

/** Whether a count is one of cases. */
export function isCohort(name: CountName): name is CohortName {
  return name in COHORTS;
}

/** From `from` on, before `to`; ms since the epoch. It ends now at the latest: a limit still to come is not due. */
export interface Period {
  from: number;
  to: number;
}

/** Whether a case belongs to a cohort of a period. */
export function belongs(row: FactRow, { moment, also }: Cohort, { from, to }: Period): boolean {
  const at = row[moment];
  return at !== null && at >= from && at < to && also.every((condition) => holds(row, condition));
}

function holds(row: FactRow, condition: Condition): boolean {
  const value = row[condition.fact];
  if (value === null) return false;
  if ('least' in condition) return value >= condition.least;
  if ('until' in condition) return value <= (row[condition.until] ?? Number.NEGATIVE_INFINITY);
  return condition.is === 'known' || value === condition.is;
}

/** The counts of a period: sums over its cases. */
export function countsOf(rows: Iterable<FactRow>, period: Period): Counts {
  const counts = noCounts();
  for (const row of rows)
    for (const name of COHORT_NAMES) {
      const cohort: Cohort = COHORTS[name];
      if (belongs(row, cohort, period)) addCount(counts, name, cohort.sum ? (row[cohort.sum] ?? 0) : 1);
    }
  return counts;
}

/** Adds to one count. */
export function addCount(counts: Counts, name: CohortName, by: number): void {
  const [field, stage, part] = name.split('.') as [keyof Counts, Stage?, ('finished' | 'totalMs')?];
  if (field === 'stages') {
    if (stage && part) counts.stages[stage][part] += by;
  } else counts[field] += by;
}
