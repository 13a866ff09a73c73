import { expect, it } from 'vitest';
import { STATUS } from '#shared/protocol/fleetFrame.ts';
import { choiceOf } from './testViews.ts';
import { fitsForWork, STALE_AFTER, workerMarks } from './workerStatus.ts';

const ON = STATUS.online | STATUS.onDuty;

it('tells duty, link and task apart, the gravest first', () => {
  expect(workerMarks(ON, true, 1000)).toEqual(['idle']);
  expect(workerMarks(ON | STATUS.busy | STATUS.outOfGrid | STATUS.sos, true, 1000)).toEqual([
    'sos',
    'outOfGrid',
    'busy',
  ]);
  expect(workerMarks(0, false, null)).toEqual(['offDuty', 'offline']);
});

it('shows an old fix as old even when no bit says so', () => {
  expect(workerMarks(ON, true, STALE_AFTER)).toEqual(['idle']);
  expect(workerMarks(ON, true, STALE_AFTER + 1)).toEqual(['stale']);
});

it('sends nobody who is off duty, out of reach or calling for help; a busy one may be sent', () => {
  expect(fitsForWork(choiceOf('a'))).toBe(true);
  expect(fitsForWork(choiceOf('a', { status: ON | STATUS.busy }))).toBe(true);
  expect(fitsForWork(choiceOf('a', { worker: { onDuty: false } }))).toBe(false);
  expect(fitsForWork(choiceOf('a', { status: STATUS.onDuty }))).toBe(false);
  expect(fitsForWork(choiceOf('a', { status: ON | STATUS.sos }))).toBe(false);
});
