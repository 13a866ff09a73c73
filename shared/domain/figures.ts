/**
 * The evaluation figures, each defined once: its formula stands here as data and as code, and in
 * `docs/domain/figures.md`. A figure is computed from counts; what each count counts is said beside it.
 */
import type { Stage } from './case.ts';
import type { Counts } from './counts.ts';

/** A figure's meaning: its names, its formula in words of the counts, and the same as code. */
export interface FigureDefinition {
  zh: string;
  en: string;
  /** rate: a share of n; count: a number; mean-ms: milliseconds each */
  kind: 'rate' | 'count' | 'mean-ms';
  formula: string;
  part: (counts: Counts) => number;
  /** the n shown beside a rate or a mean; absent for a count */
  whole?: (counts: Counts) => number;
}

function stageMean(stage: Stage, zh: string, en: string): FigureDefinition {
  return {
    zh,
    en,
    kind: 'mean-ms',
    formula: `stages.${stage}.totalMs ÷ stages.${stage}.finished`,
    part: (c) => c.stages[stage].totalMs,
    whole: (c) => c.stages[stage].finished,
  };
}

function rate(
  zh: string,
  en: string,
  formula: string,
  part: (counts: Counts) => number,
  whole: (counts: Counts) => number,
): FigureDefinition {
  return { zh, en, kind: 'rate', formula, part, whole };
}

const count = (zh: string, en: string, name: Exclude<keyof Counts, 'stages'>): FigureDefinition => ({
  zh,
  en,
  kind: 'count',
  formula: name,
  part: (c) => c[name],
});

export const FIGURES = {
  reports: count('上报数', 'Reports', 'received'),
  'filing-rate': rate(
    '立案率',
    'Filing rate',
    'filed ÷ received',
    (c) => c.filed,
    (c) => c.received,
  ),
  'accept-rate': rate(
    '受理率',
    'Accept rate',
    'filed ÷ judged',
    (c) => c.filed,
    (c) => c.judged,
  ),
  'closing-rate': rate(
    '结案率',
    'Closing rate',
    'closed ÷ due',
    (c) => c.closed,
    (c) => c.due,
  ),
  'on-time-closing-rate': rate(
    '按期结案率',
    'On-time closing rate',
    'closedOnTime ÷ due',
    (c) => c.closedOnTime,
    (c) => c.due,
  ),
  'disposal-rate': rate(
    '处置率',
    'Disposal rate',
    'handled ÷ handleDue',
    (c) => c.handled,
    (c) => c.handleDue,
  ),
  'on-time-disposal-rate': rate(
    '按期处置率',
    'On-time disposal rate',
    'handledOnTime ÷ handleDue',
    (c) => c.handledOnTime,
    (c) => c.handleDue,
  ),
  'overdue-rate': rate(
    '超期率',
    'Overdue rate',
    '(handleDue − handledOnTime) ÷ handleDue',
    (c) => c.handleDue - c.handledOnTime,
    (c) => c.handleDue,
  ),
  'rework-rate': rate(
    '返工率',
    'Rework rate',
    'reworked ÷ handled',
    (c) => c.reworked,
    (c) => c.handled,
  ),
  'dispatch-accuracy': rate(
    '派遣准确率',
    'Dispatch accuracy',
    '(dispatched − upheldReturns) ÷ dispatched',
    (c) => c.dispatched - c.upheldReturns,
    (c) => c.dispatched,
  ),
  'return-rate': rate(
    '退回率',
    'Return rate',
    'returned ÷ dispatched',
    (c) => c.returned,
    (c) => c.dispatched,
  ),
  'missed-report-rate': rate(
    '漏报率',
    'Missed-report rate',
    'foundByOthers ÷ (foundByOwn + foundByOthers)',
    (c) => c.foundByOthers,
    (c) => c.foundByOwn + c.foundByOthers,
  ),
  'check-rate': rate(
    '按时核实率',
    'Checks in time',
    'checksInTime ÷ checksOrdered',
    (c) => c.checksInTime,
    (c) => c.checksOrdered,
  ),
  'suspension-rate': rate(
    '挂账率',
    'Suspension rate',
    'suspended ÷ filed',
    (c) => c.suspended,
    (c) => c.filed,
  ),
  'extension-rate': rate(
    '延期率',
    'Extension rate',
    'extended ÷ filed',
    (c) => c.extended,
    (c) => c.filed,
  ),
  'supervision-rate': rate(
    '督办率',
    'Supervision rate',
    'supervised ÷ filed',
    (c) => c.supervised,
    (c) => c.filed,
  ),
  supervisions: count('督办数', 'Supervisions', 'supervised'),
  'mean-accept-time': stageMean('accept', '平均受理时长', 'Mean time to accept'),
  'mean-dispatch-time': stageMean('dispatch', '平均派遣时长', 'Mean time to dispatch'),
  'mean-handle-time': stageMean('handle', '平均处置时长', 'Mean time to handle'),
  'mean-verify-time': stageMean('verify', '平均核查时长', 'Mean time to verify'),
  'acknowledge-time': {
    zh: '指令平均回执时长',
    en: 'Mean command acknowledge time',
    kind: 'mean-ms',
    formula: 'acknowledgeMs ÷ commandsAcknowledged',
    part: (c) => c.acknowledgeMs,
    whole: (c) => c.commandsAcknowledged,
  },
  'on-duty-rate': rate(
    '在岗率',
    'On-duty rate',
    'workersOnDuty ÷ workersRostered',
    (c) => c.workersOnDuty,
    (c) => c.workersRostered,
  ),
  'grid-coverage': rate(
    '网格覆盖率',
    'Grid coverage',
    'gridsCovered ÷ grids',
    (c) => c.gridsCovered,
    (c) => c.grids,
  ),
  'satisfaction-rate': rate(
    '居民满意率',
    'Resident satisfaction',
    'satisfied ÷ evaluated',
    (c) => c.satisfied,
    (c) => c.evaluated,
  ),
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
  const part = definition.part(counts);
  if (!definition.whole) return { name, value: part, n: null };
  const n = definition.whole(counts);
  return { name, value: n > 0 ? part / n : null, n };
}

/** A rate as shown: “93.72 %”, or “–” when the denominator is zero. */
export function rateText(value: number | null): string {
  return value === null ? '–' : `${(value * 100).toFixed(2)} %`;
}
