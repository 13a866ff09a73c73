import { expect, it } from 'vitest';
import type { CaseEvent } from './case.ts';
import { lineBehind } from './lineBehind.ts';

const line = (action: CaseEvent['action'], actorId: string, at: number, detail: CaseEvent['detail'] = {}) => ({
  action,
  actor: { id: actorId, name: actorId, kind: 'operator' as const },
  at,
  detail,
});
const events = [
  line('report', 'w1', 1),
  line('accept', 'intake', 2),
  line('dispatch', 'ann', 3, { departmentId: 'd1', workerIds: ['w2'] }),
  line('supervise', 'sue', 4, { level: 1 }),
  line('start', 'ann', 5),
  line('verify-pass', 'vic', 6),
];

it('finds what a person did that keeps them from the next step', () => {
  expect(lineBehind('handled-it', events, 'ann')).toEqual({ line: events[4], how: 'did' });
  expect(lineBehind('supervisor-cannot-cancel', events, 'sue')).toEqual({ line: events[3], how: 'did' });
  expect(lineBehind('passed-it-yourself', events, 'vic')).toEqual({ line: events[5], how: 'did' });
});

it('finds who was given the case without having done anything yet', () => {
  expect(lineBehind('verifier-handled-it', events, 'w2')).toEqual({ line: events[2], how: 'was-given' });
});

it('finds nothing for other refusals and other people', () => {
  expect(lineBehind('role-missing', events, 'ann')).toBeNull();
  expect(lineBehind('handled-it', events, 'intake')).toBeNull();
  expect(lineBehind('pressed-it-yourself', events, 'ann')).toBeNull();
});
