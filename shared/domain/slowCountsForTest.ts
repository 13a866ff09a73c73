/**
 * The counts of a period worked out the slow way, from raw history lines: no fold of the domain, no facts, no cohorts. Each
 * count asks the whole history its own question. Only the calendar's sums of working time are shared with the domain.
 */
import { addLimit, addWorkingMs, type WorkCalendar, workingMsBetween } from './calendar.ts';
import type { CaseEvent, Limit, Stage, StageLimits } from './case.ts';
import { type Counts, noCounts } from './counts.ts';

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

type Line = Pick<CaseEvent, 'action' | 'from' | 'to' | 'at' | 'detail'>;
export interface History {
  lines: readonly Line[];
  limits: StageLimits;
}
interface Span {
  from: number;
  to: number;
}

export function slowCounts(histories: Iterable<History>, period: Span, calendar: WorkCalendar): Counts {
  const counts = noCounts();
  for (const history of histories) countCase(counts, history, period, calendar);
  return counts;
}

function countCase(counts: Counts, history: History, period: Span, calendar: WorkCalendar): void {
  const { lines } = history;
  const within = (at: number | undefined): boolean => at !== undefined && at >= period.from && at < period.to;
  const first = (...actions: Line['action'][]) => lines.find(({ action }) => actions.includes(action))?.at;
  const times = (action: Line['action']) => lines.filter((line) => line.action === action).length;
  const add = (name: Exclude<keyof Counts, 'stages'>, so: boolean) => {
    if (so) counts[name] += 1;
  };
  const filed = first('accept', 'settle') !== undefined;
  if (within(lines[0]?.at)) {
    counts.received += 1;
    add('filed', filed);
    add('foundByOwn', lines[0]?.detail.found === 'own');
    add('foundByOthers', lines[0]?.detail.found === 'others');
    add('suspended', filed && times('suspend') > 0);
    add('extended', filed && lines.some(({ action, detail }) => action === 'grant-extension' && 'until' in detail));
    add('supervised', filed && times('supervise') > 0);
  }
  if (within(first('accept', 'settle', 'reject', 'merge'))) {
    counts.judged += 1;
    add('accepted', filed);
  }
  if (within(first('dispatch'))) {
    counts.dispatched += 1;
    add('returned', times('return') > 0);
    add('upheldReturns', wentElsewhere(lines));
  }
  countLimits(counts, history, within, calendar);
  countChecks(counts, history, within, calendar);
  const since = lines.findLastIndex(({ action }) => action === 'reopen');
  const evaluation = lines
    .slice(since + 1)
    .findLast((line) => line.action === 'evaluate' && 'satisfaction' in line.detail);
  if (evaluation && within(evaluation.at)) {
    counts.evaluated += 1;
    add('satisfied', Number(evaluation.detail.satisfaction) > 3);
  }
  countStages(counts, lines, within);
}

function countLimits(
  counts: Counts,
  { lines, limits }: History,
  within: (at: number | undefined) => boolean,
  calendar: WorkCalendar,
): void {
  const state = lines.at(-1)?.to;
  const handleDue = handleLimit(lines, limits, calendar);
  const closedAt =
    state === 'closed' || state === 'evaluated'
      ? lines.findLast((line) => line.action === 'verify-pass')?.at
      : undefined;
  const due = closeLimit(lines, limits, handleDue, calendar);
  if (within(closedAt)) counts.closures += 1;
  if (within(due)) {
    counts.due += 1;
    if (closedAt !== undefined) counts.closed += 1;
    if (closedAt !== undefined && closedAt <= (due ?? 0)) counts.closedOnTime += 1;
  }
  if (!within(handleDue)) return;
  counts.handleDue += 1;
  const again = lines.findLastIndex(({ action }) => action === 'verify-fail' || action === 'reopen');
  const done = lines
    .slice(again + 1)
    .findLast(({ action, from, to }) => to === 'reported-back' && from !== 'reported-back' && action !== 'settle');
  if (!done) return;
  counts.handled += 1;
  if (done.at <= (handleDue ?? 0)) counts.handledOnTime += 1;
  if (lines.some(({ action }) => action === 'verify-fail')) counts.reworked += 1;
}

const ends = (line: Line): boolean => line.to === 'cancelled';

/** Where the case last stood before a (new) dispatch: everything of an earlier handling is behind it. */
function lastBegin(lines: readonly Line[]): number {
  return lines.findLastIndex((line) => line.to === 'accepted' && line.from !== 'accepted');
}

