import { expect, it } from 'vitest';
import { EMPTY_REVEAL, reasonOf } from './reasons.ts';

const nameOf = (why: string) => `<${why}>`;

it('makes the recorded reason of the choice and what was said beside it', () => {
  expect(reasonOf({ why: 'callback', text: '' }, nameOf)).toEqual({ ok: true, reason: '<callback>' });
  expect(reasonOf({ why: 'callback', text: ' 催办 ' }, nameOf)).toEqual({ ok: true, reason: '<callback>：催办' });
  expect(reasonOf({ why: 'other', text: '家属走失' }, nameOf)).toEqual({ ok: true, reason: '家属走失' });
});

it('says what is missing instead: a choice, or the words of another reason', () => {
  expect(reasonOf(EMPTY_REVEAL, nameOf)).toEqual({ ok: false, missing: 'why' });
  expect(reasonOf({ why: null, text: '催办' }, nameOf)).toEqual({ ok: false, missing: 'why' });
  expect(reasonOf({ why: 'other', text: '  ' }, nameOf)).toEqual({ ok: false, missing: 'text' });
});
