import { afterAll, beforeAll, expect, test } from 'vitest';
import { liveStation, type RunningGateway, scratchFolder, startGateway } from './harness.ts';

const folders = [scratchFolder(), scratchFolder()] as const;
let gateway: RunningGateway;

beforeAll(async () => {
  gateway = await startGateway(folders[0].path);
});
afterAll(async () => {
  await gateway?.stop();
  for (const folder of folders) folder.remove();
});

test('a station syncs with the real gateway and serves its feeds', async () => {
  const { station, window } = await liveStation(folders[1].path, gateway.url);
  const page = await window.read('queue.page', { queue: 'intake', limit: 50 });
  console.log(station.status(), page.rows.length, page.total, page.rows[0]);
  console.log(await window.read('queue.counts', {}));
  const first = page.rows[0];
  if (first) console.log(await window.read('case.get', { id: first.id }));
  console.log((await window.read('department.list', {})).length, (await window.read('category.list', {})).length);
  console.log(await window.read('figures', {}));
  console.log(await window.read('search', { text: '井盖', limit: 5 }));
  expect(page.total).toBeGreaterThan(0);
  await station.stop();
});
