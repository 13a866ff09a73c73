import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OverlayChange, OverlayView } from '#shared/contract/overlays.ts';
import type { Station } from '../../../electron/station/station.ts';
import { collectionOf, noticeFeature, type OverlayServer, startOverlayServer } from '../../support/overlayServer.ts';
import {
  configFor,
  liveStation,
  openWindow,
  type RunningGateway,
  scratchFolder,
  startGateway,
  startStation,
  type TestWindow,
  until,
} from './harness.ts';

const scratch = scratchFolder();
const home = `${scratch.path}/home`;
const TOKEN = 'a-token-nobody-else-sees';
let gateway: RunningGateway;
let server: OverlayServer;
let station: Station;
let window: TestWindow;

beforeAll(async () => {
  server = await startOverlayServer();
  gateway = await startGateway(`${scratch.path}/gateway`);
  ({ station, window } = await liveStation(home, gateway.url));
});
afterAll(async () => {
  await station?.stop();
  await gateway?.stop();
  await server?.end();
  scratch.remove();
});

const storm = noticeFeature([121.46, 31.195], 0.02, { id: 'storm', title: '大风', level: 'orange', text: '八级阵风' });
const notices = (path: string, more: object = {}): OverlayChange =>
  ({
    kind: 'put',
    source: { kind: 'notices', id: 'weather', name: '气象预警', url: `${server.url}${path}`, ...more },
  }) as OverlayChange;
const change = async (asked: OverlayChange) =>
  expect(await window.call.changeOverlay(asked)).toEqual({ ok: true, value: null });
const of = async (id: string): Promise<OverlayView | undefined> =>
  (await window.read('overlay.list', {})).overlays.find(({ source }) => source.id === id);
const settled = (id: string, fits: (view: OverlayView) => boolean) =>
  until(`${id} is as expected`, async () => {
    const view = await of(id);
    return view && !view.reading && fits(view) ? view : null;
  });

test('[ST337] notices come from an address; the token goes there alone, and lies sealed in the file', async () => {
  server.answers.set('/notices', { body: collectionOf(storm, { type: 'Feature' }) });
  await change({ ...notices('/notices?key={token}'), token: TOKEN } as OverlayChange);
  const view = await settled('weather', ({ asOf }) => asOf !== null);
  expect(view).toMatchObject({ hasToken: true, trouble: null, wrong: 1 });
  expect(view.notices).toMatchObject([{ id: 'storm', title: '大风', level: 'orange', from: null, to: null }]);
  expect(server.asked).toEqual([`/notices?key=${TOKEN}`]);
  expect(window.changes).toContain('overlays');
  expect(JSON.stringify(await window.read('overlay.list', {}))).not.toContain(TOKEN);
  expect(readFileSync(join(home, 'overlays.json'), 'utf8')).not.toContain(TOKEN);
});

test('[ST338] what is there stays with its time while nothing better comes, and each trouble has its name', async () => {
  const before = (await of('weather'))?.asOf;
  const read = async (answer: Parameters<typeof server.answers.set>[1] | null) => {
    if (answer) server.answers.set('/notices', answer);
    else server.answers.delete('/notices');
    await change({ kind: 'read', id: 'weather' });
    return (await settled('weather', ({ trouble }) => trouble !== null)).trouble;
  };
  const again = async () => {
    server.answers.set('/notices', { body: collectionOf(storm) });
    await change({ kind: 'read', id: 'weather' });
    await settled('weather', ({ trouble }) => trouble === null);
  };
  expect(await read({ body: '<html>' })).toBe('not-geojson');
  expect((await of('weather'))?.asOf).toBe(before);
  expect((await of('weather'))?.notices).toHaveLength(1);
  for (const [answer, trouble] of [
    [null, 'gone'],
    [{ status: 302, headers: { location: `${server.url}/elsewhere` }, body: '' }, 'refused'],
    [{ status: 403, body: '' }, 'refused'],
    [{ status: 500, body: '' }, 'unreachable'],
    [{ body: Buffer.alloc(2 * 1024 * 1024 + 1, ' ') }, 'too-large'],
    [{ body: collectionOf(...Array.from({ length: 501 }, () => storm)) }, 'too-much'],
  ] as const) {
    await again();
    expect(await read(answer)).toBe(trouble);
  }
  expect(server.asked).not.toContain('/elsewhere');
  await again();
});

