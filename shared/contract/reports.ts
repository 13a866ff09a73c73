import { z } from 'zod';
import { PERIOD_KINDS, periodAround, periodBefore, type PeriodKind } from '../domain/periods.ts';
import type { Period } from '../domain/cohorts.ts';
import { GROUPINGS } from './figuresViews.ts';

/** Reports a workstation makes by itself: the figures of the day, week or month before, as PDF and XLSX. */

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const rowSchema = z.object({
  on: z.boolean(),
  /** in Shanghai, on the first day after the period */
  at: timeOfDay,
  /** since when it is on: what was due before is not made up for; ms of this machine's clock */
  since: z.number().int().min(0),
});
export type ReportRow = z.infer<typeof rowSchema>;
const usual = (at: string): ReportRow => ({ on: false, at, since: 0 });

export const reportPlanSchema = z.object({
  /** chosen by a dialog of the system alone; '': none yet */
  folder: z.string().max(1000).default(''),
  by: z.enum(GROUPINGS).default('street'),
  day: rowSchema.default(usual('07:00')),
  week: rowSchema.default(usual('07:10')),
  month: rowSchema.default(usual('07:20')),
});
export type ReportPlan = z.infer<typeof reportPlanSchema>;

/** What a page may change of a plan: all but the folder. */
export const planChangeSchema = z.object({
  by: z.enum(GROUPINGS).optional(),
  day: rowSchema.pick({ on: true, at: true }).optional(),
  week: rowSchema.pick({ on: true, at: true }).optional(),
  month: rowSchema.pick({ on: true, at: true }).optional(),
});
export type PlanChange = z.infer<typeof planChangeSchema>;

export const madeReportSchema = z.object({
  /** kind and first day: there is one report of each period */
  id: z.string(),
  kind: z.enum(PERIOD_KINDS),
  from: z.number(),
  to: z.number(),
  dueAt: z.number(),
  /** of the last try */
  at: z.number(),
  /** `begun` stays only when the app ended amid it: it is made again, into the same files */
  state: z.enum(['begun', 'made', 'failed']),
  /** due while the app did not run, or nobody was signed in */
  late: z.boolean(),
  files: z.array(z.string()),
  /** why it failed: the system's code or a reason of ours */
  code: z.string().nullable(),
});
export type MadeReport = z.infer<typeof madeReportSchema>;

/** `reports.json` of the data folder; the newest first. */
export const reportsFileSchema = z.object({
  plan: reportPlanSchema.default(() => reportPlanSchema.parse({})),
  made: z.array(madeReportSchema).max(500).default([]),
});
export type ReportsFile = z.infer<typeof reportsFileSchema>;

export interface DueReport {
  id: string;
  kind: PeriodKind;
  period: Period;
  dueAt: number;
}

/** so many periods back are made up for */
const MADE_UP: Record<PeriodKind, number> = { day: 7, week: 4, month: 3 };

/** When the report of a period is due. */
export function dueTime({ to }: Period, at: string): number {
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  return to + (hours * 60 + minutes) * 60_000;
}

/** The reports that are due and not made, the oldest first; none without a folder. */
export function dueReports({ plan, made }: ReportsFile, now: number): DueReport[] {
  if (plan.folder === '') return [];
  const isMade = (id: string): boolean => made.some((report) => report.id === id && report.state === 'made');
  const due = PERIOD_KINDS.flatMap((kind) => {
    const { on, at, since } = plan[kind];
    if (!on) return [];
    const found: DueReport[] = [];
    let period = periodBefore(kind, now);
    for (let back = 0; back < MADE_UP[kind]; back += 1) {
      const report = { id: reportId(kind, period), kind, period, dueAt: dueTime(period, at) };
      if (report.dueAt <= now && report.dueAt >= since && !isMade(report.id)) found.push(report);
      period = periodAround(kind, period.from - 1);
    }
    return found;
  });
  return due.sort((a, b) => a.dueAt - b.dueAt);
}

/** When the next report is due after `now`; null when none is planned. */
export function nextDue({ folder, ...plan }: ReportPlan, now: number): number | null {
  if (folder === '') return null;
  const times = PERIOD_KINDS.flatMap((kind) => {
    const { on, at } = plan[kind];
    const [before, current] = [periodBefore(kind, now), periodAround(kind, now)];
    return on ? [dueTime(before, at), dueTime(current, at)].filter((time) => time > now) : [];
  });
  return times.length > 0 ? Math.min(...times) : null;
}

function reportId(kind: PeriodKind, { from }: Period): string {
  return `${kind}-${from}`;
}
