/** Over a district that really ran at a real gateway: every figure of the desk is what raw histories say, the slow way. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { statutoryCalendar } from '#shared/domain/calendar.ts';
import type { Case, CaseEvent } from '#shared/domain/case.ts';
import { COHORT_NAMES, countsOf, factRowOf } from '#shared/domain/cohorts.ts';
import { countOf } from '#shared/domain/counts.ts';
import { FIGURE_NAMES, figureOf } from '#shared/domain/figures.ts';
import { type History, slowCounts } from '#shared/domain/slowCountsForTest.ts';
import { startOfDay } from '#shared/domain/periods.ts';
import type { OpKind, OpPayload } from '#shared/protocol/ops.ts';
import type { Category, Worker } from '#shared/protocol/entities.ts';
import type { Station } from '../../../electron/station/station.ts';
import { type Gateway, removeFolder, startDistrict, startGateway } from '../../support/centre.ts';
import { type Client, openConsole } from '../gateway/clients.ts';
import { liveStation, openWindow, scratchFolder, type TestWindow, until } from './harness.ts';

const RUN_MS = 6000;
const LONG_AGO = 1e12;
/** told by commands and by days of duty, not by histories of cases */
const NOT_OF_CASES = ['acknowledge-time', 'on-duty-rate', 'grid-coverage'];

let centre: Gateway;
let scratch: ReturnType<typeof scratchFolder>;
let station: Station;
let window: TestWindow;
let lead: Client;
let cases: Case[];
let histories: History[];
const desks: Record<string, Client> = {};

beforeAll(async () => {
  centre = await startGateway();
  scratch = scratchFolder();
  for (const name of ['intake', 'dispatcher', 'verifier', 'supervisor', 'lead'])
    desks[name] = await openConsole(centre.url, name);
  lead = desks.lead as Client;
  const district = await startDistrict(centre.url, { workers: 40, rate: 900, reliable: true, thinkMs: 30, speed: 20 });
  const end = Date.now() + RUN_MS;
  while (Date.now() < end) await workThrough();
  await district.end();
  cases = await all<Case>('case');
  const categories = new Map((await all<Category>('category')).map((category) => [category.code, category]));
  const lines = Map.groupBy(await all<CaseEvent>('case-event'), ({ caseId }) => caseId);
  histories = cases.map(({ id, categoryCode }) => {
    const limits = categories.get(categoryCode)?.limits;
    if (!limits) throw new Error(`no category ${categoryCode}`);
    return { lines: (lines.get(id) ?? []).sort((a, b) => a.n - b.n), limits };
  });
  ({ station, window } = await liveStation(scratch.path, centre.url));
}, 120_000);
afterAll(async () => {
  for (const client of Object.values(desks)) client.close();
  await station.stop();
  await centre.end();
  scratch.remove();
  removeFolder(centre.data);
});

/** Everything of an entity, as the centre has it. */
async function all<T>(entity: string): Promise<T[]> {
  const found: T[] = [];
  let after: string | undefined;
  for (;;) {
    const answer = await lead.ask('snapshot', { entity, limit: 2000, ...(after !== undefined && { after }) });
    const rows = answer.rows as { id: string; value: T }[];
    found.push(...rows.map(({ value }) => value));
    if (rows.length < 2000) return found;
    after = rows.at(-1)?.id;
  }
}

let turn = 0;
/** The desks do what there is to do with each case, not always the same. */
async function workThrough(): Promise<void> {
  for (const current of await all<Case>('case')) {
    turn += 1;
    const act = <K extends OpKind>(desk: string, kind: K, payload: OpPayload<K>) =>
      (desks[desk] as Client).op(kind, payload, { entityId: current.id, baseVersion: current.version });
    switch (current.state) {
      case 'reported':
        await (turn % 9 === 0
          ? act('intake', 'case.reject', { reason: '不属本街道' })
          : act('intake', 'case.accept', {}));
        break;
      case 'accepted':
        await act('dispatcher', 'case.dispatch', {
          departmentId: 'urban-management',
          workerIds: [`w0000${(turn % 8) + 1}`],
        });
        break;
      case 'handling':
        if (turn % 4 === 0) await act('lead', 'case.suspend', { reason: '等材料', reviewAt: Date.now() + 9e7 });
        else if (turn % 4 === 1) await act('supervisor', 'case.supervise', { level: 1 });
        // A department without terminals tells it by phone.
        else await act('dispatcher', 'case.report-back', { note: '已处理' });
        break;
      case 'dispatched':
        await act('dispatcher', 'case.start', {});
        break;
      case 'suspended':
        await act('lead', 'case.resume', {});
        break;
      case 'reported-back':
        await act('dispatcher', 'case.send-to-verify', { workerId: `w000${(turn % 8) + 20}` });
        break;
      case 'closed':
        if (turn % 3 === 0) await act('intake', 'case.evaluate', { satisfaction: (turn % 5) + 1 });
        break;
      default:
    }
  }
}

