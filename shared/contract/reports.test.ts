import { describe, expect, it } from 'vitest';
import { dayOfText, dayText, periodAround, periodBefore } from '../domain/periods.ts';
import { dueReports, nextDue, type ReportsFile, reportsFileSchema } from './reports.ts';

const at = (text: string): number => Date.parse(`${text}+08:00`);
const HOUR = 3_600_000;

function planned(change: (file: ReportsFile) => void): ReportsFile {
  const file = reportsFileSchema.parse({ plan: { folder: '/reports' } });
  change(file);
  return file;
}
const daily = (since: number, made: ReportsFile['made'] = []): ReportsFile =>
  planned((file) => {
    file.plan.day = { on: true, at: '07:00', since };
    file.made = made;
  });

describe('periods', () => {
  it('are days, weeks from Monday and months of Shanghai', () => {
    const friday = at('2026-11-27T00:30:00');
    expect(periodAround('day', friday)).toEqual({ from: at('2026-11-27T00:00'), to: at('2026-11-28T00:00') });
    expect(periodAround('week', friday)).toEqual({ from: at('2026-11-23T00:00'), to: at('2026-11-30T00:00') });
    expect(periodAround('month', friday)).toEqual({ from: at('2026-11-01T00:00'), to: at('2026-12-01T00:00') });
    expect(periodBefore('month', at('2026-01-10T12:00'))).toEqual({
      from: at('2025-12-01T00:00'),
      to: at('2026-01-01T00:00'),
    });
    expect(dayText(friday)).toBe('2026-11-27');
    expect(dayOfText('2026-11-27')).toBe(at('2026-11-27T00:00'));
    expect([dayOfText('2026-02-30'), dayOfText('gestern')]).toEqual([null, null]);
  });
});

describe('[ST258] a report', () => {
  it('is due on the first day after its period, at its time, and once', () => {
    const file = daily(at('2026-11-26T12:00'));
    expect(dueReports(file, at('2026-11-27T06:59'))).toEqual([]);
    const [due, ...more] = dueReports(file, at('2026-11-27T07:00'));
    expect(more).toEqual([]);
    expect(due).toMatchObject({ kind: 'day', period: periodAround('day', at('2026-11-26T12:00')) });
    const made = { ...due, from: 0, to: 0, at: 0, late: false, files: [], code: null, dueAt: 0 };
    const done = { ...made, id: due?.id ?? '', kind: 'day', state: 'made' } as const;
    expect(dueReports(daily(0, [done]), at('2026-11-27T09:00')).map(({ id }) => id)).not.toContain(due?.id);
    for (const state of ['failed', 'begun'] as const)
      expect(dueReports(daily(at('2026-11-26T12:00'), [{ ...done, state }]), at('2026-11-27T09:00'))).toHaveLength(1);
  });

  it('that was missed is made up for, oldest first, but not from before it was planned', () => {
    const since = at('2026-11-20T12:00');
    const due = dueReports(daily(since), at('2026-11-24T08:00'));
    expect(due.map(({ period }) => dayText(period.from))).toEqual([
      '2026-11-20',
      '2026-11-21',
      '2026-11-22',
      '2026-11-23',
    ]);
    expect(dueReports(daily(since), at('2027-01-24T08:00'))).toHaveLength(7);
  });

  it('needs a folder, and the next one is told', () => {
    const file = daily(0);
    expect(nextDue(file.plan, at('2026-11-27T06:00'))).toBe(at('2026-11-27T07:00'));
    expect(nextDue(file.plan, at('2026-11-27T07:00'))).toBe(at('2026-11-28T07:00'));
    expect(dueReports({ ...file, plan: { ...file.plan, folder: '' } }, at('2026-11-27T09:00'))).toEqual([]);
    expect(nextDue(reportsFileSchema.parse({}).plan, 24 * HOUR)).toBeNull();
  });

  it('of a month comes with the first of the next', () => {
    const file = planned(({ plan }) => {
      plan.month = { on: true, at: '07:20', since: at('2026-10-31T00:00') };
    });
    const due = dueReports(file, at('2026-12-01T07:20'));
    expect(due.map(({ period }) => dayText(period.from))).toEqual(['2026-10-01', '2026-11-01']);
    expect(due[1]?.period).toEqual(periodAround('month', at('2026-11-15T00:00')));
    expect(dueReports(file, at('2026-12-01T07:19')).map(({ period }) => dayText(period.from))).toEqual(['2026-10-01']);
  });
});
