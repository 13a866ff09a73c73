import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WorkerProposals } from '#shared/contract/dispatchViews.ts';
import type { Case, CaseClock } from '#shared/domain/case.ts';
import { CASE_POLICY_SETTING, casePolicySchema } from '#shared/protocol/desks.ts';
import { encodeFleetFrame, STATUS } from '#shared/protocol/fleetFrame.ts';
import { type Cache, nothingApplied } from '../cache/cache.ts';
import { caseForTest } from '../cache/cacheForTest.ts';
import type { Db } from '../db/driver.ts';
import type { FeedContext } from './context.ts';
import { contextForTest } from './contextForTest.ts';
import { dispatchDepartments } from './dispatchDepartments.ts';
import { dispatchWorkers } from './dispatchWorkers.ts';
import { caseLinked } from './linkedCases.ts';
import { supervisionBoard } from './supervisionBoard.ts';

const NOW = 1.8e12;
const GRID = '99010100100101';
let db: Db;
let cache: Cache;
let context: FeedContext;

beforeEach(() => {
  ({ db, cache, context } = contextForTest(NOW));
  for (const code of ['water', 'city', 'parks']) put('department', code, { code, version: 1, zh: code, en: code });
  const limit = { value: 1, unit: 'working-day' };
  put('category', '0101', {
    ...{ code: '0101', version: 1, catalogueVersion: '1', groupCode: '01', groupZh: '井盖', groupEn: 'covers' },
    ...{ classCode: '0', classZh: '部件', classEn: 'parts', zh: '井盖破损', en: 'broken', synonyms: [], pinyin: '' },
    ...{ departmentCode: 'water', urgency: 'normal', icon: '' },
    limits: { accept: limit, dispatch: limit, handle: limit, verify: limit },
  });
});
afterEach(() => db.close());

function put(entity: Parameters<Cache['put']>[1], id: string, value: object): void {
  cache.put('a', entity, id, value, nothingApplied());
}
function putCase(facts: Partial<Case>): Case {
  const one = caseForTest({ categoryCode: '0101', gridCode: GRID, ...facts });
  put('case', one.id, one);
  return one;
}
const clockDue = (dueAt: number): CaseClock => ({
  stage: 'handle',
  startedAt: NOW - 1e8,
  limit: { value: 1, unit: 'urgent-hour' },
  firstDueAt: dueAt,
  dueAt,
  yellowAt: dueAt - 1000,
  extensions: 0,
});
const worker = (id: string, index: number, more: object = {}) =>
  put('worker', id, {
    ...{ id, version: 1, index, name: id, role: 'grid-worker', teamId: 't', gridCode: GRID, onDuty: true },
    dutySince: null,
    ...more,
  });

describe('departments [ST247]', () => {
  it('come with the catalogue’s word, such cases in this community, and what they have in hand', async () => {
    const asked = putCase({ state: 'accepted' });
    for (let n = 0; n < 3; n += 1) putCase({ state: 'closed', departmentId: 'city', categoryCode: '0109' });
    putCase({ state: 'closed', departmentId: 'city', gridCode: '99010100200101' }); // another community
    putCase({ state: 'evaluated', departmentId: 'city', categoryCode: '0201' }); // another group
    putCase({ state: 'handling', departmentId: 'water' });
    const [first, second, third] = await dispatchDepartments(context, { caseId: asked.id });
    expect(first).toMatchObject({ department: { code: 'water' }, isDefault: true, worked: 0, open: 1, proposed: true });
    expect(second).toMatchObject({
      department: { code: 'city' },
      isDefault: false,
      worked: 3,
      open: 0,
      proposed: true,
    });
    expect(third).toMatchObject({ department: { code: 'parks' }, proposed: false, assigned: false });
  });

  it('say who has the case already', async () => {
    const inHand = putCase({ state: 'handling', departmentId: 'city' });
    const rows = await dispatchDepartments(context, { caseId: inHand.id });
    expect(rows.filter(({ assigned }) => assigned).map(({ department }) => department.code)).toEqual(['city']);
    expect(await dispatchDepartments(context, { caseId: 'unknown' })).toEqual([]);
  });
});