/** The limit of the handling that runs, or that ran last; undefined while there is none. */
function handleLimit(lines: readonly Line[], limits: StageLimits, calendar: WorkCalendar): number | undefined {
  const life = lines.slice(lastBegin(lines) + 1);
  const start = life.findLastIndex(
    ({ action, from }) => (action === 'dispatch' && from === 'accepted') || action === 'verify-fail',
  );
  const begun = life[start];
  const end = lines.at(-1);
  if (!begun || !end || ends(end) || end.to === 'suspended') return undefined;
  let due = addLimit(begun.at, limits.handle, calendar).dueAt;
  let stopped = 0;
  for (const { action, at, detail } of life.slice(start)) {
    if (action === 'dispatch' && typeof detail.dueAt === 'number') due = detail.dueAt;
    if (action === 'grant-extension' && typeof detail.until === 'number') due = detail.until;
    if (action === 'suspend') stopped = at;
    if (action === 'resume') due = later(due, stopped, at, limits.handle, calendar);
  }
  return due;
}

/** A limit put off by the time it stood still. */
function later(due: number, stopped: number, at: number, { unit }: Limit, calendar: WorkCalendar): number {
  if (due <= stopped) return due;
  if (unit === 'urgent-hour') return due + (at - stopped);
  return Math.max(due, addWorkingMs(at, workingMsBetween(stopped, due, calendar), calendar));
}

/** When the case had to be closed at the latest. */
function closeLimit(
  lines: readonly Line[],
  limits: StageLimits,
  handleDue: number | undefined,
  calendar: WorkCalendar,
): number | undefined {
  const end = lines.at(-1);
  const on = (at: number, stage: Stage) => addLimit(at, limits[stage], calendar).dueAt;
  if (!end || ends(end) || end.to === 'suspended') return undefined;
  if (handleDue !== undefined) return on(handleDue, 'verify');
  const begun = lines[lastBegin(lines)];
  const settled = lines.findLast(({ action }) => action === 'settle');
  if (settled && (!begun || settled.at > begun.at)) return on(settled.at, 'verify');
  return begun && on(on(on(begun.at, 'dispatch'), 'handle'), 'verify');
}

function wentElsewhere(lines: readonly Line[]): boolean {
  const names = ({ detail }: Line): string =>
    JSON.stringify([
      [...new Set([detail.departmentId, detail.departmentIds].flat().filter((id) => id !== undefined))].toSorted(
        byText,
      ),
      [...new Set([detail.workerIds].flat().filter((id) => id !== undefined))].toSorted(byText),
    ]);
  const dispatches = lines.filter(({ action }) => action === 'dispatch');
  return dispatches.some((line, at) => {
    const before = dispatches[at - 1];
    const isAfterReturn = lines.some(
      (other) => other.action === 'return' && lines.indexOf(other) < lines.indexOf(line),
    );
    return before !== undefined && isAfterReturn && names(before) !== names(line);
  });
}

function countChecks(
  counts: Counts,
  { lines, limits }: History,
  within: (at: number | undefined) => boolean,
  calendar: WorkCalendar,
): void {
  const order = lines.findIndex(({ action }) => action === 'order-check');
  const ordered = lines[order];
  if (!ordered || !within(ordered.at)) return;
  counts.checksOrdered += 1;
  const begun = lines.slice(0, order).findLast(({ action }) => action === 'report' || action === 'unmerge');
  const answer = lines.find(({ action }) => action === 'answer-check');
  const due = addLimit(begun?.at ?? 0, limits.accept, calendar).dueAt;
  if (answer && answer.at <= due) counts.checksInTime += 1;
}

const STAGE_OF: Partial<Record<CaseEvent['to'], Stage>> = {
  reported: 'accept',
  accepted: 'dispatch',
  dispatched: 'handle',
  handling: 'handle',
  returned: 'handle',
  suspended: 'handle',
  'reported-back': 'verify',
  verifying: 'verify',
};

/** Each stage as the time the case stood in its states; sent up to the district, it stays in the stage it was in. */
function countStages(counts: Counts, lines: readonly Line[], within: (at: number | undefined) => boolean): void {
  const finished = new Map<Stage, { at: number; n: number; ms: number }>();
  let stage: Stage | undefined;
  let ms = 0;
  for (const [at, line] of lines.entries()) {
    const next = lines[at + 1];
    stage = line.to === 'escalated' ? stage : STAGE_OF[line.to];
    if (!stage || !next) continue;
    if (line.to !== 'suspended') ms += next.at - line.at;
    const after = next.to === 'escalated' ? stage : STAGE_OF[next.to];
    const isRework = stage === 'verify' && next.action === 'verify-fail';
    const isAnswer = next.action === 'answer-escalation';
    if (after === stage && !isRework && !isAnswer) continue;
    const known = finished.get(stage);
    if (next.to !== 'cancelled')
      finished.set(stage, { at: next.at, n: (known?.n ?? 0) + 1, ms: (known?.ms ?? 0) + ms });
    ms = 0;
  }
  for (const [name, fact] of finished) {
    if (!within(fact.at)) continue;
    counts.stages[name].finished += fact.n;
    counts.stages[name].totalMs += fact.ms;
  }
}
