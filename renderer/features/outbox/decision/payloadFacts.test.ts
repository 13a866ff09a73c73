import { expect, it } from 'vitest';
import { otherDetailOf, subjectOf } from './payloadFacts.ts';

it('names an action by the case it is on, else by its own title or text', () => {
  expect(subjectOf({ base: { title: '井盖破损' }, payload: { reason: '重复' } })).toBe('井盖破损');
  expect(subjectOf({ payload: { title: '到现场查看', text: '尽快' } })).toBe('到现场查看');
  expect(subjectOf({ payload: { text: '泵站已通知' } })).toBe('泵站已通知');
  expect(subjectOf({ base: null, payload: 7 })).toBeNull();
});

it('leaves out what it cannot read and keeps the rest', () => {
  expect(otherDetailOf({ title: 7, text: '尽快', recipients: { workers: ['w1'], grids: 'x' } })).toEqual({
    title: undefined,
    text: '尽快',
    recipients: { workers: ['w1'], grids: undefined },
  });
});
