import type { Alarm } from '#shared/contract/alarmViews.ts';

/** A worker who drives too fast: an alarm of the centre that is open and waits for somebody, but for what is given. */
export const alarmForTest = (more: Partial<Alarm> = {}): Alarm => ({
  ...{ id: 'a', kind: 'speed', priority: 'high', of: 'centre', at: 0, title: '', figure: 90, note: '', waiting: false },
  ...{ subjectId: 'w00001', otherId: null, workers: [], lon: 121.46, lat: 31.2 },
  ...{ open: true, endedAt: null, acknowledgedBy: null, acknowledgedAt: null },
  ...more,
});
