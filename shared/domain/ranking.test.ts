import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DepartmentFacts,
  isFit,
  LOADED,
  proposedDepartments,
  rankDepartments,
  rankWorkers,
  STALE_FIX_MS,
  WORKER_WARNINGS,
  type WorkerFacts,
  workerWarnings,
} from './ranking.ts';

const department = (code: string, facts: Partial<DepartmentFacts> = {}): DepartmentFacts => ({
  code,
  isDefault: false,
  worked: 0,
  open: 0,
  ...facts,
});
const worker = (id: string, facts: Partial<WorkerFacts> = {}): WorkerFacts => ({
  id,
  distance: 500,
  fixAge: 5000,
  role: 'grid-worker',
  ownGrid: false,
  load: 0,
  onDuty: true,
  online: true,
  sos: false,
  busy: false,
  ...facts,
});
const codes = (list: readonly DepartmentFacts[]) => list.map(({ code }) => code);
const ids = (list: readonly WorkerFacts[]) => list.map(({ id }) => id);

const departmentsArb = fc.uniqueArray(
  fc.record({
    code: fc.string({ minLength: 1, maxLength: 4 }),
    isDefault: fc.boolean(),
    worked: fc.nat({ max: 500 }),
    open: fc.nat({ max: 500 }),
  }),
  { selector: ({ code }) => code, minLength: 1, maxLength: 12 },
);
const workersArb = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 4 }),
    distance: fc.option(fc.nat({ max: 20_000 })),
    fixAge: fc.option(fc.nat({ max: 600_000 })),
    role: fc.constantFrom('grid-worker', 'team-lead', 'specialist'),
    ownGrid: fc.boolean(),
    load: fc.nat({ max: 9 }),
    onDuty: fc.boolean(),
    online: fc.boolean(),
    sos: fc.boolean(),
    busy: fc.boolean(),
  }) satisfies fc.Arbitrary<WorkerFacts>,
  { selector: ({ id }) => id, minLength: 1, maxLength: 12 },
);

describe('departments', () => {
  it('are proposed by the catalogue, then by who worked such cases here', () => {
    const ranked = proposedDepartments([
      department('city', { worked: 40, open: 10 }),
      department('water', { isDefault: true, worked: 2, open: 12 }),
      department('parks', { open: 1 }),
    ]);
    expect(codes(ranked)).toEqual(['water', 'city']);
  });

  it('let one that worked nearly all of them pass a default that has far more in hand', () => {
    const ranked = rankDepartments([
      department('default', { isDefault: true, open: 400 }),
      department('local', { worked: 300, open: 20 }),
    ]);
    expect(codes(ranked)).toEqual(['local', 'default']);
    // A few cases are no habit yet.
    const young = rankDepartments([
      department('default', { isDefault: true, open: 400 }),
      department('local', { worked: 3, open: 20 }),
    ]);
    expect(codes(young)).toEqual(['default', 'local']);
  });

  it('stand in the same order whatever order they come in, all of them, the input untouched', () => {
    fc.assert(
      fc.property(departmentsArb, (list) => {
        const before = list.map((one) => ({ ...one }));
        const ranked = rankDepartments(list);
        expect(codes(rankDepartments(list.toReversed()))).toEqual(codes(ranked));
        expect(codes(ranked).toSorted()).toEqual(codes(list).toSorted());
        expect(list).toEqual(before);
      }),
    );
  });

  it('never rise for having more in hand', () => {
    fc.assert(
      fc.property(departmentsArb, fc.nat(), fc.integer({ min: 1, max: 500 }), (list, at, more) => {
        const chosen = list[at % list.length] as DepartmentFacts;
        const place = codes(rankDepartments(list)).indexOf(chosen.code);
        const busier = list.map((one) => (one === chosen ? { ...one, open: one.open + more } : one));
        expect(codes(rankDepartments(busier)).indexOf(chosen.code)).toBeGreaterThanOrEqual(place);
      }),
    );
  });
});

describe('workers', () => {
  it('go by way and load, whoever cannot go after all who can', () => {
    const ranked = rankWorkers([
      worker('off', { onDuty: false, distance: 10 }),
      worker('stale', { fixAge: STALE_FIX_MS + 1, distance: 20 }),
      worker('lead', { role: 'team-lead', distance: 200 }),
      worker('loaded', { load: 3, distance: 100 }),
      worker('near', { distance: 450 }),
      worker('busy', { busy: true, distance: 300 }),
    ]);
    expect(ids(ranked)).toEqual(['near', 'lead', 'loaded', 'busy', 'stale', 'off']);
  });

  it('are warned of with each reason named, the gravest first', () => {
    expect(workerWarnings(worker('a'))).toEqual([]);
    expect(workerWarnings(worker('a', { onDuty: false, online: false }))).toEqual(['off-duty']);
    expect(workerWarnings(worker('a', { busy: true, load: LOADED }))).toEqual(['busy', 'loaded']);
    expect(workerWarnings(worker('a', { online: false }))).toEqual(['offline']);
    expect(workerWarnings(worker('a', { fixAge: null, distance: null }))).toEqual(['no-fix']);
    expect(workerWarnings(worker('a', { sos: true, fixAge: STALE_FIX_MS + 1 }))).toEqual(['sos', 'stale']);
  });

  it('hold to their order, and nobody who is warned of as unfit stands before one who is fit', () => {
    fc.assert(
      fc.property(workersArb, (list) => {
        const ranked = rankWorkers(list);
        expect(ids(rankWorkers(list.toReversed()))).toEqual(ids(ranked));
        expect(ids(ranked).toSorted()).toEqual(ids(list).toSorted());
        const fit = ranked.map(isFit);
        expect(fit.toSorted((a, b) => Number(b) - Number(a))).toEqual(fit);
        for (const one of ranked) {
          const warnings = workerWarnings(one);
          expect(warnings).toEqual(WORKER_WARNINGS.filter((known) => warnings.includes(known)));
        }
      }),
    );
  });

  it('never rise for one more case in hand or a longer way', () => {
    fc.assert(
      fc.property(workersArb, fc.nat(), fc.boolean(), (list, at, byLoad) => {
        const chosen = list[at % list.length] as WorkerFacts;
        const place = ids(rankWorkers(list)).indexOf(chosen.id);
        const worse = byLoad
          ? { ...chosen, load: chosen.load + 1 }
          : { ...chosen, distance: chosen.distance === null ? null : chosen.distance + 1000 };
        const after = list.map((one) => (one === chosen ? worse : one));
        expect(ids(rankWorkers(after)).indexOf(chosen.id)).toBeGreaterThanOrEqual(place);
      }),
    );
  });
});
