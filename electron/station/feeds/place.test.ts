import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Place, PlaceDossier } from '#shared/contract/dossierViews.ts';
import type { Case, CaseEvent } from '#shared/domain/case.ts';
import { type Cache, nothingApplied } from '../cache/cache.ts';
import { caseForTest } from '../cache/cacheForTest.ts';
import type { Db } from '../db/driver.ts';
import type { FeedContext } from './context.ts';
import { contextForTest } from './contextForTest.ts';
import { placeDossier } from './place.ts';

let db: Db;
let cache: Cache;
let context: FeedContext;

beforeEach(() => {
  ({ db, cache, context } = contextForTest());
});
afterEach(() => {
  db.close();
});

function put(...cases: Case[]): void {
  for (const value of cases) cache.put('a', 'case', value.id, value, nothingApplied());
}
const dossier = (place: Place): PlaceDossier => placeDossier(context, place) as PlaceDossier;
const titles = ({ cases }: PlaceDossier): string[] => cases.map(({ title }) => title).toSorted();

const GRID = '99010100100101';
const COMPONENT = '9901010101000012';

describe('[ST261] a place’s dossier', () => {
  test('holds the cases of an address, however it was spelt, and not those of a longer number', () => {
    put(
      caseForTest({ title: '一', address: '建设路12号' }),
      caseForTest({ title: '二', address: '建设路 １２號 3栋' }),
      caseForTest({ title: '三', address: '建设路112号' }),
      caseForTest({ title: '四', address: '建设路121号' }),
    );
    expect(titles(dossier({ kind: 'address', text: '建设路12号' }))).toEqual(['一', '二']);
  });

  test('of a grid holds those of every grid below it', () => {
    put(
      caseForTest({ title: '一', gridCode: GRID }),
      caseForTest({ title: '二', gridCode: '99010100100102' }),
      caseForTest({ title: '三', gridCode: '99010100200101' }),
    );
    expect(titles(dossier({ kind: 'grid', code: '990101001001' }))).toEqual(['一', '二']);
    expect(titles(dossier({ kind: 'grid', code: '990101001' }))).toEqual(['一', '二']);
    expect(titles(dossier({ kind: 'grid', code: GRID }))).toEqual(['一']);
  });

  test('of a component says what it is, and holds its cases alone', () => {
    const component = {
      ...{ code: COMPONENT, version: 1, name: '井盖', ownerDepartment: 'municipal-works', lon: 121, lat: 31 },
      gridCode: GRID,
    };
    cache.put('a', 'component', COMPONENT, component, nothingApplied());
    put(caseForTest({ title: '一', componentCode: COMPONENT }), caseForTest({ title: '二' }));
    const found = dossier({ kind: 'component', code: COMPONENT });
    expect(found).toMatchObject({ title: '井盖', component, at: { lon: 121, lat: 31 }, read: 1, exact: true });
    expect(titles(found)).toEqual(['一']);
  });

  test('of an organisation finds it by its name; what names no place is refused in words', () => {
    put(
      caseForTest({ title: '好邻居便利店占道' }),
      caseForTest({ title: '二', text: '在好邻居便利店门口' }),
      caseForTest(),
    );
    expect(titles(dossier({ kind: 'organisation', name: '好邻居便利店' }))).toEqual(['二', '好邻居便利店占道']);
    expect(() => dossier({ kind: 'organisation', name: '！！' })).toThrow('place-unclear');
  });

  test('counts states and departments, lists open hazards by urgency and what inspections found, and names nobody', () => {
    const urgent = caseForTest({ title: '急', categoryCode: '010101', urgency: 'critical', departmentId: 'greening' });
    const plain = caseForTest({ title: '常', categoryCode: '010101', departmentId: 'greening', reporterId: 'w00001' });
    const closed = caseForTest({ title: '结', categoryCode: '010101', state: 'closed', closedById: 'w00002' });
    const dispute = caseForTest({ title: '纠', categoryCode: '020101' });
    put(plain, urgent, closed, dispute);
    const event: CaseEvent = {
      ...{ id: '0195a000-0000-7000-8000-0000000000e1', caseId: closed.id, n: 1, action: 'verify-pass' as const },
      ...{ from: 'verifying' as const, to: 'closed' as const, at: 1e12, deskAt: 1e12, note: '', media: [], detail: {} },
      ...{ actor: { id: 'w00002', name: '王核', kind: 'terminal' as const }, previousHash: '', hash: '0'.repeat(64) },
    };
    cache.put('a', 'case-event', event.id, event, nothingApplied());
    const found = dossier({ kind: 'grid', code: GRID });
    expect(found).toMatchObject({ read: 4, open: 3, departments: [{ code: 'greening', n: 2, open: 2 }] });
    expect(found.byState).toEqual([
      { state: 'reported', n: 3 },
      { state: 'closed', n: 1 },
    ]);
    expect(found.hazards.map(({ title }) => title)).toEqual(['急', '常']);
    expect(found.inspections).toEqual([{ caseId: closed.id, title: '结', what: 'verification', good: true, at: 1e12 }]);
    expect(JSON.stringify(found)).not.toMatch(/王核|w0000/);
  });
});
