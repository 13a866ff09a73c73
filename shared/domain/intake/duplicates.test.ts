import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offset } from '../../district/streets/metres.ts';
import { DAY_MS } from '../calendar.ts';
import { CASE_STATES, ENDED_STATES } from '../case.ts';
import { surer } from './confidence.ts';
import { comparable, DUPLICATES, duplicateOf, type EarlierCase, rankDuplicates } from './duplicates.ts';

const NOW = 1_800_000_000_000;
const told = { categoryCode: '010101', title: '井盖破损', text: '云锦路12号门口', lon: 121.46, lat: 31.19 };

function earlier(change: Partial<EarlierCase> & { east?: number }): EarlierCase {
  const { east = 0, ...rest } = change;
  const [lon, lat] = offset(told.lon, told.lat, east, 0);
  return { ...told, id: 'a', state: 'handling', reportedAt: NOW - DAY_MS, lon, lat, ...rest };
}
const judge = (change: Parameters<typeof earlier>[0]) => duplicateOf(comparable(told), earlier(change), NOW);

describe('duplicates', () => {
  it('are certain at the same spot with the same type and like words, and doubtful where little speaks for it', () => {
    expect(judge({ east: 10 })).toMatchObject({ confidence: 'certain', sameType: true });
    expect(judge({ east: 90, categoryCode: '010102', title: '井盖缺失', text: '' })).toMatchObject({
      confidence: 'doubtful',
    });
    expect(judge({ east: 190, categoryCode: '010106', title: '路灯不亮', text: '整条路' })).toBeNull();
  });

  it('are of the same group, within reach and not long ago', () => {
    expect(judge({ categoryCode: '010201' })).toBeNull();
    expect(judge({ east: DUPLICATES.metres + 5 })).toBeNull();
    fc.assert(
      fc.property(fc.constantFrom(...CASE_STATES), fc.integer({ min: 0, max: 60 }), (state, days) => {
        const most = ENDED_STATES.includes(state) ? DUPLICATES.endedDays : DUPLICATES.days;
        const found = judge({ state, reportedAt: NOW - days * DAY_MS });
        expect(found !== null).toBe(days <= most);
      }),
    );
  });

  it('are never less likely when they are nearer, and ranked by it', () => {
    const metres = fc.integer({ min: 0, max: 199 });
    const title = fc.constantFrom('井盖破损', '井盖坏了', '路口井盖缺一块', '无关的话');
    fc.assert(
      fc.property(metres, metres, title, (a, b, title) => {
        const [near, far] = [judge({ east: Math.min(a, b), title }), judge({ east: Math.max(a, b), title })];
        if (!far) return;
        expect(near).not.toBeNull();
        if (near) expect(surer(near.confidence, far.confidence)).toBeLessThanOrEqual(0);
        if (near) expect(rankDuplicates([far, near])[0]?.score).toBe(near.score);
      }),
    );
  });

  it('of what has no category yet are told by their words', () => {
    const open = comparable({ ...told, categoryCode: '' });
    expect(duplicateOf(open, earlier({ east: 20 }), NOW)).toMatchObject({ sameType: false, confidence: 'likely' });
  });
});
