import { describe, expect, it } from 'vitest';
import type { Alarm } from '#shared/contract/alarmViews.ts';
import { alarmForTest as alarm } from '../../../parts/alarmForTest.ts';
import { alarmMarks, markState } from './alarmMarks.ts';

const ids = (alarms: readonly Alarm[]) => alarmMarks(alarms).map((mark) => mark.alarm.id);

describe('[ST346] marks of alarms', () => {
  it('stand from the begin until it is over and acknowledged', () => {
    const seen = { open: false, acknowledgedAt: 2, acknowledgedBy: '周敏' };
    expect(ids([alarm({})])).toEqual(['a']);
    expect(ids([alarm(seen)]), 'acknowledged, and still going on').toEqual(['a']);
    expect(ids([alarm({ endedAt: 3 })]), 'over, and waiting for a word').toEqual(['a']);
    expect(ids([alarm({ ...seen, endedAt: 3 })])).toEqual([]);
    expect(ids([alarm({ open: false, endedAt: 3 })]), 'over, and nobody is asked').toEqual([]);
    expect([{}, { endedAt: 3 }, seen].map((more) => markState(alarm(more)))).toEqual(['open', 'over', 'seen']);
  });

  it('are of what has a place and no mark of its own', () => {
    expect(ids([alarm({ lon: null, lat: null })])).toEqual([]);
    expect(ids([alarm({ of: 'desk', kind: 'overdue' })])).toEqual([]);
    expect(ids([alarm({ of: 'desk', kind: 'sos' })])).toEqual(['a']);
    expect(ids([alarm({ of: 'desk', kind: 'sos', open: false })])).toEqual([]);
  });

  it('are one for one place, of the most pressing there, and never so many that they hide the map', () => {
    const here = [
      alarm({ id: 'sos', kind: 'sos' }),
      alarm({ id: 'late', lat: 31.20001 }),
      alarm({ id: 'b', lat: 31.21 }),
    ];
    expect(alarmMarks(here)).toMatchObject([
      { alarm: { id: 'sos' }, more: 1 },
      { alarm: { id: 'b' }, more: 0 },
    ]);
    const flood = Array.from({ length: 500 }, (_, n) => alarm({ id: String(n), lat: 31 + n / 100 }));
    expect(alarmMarks(flood).length).toBe(80);
    expect(alarmMarks(flood)[0]?.alarm.id).toBe('0');
  });
});
