import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { URGENCIES } from '../case.ts';
import { answersTo, type Asked, raisedUrgency, unanswered } from './script.ts';

const questions: Asked[] = [
  { id: 'hurt', required: true, raises: { answer: 'yes', urgency: 'critical' } },
  { id: 'blocks', raises: { answer: 'yes', urgency: 'urgent' } },
  { id: 'since' },
];
const answer = (questionId: string, text: string) => ({ questionId, answer: text });

describe('a script', () => {
  it('keeps what was answered to its own questions, in its order', () => {
    const given = [answer('since', ' 昨天 '), answer('of another', 'x'), answer('blocks', ''), answer('hurt', 'no')];
    expect(answersTo(questions, given)).toEqual([answer('hurt', 'no'), answer('since', '昨天')]);
    expect(unanswered(questions, given)).toEqual([]);
    expect(unanswered(questions, [answer('hurt', ' ')])).toEqual(['hurt']);
  });

  it('raises the urgency to that of the gravest answer and never lowers it', () => {
    const urgency = fc.constantFrom(...URGENCIES);
    const said = fc.constantFrom('yes', 'no', '');
    fc.assert(
      fc.property(urgency, said, said, (before, hurt, blocks) => {
        const after = raisedUrgency(questions, [answer('hurt', hurt), answer('blocks', blocks)], before);
        expect(URGENCIES.indexOf(after)).toBeLessThanOrEqual(URGENCIES.indexOf(before));
        if (hurt === 'yes') expect(after).toBe('critical');
        else if (blocks === 'yes') expect(after).toBe(before === 'normal' ? 'urgent' : before);
        else expect(after).toBe(before);
      }),
    );
  });
});
