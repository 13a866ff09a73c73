/**
 * The evaluation figures, each defined once: by the counts it is taken from, which give its formula, its number and the cases
 * behind it; `docs/domain/figures.md` shows the same. What each count counts is said in `cohorts.ts`.
 */
import type { Stage } from './case.ts';
import { type CohortName, isCohort } from './cohorts.ts';
import { type CountName, countOf, type Counts } from './counts.ts';

/** A sum of counts; those with a sign are taken away. */
type Term = CountName | `−${CountName}`;

/** A figure's meaning: its names, and the counts it is taken from. */
export interface FigureDefinition {
  zh: string;
  en: string;
  /** rate: a share of n; count: a number; mean-ms: milliseconds each */
  kind: 'rate' | 'count' | 'mean-ms';
  /** the same by the counts' names; in people's words: `formulaWords` */
  formula: string;
  part: readonly Term[];
  /** the n shown beside a rate or a mean; absent for a count */
  whole?: readonly Term[];
}

function formulaOf(part: readonly Term[], whole?: readonly Term[]): string {
  const text = (terms: readonly Term[]): string => {
    const sum = terms.map((term) => term.replace('−', '− ')).join(' + ');
    return terms.length > 1 ? `(${sum.replaceAll('+ −', '−')})` : sum;
  };
  return whole ? `${text(part)} ÷ ${text(whole)}` : text(part);
}

function rate(zh: string, en: string, part: readonly Term[], whole: readonly Term[]): FigureDefinition {
  return { zh, en, kind: 'rate', formula: formulaOf(part, whole), part, whole };
}

function mean(zh: string, en: string, part: CountName, whole: CountName): FigureDefinition {
  return { ...rate(zh, en, [part], [whole]), kind: 'mean-ms' };
}

function stageMean(stage: Stage, zh: string, en: string): FigureDefinition {
  return mean(zh, en, `stages.${stage}.totalMs`, `stages.${stage}.finished`);
}

function count(zh: string, en: string, name: CountName): FigureDefinition {
  return { zh, en, kind: 'count', formula: formulaOf([name]), part: [name] };
}

export const FIGURES = {
  reports: count('上报数', 'Reports', 'received'),
  closures: count('办结数', 'Cases closed', 'closures'),
  'filing-rate': rate('立案率', 'Filing rate', ['filed'], ['received']),
  'accept-rate': rate('受理率', 'Accept rate', ['accepted'], ['judged']),
  'closing-rate': rate('结案率', 'Closing rate', ['closed'], ['due']),
  'on-time-closing-rate': rate('按期结案率', 'On-time closing rate', ['closedOnTime'], ['due']),
  'disposal-rate': rate('处置率', 'Disposal rate', ['handled'], ['handleDue']),
  'on-time-disposal-rate': rate('按期处置率', 'On-time disposal rate', ['handledOnTime'], ['handleDue']),
  'overdue-rate': rate('超期率', 'Overdue rate', ['handleDue', '−handledOnTime'], ['handleDue']),
  'rework-rate': rate('返工率', 'Rework rate', ['reworked'], ['handled']),
  'dispatch-accuracy': rate('派遣准确率', 'Dispatch accuracy', ['dispatched', '−upheldReturns'], ['dispatched']),
  'return-rate': rate('退回率', 'Return rate', ['returned'], ['dispatched']),
  'missed-report-rate': rate('漏报率', 'Missed-report rate', ['foundByOthers'], ['foundByOwn', 'foundByOthers']),
  'check-rate': rate('按时核实率', 'Checks in time', ['checksInTime'], ['checksOrdered']),
  'suspension-rate': rate('挂账率', 'Suspension rate', ['suspended'], ['filed']),
  'extension-rate': rate('延期率', 'Extension rate', ['extended'], ['filed']),
  'supervision-rate': rate('督办率', 'Supervision rate', ['supervised'], ['filed']),
  supervisions: count('督办数', 'Supervisions', 'supervised'),
  'mean-accept-time': stageMean('accept', '平均受理时长', 'Mean time to accept'),
  'mean-dispatch-time': stageMean('dispatch', '平均派遣时长', 'Mean time to dispatch'),
  'mean-handle-time': stageMean('handle', '平均处置时长', 'Mean time to handle'),
  'mean-verify-time': stageMean('verify', '平均核查时长', 'Mean time to verify'),
  'acknowledge-time': mean(
    '指令平均回执时长',
    'Mean command acknowledge time',
    'acknowledgeMs',
    'commandsAcknowledged',
  ),
  'on-duty-rate': rate('在岗率', 'On-duty rate', ['workersOnDuty'], ['workersRostered']),
  'grid-coverage': rate('网格覆盖率', 'Grid coverage', ['gridsCovered'], ['grids']),
  'satisfaction-rate': rate('居民满意率', 'Resident satisfaction', ['satisfied'], ['evaluated']),
} as const satisfies Record<string, FigureDefinition>;
export type FigureName = keyof typeof FIGURES;
export const FIGURE_NAMES = Object.keys(FIGURES) as FigureName[];

/** A computed figure: `value` is null when there is nothing to divide by; `n` is null for a plain count. */
export interface Figure {
  name: FigureName;
  value: number | null;
  n: number | null;
}

/** Computes one figure. */
export function figureOf(name: FigureName, counts: Counts): Figure {
  const definition: FigureDefinition = FIGURES[name];
  const part = sumOf(definition.part, counts);
  if (!definition.whole) return { name, value: part, n: null };
  const n = sumOf(definition.whole, counts);
  return { name, value: n > 0 ? part / n : null, n };
}

function sumOf(terms: readonly Term[], counts: Counts): number {
  return terms.reduce((sum, term) => sum + signOf(term) * countOf(counts, nameOf(term)), 0);
}

const signOf = (term: Term): number => (term.startsWith('−') ? -1 : 1);
const nameOf = (term: Term): CountName => term.replace('−', '') as CountName;

/** Whether a figure is of days of duty (`duty.ts`): of those that a desk knows. */
export function isOfDuty(name: FigureName): boolean {
  const { whole }: FigureDefinition = FIGURES[name];
  return whole?.some((term) => OF_DUTY.includes(term)) ?? false;
}
const OF_DUTY: readonly Term[] = ['workersRostered', 'grids'];

/** The two numbers of a figure: what is counted, and of what. */
export type FigureSide = 'part' | 'whole';

/** The cases behind one number: those of any of `take`, without those of any of `less`; null for what is not of cases. */
export function casesBehind(name: FigureName, side: FigureSide): { take: CohortName[]; less: CohortName[] } | null {
  const definition: FigureDefinition = FIGURES[name];
  const terms = side === 'part' ? definition.part : (definition.whole ?? []);
  const cohorts = (sign: number) => terms.filter((term) => signOf(term) === sign).map(nameOf);
  const [take, less] = [cohorts(1), cohorts(-1)];
  return take.length > 0 && take.every(isCohort) && less.every(isCohort) ? { take, less } : null;
}

/** A rate as shown: “93.72 %”, or “–” when the denominator is zero. */
export function rateText(value: number | null): string {
  return value === null ? '–' : `${(value * 100).toFixed(2)} %`;
}
