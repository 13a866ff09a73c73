import type { Place, PlaceDossier } from '#shared/contract/dossierViews.ts';
import { type Case, CASE_STATES, ENDED_STATES } from '#shared/domain/case.ts';
import { lightOf } from '#shared/domain/clocks.ts';
import { normaliseAddress, normaliseText } from '#shared/domain/search.ts';
import { queryTerms } from '#shared/domain/searchTerms.ts';
import { CASE_COLUMNS, type CaseColumns, toCaseRow } from '../cache/caseStore.ts';
import { facetTerm } from '../cache/searchIndex.ts';
import { Refused } from '../serve/answers.ts';
import type { Feed, FeedContext } from './context.ts';
import { matchAll } from './search.ts';

/** So many cases of a place are read, the newest first: more is a street's whole year, and figures tell of it. */
const MOST_READ = 3000;
const MOST_SHOWN = 200;
/** hazards, problems and what else is not between people */
const HAZARDS = '01';

type Row = CaseColumns & { value: string };
interface Known {
  row: Row;
  shown: Case;
  isOpen: boolean;
}

/** What is known of a place: its cases, hazards, inspections and departments. No person is named. */
export const placeDossier: Feed<'place.dossier'> = (context, place) => {
  const component = place.kind === 'component' ? context.cache.stores.entities.get('component', place.code) : null;
  const { rows, exact } = casesAt(context, place, component?.gridCode ?? '');
  const open = rows.filter(({ isOpen }) => isOpen);
  const first = rows[0]?.shown;
  return {
    title: titleOf(context, place, component?.name),
    component,
    at: component ? { lon: component.lon, lat: component.lat } : first ? { lon: first.lon, lat: first.lat } : null,
    read: rows.length,
    exact,
    open: open.length,
    byState: CASE_STATES.map((state) => ({
      state,
      n: rows.filter(({ shown }) => shown.state === state).length,
    })).filter(({ n }) => n > 0),
    ...summed(context, rows),
    hazards: open
      .filter(({ shown }) => shown.categoryCode.startsWith(HAZARDS))
      .toSorted(bySeverity(context.serverNow()))
      .slice(0, MOST_SHOWN)
      .map(({ row }) => toCaseRow(row)),
    inspections: inspectionsOf(context, rows),
    cases: rows.slice(0, MOST_SHOWN).map(({ row }) => toCaseRow(row)),
  };
};

function titleOf(context: FeedContext, place: Place, componentName: string | undefined): string {
  switch (place.kind) {
    case 'grid':
      return context.cache.stores.entities.get('grid', place.code)?.name ?? place.code;
    case 'component':
      return componentName ?? place.code;
    case 'address':
      return place.text;
    case 'organisation':
      return place.name;
  }
}

/** Candidates come from the search index by terms every one of them has; whether they are of the place is told by the row. */
function casesAt(context: FeedContext, place: Place, componentGrid: string): { rows: Known[]; exact: boolean } {
  const terms = termsOf(place);
  const grid = place.kind === 'grid' ? place.code : componentGrid;
  const match = matchAll([...terms, ...(grid ? [facetTerm('grid', grid)] : [])]);
  if (match === null) {
    if (place.kind === 'component') return { rows: [], exact: true };
    throw new Refused('invalid', 'place-unclear');
  }
  const set = context.cache.live;
  const index = `search_cases_${set}`;
  const read = context.statements.all<Row>(
    `SELECT ${CASE_COLUMNS}, value FROM cases_${set} WHERE rid IN
       (SELECT rowid FROM ${index} WHERE ${index} MATCH ? ORDER BY rowid DESC LIMIT ?) ORDER BY rid DESC`,
    match,
    MOST_READ + 1,
  );
  const rows = read.slice(0, MOST_READ).flatMap((row): Known[] => {
    const shown = JSON.parse(row.value) as Case;
    return isOf(place, shown) ? [{ row, shown, isOpen: !ENDED_STATES.includes(shown.state) }] : [];
  });
  return { rows, exact: read.length <= MOST_READ && context.cache.stores.index.complete };
}

