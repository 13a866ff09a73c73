import type { DuplicateView } from '#shared/contract/intakeViews.ts';
import { type Case, type CaseState, ENDED_STATES, URGENCIES } from '#shared/domain/case.ts';
import {
  comparable,
  DUPLICATES,
  type Duplicate,
  duplicateOf,
  groupOf,
  rankDuplicates,
} from '#shared/domain/intake/duplicates.ts';
import { distanceMeters } from '#shared/geo/index.ts';
import { facetDay } from '../cache/searched.ts';
import { facetTerm } from '../cache/searchIndex.ts';
import type { Feed, FeedContext } from './context.ts';

/** so many candidates are looked at, the newest: the index has cut them to the grids around, the group and the days */
const MOST_LOOKED_AT = 500;
const MOST_SHOWN = 5;
const MOST_MERGED = 100;

interface CandidateRow {
  id: string;
  number: string | null;
  title: string;
  address: string;
  state: CaseState;
  urgency: number;
  category_code: string;
  reported_at: number;
  lon: number;
  lat: number;
  value: string;
}

/** [ST244] Earlier cases that may be the same problem, found by the index alone however many there are. */
export const intakeDuplicates: Feed<'intake.duplicates'> = async (context, { exceptId, ...told }) => {
  const now = context.serverNow();
  const { grids } = await context.knowledge.ground();
  const around = grids.near(told.lon, told.lat, DUPLICATES.metres);
  const compared = comparable(told);
  const rows = new Map<string, CandidateRow>();
  const found: Duplicate[] = [];
  for (const row of candidates(context, matchOf(told.categoryCode, around, now))) {
    if (row.id === exceptId || row.state === 'merged' || row.state === 'rejected' || row.state === 'cancelled')
      continue;
    if (distanceMeters(told, row) > DUPLICATES.metres) continue;
    const { text } = JSON.parse(row.value) as Case;
    const earlier = { ...row, text, categoryCode: row.category_code, reportedAt: row.reported_at };
    const duplicate = duplicateOf(compared, earlier, now);
    if (!duplicate) continue;
    rows.set(row.id, row);
    found.push(duplicate);
  }
  return rankDuplicates(found)
    .slice(0, MOST_SHOWN)
    .flatMap((duplicate) => {
      const row = rows.get(duplicate.id);
      return row ? [viewOf(row, duplicate)] : [];
    });
};

function viewOf(row: CandidateRow, { confidence, distance, alike, sameType }: Duplicate): DuplicateView {
  const { id, number, title, address, state } = row;
  return {
    ...{ id, number, title, address, state, confidence, distance, alike, sameType },
    urgency: URGENCIES[row.urgency] ?? 'normal',
    reportedAt: row.reported_at,
    ended: ENDED_STATES.includes(state),
  };
}

/** The grids around (what is in none, or waits here for its grid, too), the days looked back, the group where one is chosen. */
function matchOf(categoryCode: string, grids: readonly string[], now: number): string {
  const today = facetDay(now);
  const days = Array.from({ length: DUPLICATES.days + 1 }, (_, n) => facetTerm('day', String(today - n)));
  const places = [...grids, ''].map((code) => facetTerm('grid', code));
  const group = categoryCode === '' ? [] : [`"${facetTerm('category', groupOf(categoryCode))}"`];
  return [anyOf(places), anyOf(days), ...group].join(' AND ');
}

function anyOf(terms: readonly string[]): string {
  return `(${terms.map((term) => `"${term}"`).join(' OR ')})`;
}

function candidates(context: FeedContext, match: string): Iterable<CandidateRow> {
  const set = context.cache.live;
  const index = `search_cases_${set}`;
  return context.statements.each<CandidateRow>(
    `SELECT id, number, title, address, state, urgency, category_code, reported_at, lon, lat, value FROM cases_${set}
      WHERE rid IN (SELECT rowid FROM ${index} WHERE ${index} MATCH ? ORDER BY rowid DESC LIMIT ${MOST_LOOKED_AT})`,
    match,
  );
}

/** [ST245] What was merged into a case. */
export const caseMerged: Feed<'case.merged'> = (context, { id }) => {
  const set = context.cache.live;
  const index = `search_cases_${set}`;
  return context.statements.all(
    `SELECT id, version, number, title, address, reported_at AS reportedAt FROM cases_${set}
      WHERE rid IN (SELECT rowid FROM ${index} WHERE ${index} MATCH ? ORDER BY rowid DESC LIMIT ${MOST_MERGED})
        AND state = 'merged' ORDER BY rid DESC`,
    `"${facetTerm('merged', id)}"`,
  );
};