test('[ST253] [ST254] every figure and count is what the raw histories of the centre say', async () => {
  await until('the facts are filled in', async () => {
    const table = await window.read('figures.table', { period: { from: LONG_AGO, to: Date.now() + 1e9 }, by: 'none' });
    return table.uncounted === 0;
  });
  const table = await window.read('figures.table', { period: { from: LONG_AGO, to: Date.now() + 1e9 }, by: 'none' });
  const counts = slowCounts(histories, table.period, statutoryCalendar());
  for (const name of FIGURE_NAMES) {
    if (NOT_OF_CASES.includes(name)) continue;
    expect(
      table.total.find((figure) => figure.name === name),
      name,
    ).toEqual(figureOf(name, counts));
  }
  // The district did enough to tell.
  expect(counts.received).toBe(cases.length);
});

test('[ST284] [ST285] who is on duty today is known as soon as the desk has the centre’s rows', async () => {
  const workers = await all<Worker>('worker');
  const today = { from: startOfDay(Date.now()), to: Date.now() + 1e9 };
  const onDuty = await until('the day is known', async () => {
    const { total, duty } = await window.read('figures.table', { period: today, by: 'none' });
    return duty.known > 0 ? total.find(({ name }) => name === 'on-duty-rate') : null;
  });
  const went = workers.filter((worker) => worker.onDuty || (worker.dutySince ?? 0) > today.from);
  expect(went.length).toBeGreaterThan(20);
  expect(onDuty).toEqual({ name: 'on-duty-rate', value: went.length / workers.length, n: workers.length });
});

test('the facts that the centre keeps with its cases count the same, also of limits that are still to come', () => {
  const period = { from: LONG_AGO, to: Date.now() + 400 * 86_400_000 };
  const rows = cases.map(({ facts }) => {
    if (!facts) throw new Error('a case without facts');
    return factRowOf(facts);
  });
  const counts = countsOf(rows, period);
  expect(counts).toEqual(slowCounts(histories, period, statutoryCalendar()));
  const happened = COHORT_NAMES.filter((name) => countOf(counts, name) > 0);
  for (const name of [
    'received',
    'filed',
    'dispatched',
    'due',
    'handleDue',
    'handled',
    'stages.handle.finished',
  ] as const)
    expect(happened).toContain(name);
});

test('[ST255] behind each number are as many cases', async () => {
  const period = { from: LONG_AGO, to: Date.now() + 1e9 };
  const filed = await window.read('figures.cases', { period, name: 'filing-rate', side: 'part', limit: 500 });
  const wanted = cases.filter(({ facts }) => facts?.filedAt !== undefined).map(({ id }) => id);
  expect(filed.rows.map(({ id }) => id).sort()).toEqual(wanted.sort());
});

test('[ST256] a page that is printed reads and does nothing else', async () => {
  const page = openWindow(station, 77, 'print');
  expect(
    (await page.read('figures.table', { period: { from: LONG_AGO, to: Date.now() }, by: 'street' })).groups.length,
  ).toBeGreaterThan(0);
  const [first] = cases;
  const refused = { ok: false, code: 'forbidden', reason: 'only-reads' };
  expect(
    await page.call.act({
      kind: 'case.annotate',
      entityId: first?.id,
      baseVersion: first?.version,
      payload: { note: '' },
    } as never),
  ).toMatchObject(refused);
  expect(await page.call.signOut()).toMatchObject(refused);
  expect(await page.call.talk({ on: true, channels: [], emergency: false } as never)).toMatchObject(refused);
  page.close();
});
