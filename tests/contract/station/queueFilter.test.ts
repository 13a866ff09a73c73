import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FeedInput } from '#shared/contract/feeds.ts';
import { actOn, confirmedCase, openCaseAt } from './cases.ts';
import { liveStation, type RunningGateway, scratchFolder, startGateway, type TestWindow, until } from './harness.ts';
import type { Station } from '../../../electron/station/station.ts';

const scratch = scratchFolder();
let gateway: RunningGateway;
let station: Station;
let window: TestWindow;

beforeAll(async () => {
  gateway = await startGateway(`${scratch.path}/gateway`);
  ({ station, window } = await liveStation(`${scratch.path}/desk`, gateway.url));
});
afterAll(async () => {
  await station?.stop();
  await gateway?.stop();
  scratch.remove();
});

async function found(input: Omit<FeedInput<'queue.page'>, 'limit'>): Promise<string[]> {
  const page = await window.read('queue.page', { ...input, limit: 100 });
  return page.rows.map(({ id }) => id);
}

test('[ST60] a waiting action is filtered by what it does, taken back by what it undid', async () => {
  const id = await confirmedCase(window, '占道经营');
  await actOn(window, 'case.accept', id, {});
  await until('it is through', async () => (await window.read('outbox.list', {})).length === 0);
  const [department] = await window.read('department.list', {});
  const filter = { department: department?.code ?? '', text: '占道' };
  expect(await found({ queue: 'in-hand', filter })).toEqual([]);

  await gateway.stop();
  station.setUndoSeconds(5);
  const op = await actOn(window, 'case.dispatch', id, { departmentId: department?.code });
  expect(await found({ queue: 'in-hand', filter })).toEqual([id]);
  expect(await window.read('queue.count', { queue: 'in-hand', filter })).toEqual({ n: 1, exact: true });
  expect(await found({ queue: 'dispatch', filter: { text: '占道' } })).toEqual([]);
  expect(await window.call.undo(op)).toMatchObject({ ok: true });
  expect(await found({ queue: 'in-hand', filter })).toEqual([]);
  expect(await found({ queue: 'dispatch', filter: { text: '占道' } })).toEqual([id]);

  const made = await openCaseAt(window, '路灯不亮', { source: 'hotline' });
  expect(await found({ queue: 'intake', filter: { source: 'hotline', text: 'ldbl' } })).toEqual([made]);
  expect(await found({ queue: 'intake', filter: { source: 'counter', text: 'ldbl' } })).toEqual([]);
});

test('[ST60] a filter that is none is refused in words', async () => {
  const read = (filter: unknown) =>
    window.call.read('queue.page', { queue: 'intake', filter, limit: 10 } as FeedInput<'queue.page'>);
  expect(await read({ urgency: 'very' })).toMatchObject({ ok: false, code: 'invalid' });
  expect(await read({ department: "x' OR 1=1 --" })).toMatchObject({ ok: false, code: 'invalid' });
  expect(await read({})).toMatchObject({ ok: true });
});