describe('workers [ST248]', () => {
  const online = (answer: () => Promise<unknown>) => {
    const asked: unknown[] = [];
    const linked = {
      status: () => ({ link: { state: 'online' } }),
      askCentre: (_: 'query', payload: unknown) => {
        asked.push(payload);
        return answer();
      },
    } as unknown as FeedContext;
    return { asked, linked: { ...context, ...linked } };
  };
  /** w1 is nearer as the crow flies, 300 m east of the case; w2 500 m. */
  const seen = () => {
    const fix = { lat: 31, speed: 0, heading: 0, status: STATUS.online | STATUS.onDuty, t: NOW - 1000 };
    const fixes = [
      { ...fix, workerIndex: 1, lon: 121.00315 },
      { ...fix, workerIndex: 2, lon: 121.00525 },
    ];
    context.fleet.ingest(encodeFleetFrame(fixes, NOW));
    worker('w1', 1);
    worker('w2', 2);
  };
  const rowsOf = ({ rows }: WorkerProposals) =>
    rows.map(({ worker: { id }, distance, byStreet }) => [id, byStreet, distance]);

  it('are told by straight lines while alone, and that is said', async () => {
    seen();
    const asked = putCase({ state: 'accepted' });
    const alone = { ...context, status: () => ({ link: { state: 'alone' } }) } as unknown as FeedContext;
    const told = await dispatchWorkers(alone, { caseId: asked.id, purpose: 'handle' });
    expect(told).toMatchObject({ by: 'line', why: 'alone' });
    expect(rowsOf(told)).toEqual([
      ['w1', false, 300],
      ['w2', false, 500],
    ]);
    expect(told.rows[0]?.warnings).toEqual([]);
  });

  it('are told by street where the centre tells it, and the order follows; asked again it is not asked again', async () => {
    seen();
    const asked = putCase({ state: 'accepted' });
    const way = (workerId: string, meters: number) => ({ workerId, meters, line: [] });
    const centre = online(() => Promise.resolve({ ok: true, rows: [way('w1', 1900), way('w2', 620)] }));
    const told = await dispatchWorkers(centre.linked, { caseId: asked.id, purpose: 'handle' });
    expect(told).toMatchObject({ by: 'streets', why: null });
    expect(rowsOf(told)).toEqual([
      ['w2', true, 620],
      ['w1', true, 1900],
    ]);
    expect(centre.asked).toEqual([{ kind: 'routes', place: { lon: 121, lat: 31 }, workerIds: ['w1', 'w2'] }]);
    await dispatchWorkers(centre.linked, { caseId: asked.id, purpose: 'handle' });
    expect(centre.asked).toHaveLength(1);
  });

  it('are not waited for: a slow or silent centre leaves straight lines', async () => {
    seen();
    const asked = putCase({ state: 'accepted' });
    const { linked } = online(() => new Promise(() => undefined));
    const told = await dispatchWorkers(linked, { caseId: asked.id, purpose: 'handle' });
    expect(told).toMatchObject({ by: 'line', why: 'slow' });
    expect(rowsOf(told)[0]).toEqual(['w1', false, 300]);
  });

  it('leave out of a verification whoever had a hand in the case', async () => {
    seen();
    const asked = putCase({ state: 'reported-back', handledByIds: ['w1'] });
    const { linked } = online(() => Promise.resolve({ ok: true, rows: [] }));
    const told = await dispatchWorkers(linked, { caseId: asked.id, purpose: 'verify' });
    expect(new Map(told.rows.map((row) => [row.worker.id, row.barred]))).toEqual(
      new Map([
        ['w1', 'had-a-hand'],
        ['w2', null],
      ]),
    );
  });
});

describe('a major incident [ST249]', () => {
  it('lists its cases from itself and from each of them', async () => {
    const major = putCase({ title: '内涝' });
    const parts = [putCase({ majorId: major.id }), putCase({ majorId: major.id, state: 'closed' })];
    const alone = putCase({});
    const ids = parts.map(({ id }) => id).toSorted();
    const fromMajor = await caseLinked(context, { id: major.id });
    expect(fromMajor).toMatchObject({ major: { id: major.id }, more: false });
    expect(fromMajor.rows.map(({ id }) => id)).toEqual(ids);
    const fromPart = await caseLinked(context, { id: parts[0]?.id ?? '' });
    expect(fromPart.major?.id).toBe(major.id);
    expect(fromPart.rows.map(({ id }) => id)).toEqual(ids);
    expect(await caseLinked(context, { id: alone.id })).toMatchObject({ major: null, rows: [] });
  });
});

describe('the board of supervision [ST250]', () => {
  it('holds what is late, pressed, to be looked at again or asks for time, each under its kinds', async () => {
    const late = putCase({ state: 'handling', clock: clockDue(NOW - 120_000), urgency: 'critical' });
    const pressed = putCase({
      state: 'handling',
      clock: clockDue(NOW + 1e7),
      supervision: { level: 1, byId: 'u', at: NOW - 1e6, dueAt: NOW - 1 },
    });
    const returned = putCase({ state: 'returned', clock: clockDue(NOW + 1e7), returns: 3 });
    const suspended = putCase({ state: 'suspended', reviewAt: NOW - 1 });
    const asks = putCase({
      state: 'handling',
      clock: clockDue(NOW + 1e7),
      extension: { byId: 'u', at: NOW, until: NOW + 2e7, reason: 'r', grantedById: 'v' },
    });
    putCase({ state: 'handling', clock: clockDue(NOW + 1e7) });
    putCase({ state: 'closed', returns: 5 });
    const { rows, counts, more } = await supervisionBoard(context, {});
    const kinds = new Map(rows.map((row) => [row.id, row.kinds.filter((kind) => kind !== 'all')]));
    expect(kinds.get(late.id)).toEqual(['proposed', 'late']);
    expect(kinds.get(pressed.id)).toEqual(['supervised', 'reply-late']);
    expect(kinds.get(returned.id)).toEqual(['proposed']);
    expect(kinds.get(suspended.id)).toEqual(['review-due']);
    expect(kinds.get(asks.id)).toEqual(['extension']);
    expect(rows).toHaveLength(5);
    expect(rows[0]?.id).toBe(late.id);
    expect(counts).toMatchObject({ all: 5, proposed: 2, late: 1, supervised: 1, 'review-due': 1, extension: 1 });
    expect(more).toBe(false);
  });

  it('proposes by the centre’s own numbers', async () => {
    const late = putCase({ state: 'handling', clock: clockDue(NOW - 120_000) });
    const policy = casePolicySchema.parse({ supervision: { redMinutes: 5, returns: 0, complaints: 0 } });
    put('setting', CASE_POLICY_SETTING, { key: CASE_POLICY_SETTING, version: 1, value: policy });
    const { rows } = await supervisionBoard(context, {});
    expect(rows.find(({ id }) => id === late.id)?.proposal).toBeNull();
  });
});
