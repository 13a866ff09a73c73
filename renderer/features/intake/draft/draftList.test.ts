import { expect, it } from 'vitest';
import { begun, NO_DRAFTS, open, removed, restored, sent } from './draftList.ts';

it('keeps several drafts, one of them open, and brings back what was taken back', () => {
  const two = begun(begun(NO_DRAFTS, 'a', '1'), 'b', '2');
  expect(two).toMatchObject({ openId: 'b', nonce: '2' });
  const one = sent(two, 'b', 'case');
  expect(open(one).map(({ id }) => id)).toEqual(['a']);
  expect(one.openId).toBe('a');
  expect(restored(one, 'b').openId).toBe('b');
  expect(open(restored(one, 'b'))).toHaveLength(2);
  expect(removed(one, 'a')).toMatchObject({ openId: null });
  const many = Array.from({ length: 9 }, (_, n) => `d${n}`).reduce(
    (list, id) => sent(begun(list, id, null), id, id),
    two,
  );
  expect(many.drafts.filter(({ caseId }) => caseId !== null)).toHaveLength(5);
  expect(open(many)).toHaveLength(2);
});
