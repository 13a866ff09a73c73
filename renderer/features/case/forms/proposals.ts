import { assignmentsOf } from '#shared/domain/assignments.ts';
import type { DepartmentProposal } from '#shared/contract/dispatchViews.ts';
import type { CaseView, WorkerChoice } from '#shared/contract/views.ts';
import { addLimit, DAY_MS, HOUR_MS, statutoryCalendar, type WorkCalendar } from '#shared/domain/calendar.ts';
import type { CaseActionName } from '#shared/domain/case.ts';
import { fitsForWork } from '../../../parts/index.ts';

/** What a form offers before the operator has touched it. */
export interface Proposals {
  departmentId: string | null;
  workerIds: string[];
  /** ms since the epoch; null when none is proposed */
  time: number | null;
  level: 1 | 2 | 3;
}

const calendar: WorkCalendar = statutoryCalendar();

/** When a dispatched case falls due: the running limit after a return, else the category's from now on; null when unknown. */
export function handleDueAt(view: CaseView, now: number): number | null {
  const { case: shown, category } = view;
  if (shown.state === 'returned' && shown.clock) return shown.clock.dueAt;
  return category ? addLimit(now, category.limits.handle, calendar).dueAt : null;
}

/** The worker proposed to be sent: the first that fits. Nobody when none does: the department is enough. */
export function proposedWorkers(choices: readonly WorkerChoice[]): string[] {
  const fitting = choices.find(fitsForWork);
  return fitting ? [fitting.worker.id] : [];
}

/**
 * The department proposed to lead: the first in order, but none that has just given the case back. Where none is known, the one
 * that has it, or the catalogue's.
 */
export function proposedLead(
  { case: shown, category }: Pick<CaseView, 'case' | 'category'>,
  departments: readonly Pick<DepartmentProposal, 'department' | 'proposed'>[],
): string | null {
  const returned = assignmentsOf(shown).filter(({ state }) => state === 'returned');
  const gaveBack = (code: string) => shown.state === 'returned' && returned.some(({ id }) => id === code);
  const first = departments.find(({ department, proposed }) => proposed && !gaveBack(department.code));
  return first?.department.code ?? shown.departmentId ?? category?.departmentCode ?? null;
}

/** The verifier proposed: the nearest that fits, else the nearest on duty, else the nearest. */
export function proposedVerifier(choices: readonly WorkerChoice[]): string[] {
  const best = choices.find(fitsForWork) ?? choices.find((choice) => choice.worker.onDuty) ?? choices[0];
  return best ? [best.worker.id] : [];
}

/** The next working morning's end of business some days on: a moment people mean when they say a day. */
export function daysOn(now: number, days: number): number {
  const date = new Date(now + days * DAY_MS);
  date.setHours(18, 0, 0, 0);
  return date.getTime();
}

/** A later limit: `hours` after the present one, or after now when that has passed. */
export function laterLimit(view: CaseView, now: number, hours: number): number {
  const base = Math.max(now, view.case.clock?.dueAt ?? now);
  return Math.ceil((base + hours * HOUR_MS) / 60_000) * 60_000;
}

/**
 * Whether a draft that was handed over is offered again: neither does it still wait here nor does the centre's history
 * hold such an action since, so it was undone or refused.
 */
export function wasNotTaken(
  { events, waiting }: Pick<CaseView, 'events' | 'waiting'>,
  action: CaseActionName,
  sentAt: number,
): boolean {
  const isUnderWay = waiting.some(
    (item) => item.kind === `case.${action}` && item.state !== 'refused' && item.state !== 'conflict',
  );
  // The line keeps the desk's own clock; a second is for the moment between the two readings of it.
  return !isUnderWay && !events.some((event) => event.action === action && event.deskAt >= sentAt - 1000);
}
