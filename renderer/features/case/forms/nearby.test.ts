import { expect, it } from 'vitest';
import type { CaseRow } from '#shared/contract/views.ts';
import { reportedCase } from '../../../parts/testViews.ts';
import { nearbySame } from './nearby.ts';

const shown = reportedCase();
const row = (id: string, change: Partial<CaseRow>): CaseRow => ({
  ...shown,
  clock: null,
  supervisionLevel: null,
  mediaCount: 0,
  waiting: 0,
  ...change,
  id,
});

it('proposes open cases of the same category within 500 m, nearest first, never the case itself', () => {
  const rows = [
    row('far', { lat: shown.lat + 0.01 }),
    row('b', { lat: shown.lat + 0.003 }),
    row('other', { categoryCode: '010199' }),
    row('a', { lat: shown.lat + 0.001 }),
    row(shown.id, {}),
  ];
  expect(nearbySame(shown, rows).map((candidate) => candidate.row.id)).toEqual(['a', 'b']);
});
