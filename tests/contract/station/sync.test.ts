import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCaseAt } from './cases.ts';
import { isLive, liveStation, openWindow, type RunningGateway, scratchFolder, startGateway, until } from './harness.ts';

const scratch = scratchFolder();
let gateway: RunningGateway;

beforeAll(async () => {
  gateway = await startGateway(`${scratch.path}/gateway`);
});
afterAll(async () => {
  await gateway?.stop();
  scratch.remove();
});

test('two stations and two windows of one show the same truth', async () => {
  const first = await liveStation(`${scratch.path}/first`, gateway.url);
  const second = await liveStation(`${scratch.path}/second`, gateway.url, 'dispatcher');
  const torn = openWindow(first.station, 2);

  const id = await openCaseAt(first.window, '井盖破损，路面塌陷');
  const numbered = await until('the case has its number on the other desk', async () => {
    const view = await second.window.read('case.get', { id });
    return view?.case.number ? view : null;
  });
  expect(numbered.chainIntact).toBe(true);
  expect(numbered.events.map((event) => event.action)).toEqual(['report']);

  const row = await until('this desk has it too', async () => {
    const page = await first.window.read('queue.page', { queue: 'intake', limit: 10 });
    return page.rows.find((candidate) => candidate.id === id && candidate.waiting === 0 && candidate.number);
  });
  const page = await torn.read('queue.page', { queue: 'intake', limit: 10 });
  expect(page.rows.find((candidate) => candidate.id === id)).toEqual(row);
  await until('the torn-off window was told', () => torn.changes.includes('cases'));
  const counts = await torn.read('queue.counts', {});
  expect(counts.find((count) => count.queue === 'intake')?.total).toBe(page.total);

  const hit = await until(
    'it is found',
    async () => (await second.window.read('search', { text: '井盖破损', limit: 5 }))[0],
  );
  expect(hit).toMatchObject({ kind: 'case', id });
  await first.station.stop();
  await second.station.stop();
});

test('the catalogue, workers and grids arrive and are found', async () => {
  const { station, window } = await liveStation(`${scratch.path}/catalogue`, gateway.url);
  expect((await window.read('department.list', {})).length).toBeGreaterThan(10);
  expect((await window.read('category.list', {})).length).toBe(146);
  const streets = await window.read('grid.list', { tier: 'street' });
  expect(streets.length).toBeGreaterThan(0);
  const communities = await window.read('grid.list', { tier: 'community', parent: streets[0]?.code });
  expect(communities.length).toBeGreaterThan(0);
  const worker = await window.read('worker.get', { id: 'w00001' });
  expect(worker?.worker.id).toBe('w00001');
  const named = await window.read('search', { text: worker?.worker.name ?? '', limit: 20 });
  expect(named.some((hit) => hit.kind === 'worker' && hit.id === 'w00001')).toBe(true);
  const near = await window.read('worker.near', { lon: 121.46, lat: 31.195, count: 5, text: 'w00001' });
  expect(near[0]?.worker.id).toBe('w00001');
  await station.stop();
});

test('the cursor survives a restart: only what is new is fetched', async () => {
  const home = `${scratch.path}/again`;
  const first = await liveStation(home, gateway.url);
  await first.station.stop();
  const other = await liveStation(`${scratch.path}/other`, gateway.url);
  const id = await openCaseAt(other.window, '路灯不亮');
  await until('it is confirmed', async () => (await other.window.read('case.get', { id }))?.case.number);

  const again = await liveStation(home, gateway.url);
  expect((await again.window.read('case.get', { id }))?.case.title).toBe('路灯不亮');
  const snapshots = again.window.statuses.filter((status) => status.sync.state === 'snapshot');
  expect(snapshots).toEqual([]);
  await again.station.stop();
  await other.station.stop();
});

test('a lost centre is said, nothing is lost, and the link comes back by itself', async () => {
  const own = scratchFolder();
  const mortal = await startGateway(own.path);
  const { station, window } = await liveStation(`${scratch.path}/mortal`, mortal.url);
  const id = await openCaseAt(window, '消防通道堵塞');
  await until('confirmed', async () => (await window.read('case.get', { id }))?.case.number);
  await mortal.stop();
  await until('the desk says it is alone', () => station.status().link.state === 'alone');
  expect((await window.read('case.get', { id }))?.case.title).toBe('消防通道堵塞');

  const started = performance.now();
  const accepted = await window.call.act({ id: uuidv7(), kind: 'case.accept', entityId: id, payload: {} });
  expect(accepted.ok).toBe(true);
  expect(performance.now() - started).toBeLessThan(500);
  const alone = await window.read('case.get', { id });
  expect(alone?.case.state).toBe('accepted');
  expect(alone?.waiting).toHaveLength(1);

  const reborn = await startGateway(own.path, mortal.port);
  await until('the link is back', () => isLive(station));
  await until('the waiting action is through', async () => {
    const view = await window.read('case.get', { id });
    return view?.waiting.length === 0 && view.events.some((event) => event.action === 'accept');
  });
  expect(station.status().outbox).toMatchObject({ waiting: 0, conflicts: 0, refused: 0 });
  await station.stop();
  await reborn.stop();
  own.remove();
});