test('[ST338] kept over a restart without the network; of another address nothing is', async () => {
  const before = await of('weather');
  await station.stop();
  const asked = server.asked.length;
  await server.end();
  station = startStation(configFor(home, gateway.url));
  window = openWindow(station);
  await window.call.signIn({ username: 'lead', password: 'demo' });
  const kept = await settled('weather', ({ trouble }) => trouble === 'unreachable');
  expect(kept).toMatchObject({ asOf: before?.asOf, notices: before?.notices, hasToken: true });
  expect(server.asked).toHaveLength(asked);
  server = await startOverlayServer();
  await change(notices('/other'));
  expect(await settled('weather', ({ trouble }) => trouble === 'gone')).toMatchObject({ asOf: null, notices: [] });
});

test('[ST338] a picture and tiles are fetched by the station, and nothing that is none', async () => {
  const png = { type: 'image/png', body: Buffer.from('89504e470d0a1a0a', 'hex') };
  server.answers.set('/radar.png', png);
  server.answers.set('/7/107/52.png', png);
  server.answers.set('/7/107/53.png', { type: 'text/html', body: 'no' });
  const common = { name: '雷达', minutes: 5 };
  const bounds: [number, number, number, number] = [121.3, 31.1, 121.6, 31.3];
  await change({
    kind: 'put',
    source: { ...common, kind: 'image', id: 'radar', url: `${server.url}/radar.png`, system: 'gcj02', bounds },
  });
  const { asOf, source } = await settled('radar', (view) => view.asOf !== null);
  expect(source).toMatchObject({ system: 'gcj02', bounds });
  const picture = await window.read('overlay.image', { id: 'radar', asOf: asOf ?? 0 });
  expect(picture && Buffer.from(picture.bytes)).toEqual(png.body);
  const url = `${server.url}/{z}/{x}/{y}.png`;
  await change({ kind: 'put', source: { ...common, kind: 'tiles', id: 'tiles', url } });
  const tile = (y: number) => window.read('overlay.tile', { id: 'tiles', z: 7, x: 107, y });
  expect(await tile(52)).toMatchObject({ mime: 'image/png' });
  expect(await tile(53)).toBeNull();
  expect(await of('tiles')).toMatchObject({ trouble: 'not-image', source: { system: 'wgs84' } });
  await tile(52);
  expect(server.asked.filter((address) => address === '/7/107/52.png')).toHaveLength(1);
});

test('[ST339] an administrator writes the file by hand: what is wrong is told, a plain token is sealed', async () => {
  const good = { kind: 'notices', id: 'by-hand', name: '手写', url: `${server.url}/hand?k={token}`, token: TOKEN };
  const sources = [good, { ...good, id: 'bad', name: '写错', url: 'ftp://x' }];
  writeFileSync(join(home, 'overlays.json'), JSON.stringify({ version: 1, sources }));
  await settled('by-hand', ({ trouble }) => trouble === 'gone');
  expect(server.asked).toContain(`/hand?k=${TOKEN}`);
  expect((await window.read('overlay.list', {})).wrong).toEqual([{ name: '写错', field: 'url' }]);
  expect(readFileSync(join(home, 'overlays.json'), 'utf8')).not.toContain(TOKEN);
  await change({ kind: 'remove', id: 'by-hand' });
  expect(await of('by-hand')).toBeUndefined();
});

test('[ST339] only a desk sets sources up, and only such as fit', async () => {
  const wall = openWindow(station, 9, 'wall');
  expect(await wall.call.changeOverlay(notices('/x'))).toMatchObject({ ok: false, code: 'forbidden' });
  for (const wrong of [
    { url: 'file:///etc/passwd' },
    { url: 'http://u:p@host/' },
    { url: 'http://{token}/' },
    { minutes: 0 },
  ])
    expect(await window.call.changeOverlay(notices('/x', wrong))).toMatchObject({ ok: false, code: 'invalid' });
  for (let n = 0; n < 9; n += 1) await window.call.changeOverlay(notices('/x', { id: `more-${n}` }));
  expect(await window.call.changeOverlay(notices('/x', { id: 'one-too-many' }))).toMatchObject({
    reason: 'overlays-too-many',
  });
  wall.close();
});
