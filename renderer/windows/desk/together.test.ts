import { expect, it } from 'vitest';
import { FRESH_VIEW } from './keptDesk.ts';
import { changed, concerns, panelsAfter, taken } from './together.ts';

it('a desk and its panels show the same; desks share what is selected, and nothing else', () => {
  expect(concerns('desk-1', 'desk-1')).toBe('nothing');
  expect(concerns('desk-1', 'desk-1.map')).toBe('all');
  expect(concerns('desk-1.map', 'desk-1')).toBe('all');
  expect(concerns('desk-1.map', 'desk-1.case')).toBe('all');
  expect(concerns('desk-1', 'desk-2')).toBe('selection');
  expect(concerns('desk-1', 'desk-2.map')).toBe('nothing');
  expect(concerns('desk-1.map', 'desk-2')).toBe('selection');
});

it('takes from another desk the case and the workers, not its page', () => {
  const view = { selectedCaseId: 'case-7', centre: 'case' as const, chosen: [3] };
  expect(taken('desk-1', { from: 'desk-1.map', view })).toEqual(view);
  expect(taken('desk-1', { from: 'desk-2', view })).toEqual({ selectedCaseId: 'case-7', chosen: [3] });
  expect(taken('desk-1', { from: 'desk-2', view: { centre: 'case' } })).toEqual({});
  expect(taken('desk-1', { from: 'desk-2.map', view })).toEqual({});
});

it('[ST342] goes to the place its own panel found, marks the one another desk found, and forgets it with that desk', () => {
  const mark = { lon: 121.4, lat: 31.2, title: '东门', detail: '', box: null, stands: true, nonce: 'n' };
  expect(taken('desk-1', { from: 'desk-1.map', view: { mark } })).toEqual({ mark });
  expect(taken('desk-1', { from: 'desk-2', view: { mark } })).toEqual({ otherMark: mark });
  expect(taken('desk-1', { from: 'desk-2', view: { mark: null } })).toEqual({ otherMark: null });
  expect(taken('desk-1', { from: 'desk-2', presence: 'gone' })).toEqual({ otherMark: null });
  expect(taken('desk-1', { from: 'desk-2.map', view: { mark } }), 'its own desk says nothing of it').toEqual({
    otherMark: mark,
  });
  expect(taken('desk-1', { from: 'desk-2.map', presence: 'gone' })).toEqual({});
});

it('[ST317] what a torn-off map filters the queue by reaches its desk, and no other', () => {
  const view = { queue: 'in-hand' as const, filter: { department: 'police' } };
  expect(taken('desk-1', { from: 'desk-1.map', view })).toEqual(view);
  expect(taken('desk-2', { from: 'desk-1.map', view })).toEqual({});
});

it('knows which of its panels stand in windows of their own', () => {
  const one = panelsAfter('desk-1', new Set(), { from: 'desk-1.map', presence: 'here' });
  expect([...one]).toEqual(['map']);
  expect(panelsAfter('desk-1', one, { from: 'desk-2.case', presence: 'here' })).toBe(one);
  expect(panelsAfter('desk-1', one, { from: 'desk-1.map', view: {} })).toBe(one);
  expect([...panelsAfter('desk-1', one, { from: 'desk-1.map', presence: 'gone' })]).toEqual([]);
});

it('says only what has changed', () => {
  const view = { flyTo: null, visit: null, follow: null, alarmRow: null, mark: null, savedView: null };
  const before = { ...FRESH_VIEW, ...view };
  expect(changed(before, before)).toEqual({});
  expect(changed(before, { ...before, selectedCaseId: 'case-7' })).toEqual({ selectedCaseId: 'case-7' });
});