/** An address is looked for by the names in it: numbers are spelt in too many ways, and are told by the row. */
function termsOf(place: Place): string[] {
  if (place.kind === 'organisation') return queryTerms(place.name);
  if (place.kind !== 'address') return [];
  const names = normaliseAddress(place.text).replace(/[\d号栋层楼室-]+|单元/gu, ' ');
  return queryTerms(names.trim() === '' ? place.text : names);
}

function isOf(place: Place, shown: Case): boolean {
  switch (place.kind) {
    case 'grid':
      return shown.gridCode.startsWith(place.code);
    case 'component':
      return shown.componentCode === place.code;
    case 'address':
      return startsAt(normaliseAddress(shown.address), normaliseAddress(place.text));
    case 'organisation': {
      const told = normaliseText(`${shown.title} ${shown.address} ${shown.text}`);
      return told.includes(normaliseText(place.name));
    }
  }
}

/** 12号 is not 112号, and 1号 is not 12号: the address must be there as a whole. */
function startsAt(address: string, asked: string): boolean {
  const at = address.indexOf(asked);
  if (at < 0) return false;
  const digit = (character: string | undefined) => character !== undefined && /\d/.test(character);
  const cutBefore = digit(asked[0]) && digit(address[at - 1]);
  const cutAfter = digit(asked.at(-1)) && digit(address[at + asked.length]);
  return !cutBefore && !cutAfter;
}

function summed(context: FeedContext, rows: readonly Known[]): Pick<PlaceDossier, 'byGroup' | 'departments'> {
  const { entities } = context.cache.stores;
  const groups = new Map<string, PlaceDossier['byGroup'][number]>();
  const departments = new Map<string, PlaceDossier['departments'][number]>();
  for (const { shown, isOpen } of rows) {
    const category = entities.get('category', shown.categoryCode);
    const code = category?.groupCode ?? shown.categoryCode;
    count(groups, code, isOpen, () => ({ zh: category?.groupZh ?? code, en: category?.groupEn ?? code }));
    const ids = (shown.assignments ?? []).filter(({ kind }) => kind === 'department').map(({ id }) => id);
    for (const id of new Set([...ids, ...(shown.departmentId ? [shown.departmentId] : [])])) {
      count(departments, id, isOpen, () => {
        const { zh = id, en = id } = entities.get('department', id) ?? {};
        return { zh, en };
      });
    }
  }
  const most = (a: { n: number }, b: { n: number }) => b.n - a.n;
  return { byGroup: [...groups.values()].toSorted(most), departments: [...departments.values()].toSorted(most) };
}

function count(
  sums: Map<string, { code: string; zh: string; en: string; n: number; open: number }>,
  code: string,
  isOpen: boolean,
  names: () => { zh: string; en: string },
): void {
  const sum = sums.get(code) ?? { code, ...names(), n: 0, open: 0 };
  sums.set(code, { ...sum, n: sum.n + 1, open: sum.open + (isOpen ? 1 : 0) });
}

const LIGHT_ORDER = { red: 0, yellow: 1, green: 2, grey: 3 } as const;

function bySeverity(now: number): (a: Known, b: Known) => number {
  const rank = ({ shown }: Known) => LIGHT_ORDER[lightOf(shown.clock, now)];
  return (a, b) => a.row.urgency - b.row.urgency || rank(a) - rank(b) || a.row.due_at - b.row.due_at;
}

const INSPECTIONS = {
  'answer-check': 'check',
  'verify-pass': 'verification',
  'verify-fail': 'verification',
  recheck: 're-check',
} as const;

/** Of the newest cases; a history is read in one place. */
function inspectionsOf(context: FeedContext, rows: readonly Known[]): PlaceDossier['inspections'] {
  const found = rows.slice(0, MOST_SHOWN).flatMap(({ shown }) =>
    context.cache.stores.history.of(shown.id).flatMap(({ action, at, detail }) => {
      if (!isInspection(action)) return [];
      const good = action === 'verify-pass' || detail.passed === true || detail.found === false;
      return [{ caseId: shown.id, title: shown.title, what: INSPECTIONS[action], good, at }];
    }),
  );
  return found.toSorted((a, b) => b.at - a.at).slice(0, MOST_SHOWN);
}

function isInspection(action: string): action is keyof typeof INSPECTIONS {
  return action in INSPECTIONS;
}
