import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { openConsole, signIn } from '../contract/gateway/clients.ts';
import { keepTalking, letGo, press } from '../contract/gateway/radioClients.ts';
import { freshFolder, removeFolder } from '../support/centre.ts';
import { violations } from './support/axe.ts';
import { fakeCamera, pictureAge } from './support/clock.ts';
import { openDesk } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';
import { openPhone, signInAtPhone } from './support/phone.ts';
import { startTurnServer } from './support/turnServer.ts';
import { openVideo, showsState, sourcesOf, tile } from './support/videoTiles.ts';

const PLAYING = 'canvas:not([data-still])';
/** Shows the first source that fits, from the tree. */
async function choose(video: Page, text: string, mark?: '可播放' | '未接入'): Promise<void> {
  const sources = await sourcesOf(video, text);
  await (mark ? sources.filter({ hasText: mark }) : sources).first().click();
}

test('[GW150] [ST219] [ST223] [ST224] [ST286] cameras play, a worker shows a picture, and every way it can fail is said', async ({
  gateway,
  launch,
}) => {
  const servers = await startTurnServer();
  const folder = freshFolder('ice');
  const iceServers = join(folder, 'ice.json');
  writeFileSync(
    iceServers,
    JSON.stringify([{ urls: [servers.stun] }, { urls: [servers.turn], secret: servers.secret }]),
  );
  const centre = await gateway({ iceServers });
  const { page, app } = await launch({ gateway: centre.url });
  await openDesk(page, 'lead');
  const video = await openVideo(page, app);
  const { user: worker } = (await signIn(centre.url, 'w00001')) as unknown as { user: { name: string } };
  const phone = await openPhone(centre.url, { camera: true });
  await signInAtPhone(phone, 'w00001');
  await fakeCamera(phone.page);

  // A camera plays, a known one without a stream says so, and a broken one too.
  await choose(video, '高点', '可播放');
  await showsState(video, 1, 'live');
  await expect.poll(() => pictureAge(video, PLAYING)).toBeLessThan(3000);
  await choose(video, '9901', '未接入');
  await showsState(video, 2, 'not-configured');
  await expect(tile(video, 2)).toContainText('中心还没有它的码流地址');
  await choose(video, '99010100081326000007');
  await showsState(video, 3, 'failed');
  await expect(tile(video, 3)).toContainText('该地址没有视频');
  await tile(video, 1).getByRole('button', { name: '码流数据' }).click();
  await expect(tile(video, 1)).toContainText(/PNG · 416×234 · .*kbit\/s · 延时 \d+ ms/);
  await tile(video, 1).getByRole('button', { name: '云台' }).click();
  await video.getByRole('button', { name: '向左' }).click();
  await video.getByRole('button', { name: '西侧' }).click();
  await video.keyboard.press('Escape');

  // A worker is asked from the desk: refuses, is asked again in the tile, accepts, plays, ends.
  await page.getByRole('button', { name: '搜索' }).click();
  await page.getByRole('combobox', { name: '命令面板' }).fill(worker.name);
  await page.getByRole('option').filter({ hasText: worker.name }).first().click();
  await page.getByRole('button', { name: '请求视频' }).click();
  await showsState(video, 4, 'ringing');
  const dialog = phone.page.getByRole('dialog', { name: '视频邀请' });
  await expect(dialog).toContainText('可能在指挥中心的大屏上显示');
  await dialog.getByLabel('拒绝原因').fill('正在劝导');
  await dialog.getByRole('button', { name: '拒绝', exact: true }).click();
  await showsState(video, 4, 'refused');
  await expect(tile(video, 4)).toContainText('正在劝导');
  await tile(video, 4).getByRole('button', { name: '请求视频' }).click();
  await dialog.getByRole('button', { name: '接受', exact: true }).click();
  await showsState(video, 4, 'live');
  await expect.poll(() => pictureAge(video, 'video')).toBeLessThan(2000);
  const ages: number[] = [];
  for (let look = 0; look < 20; look += 1) ages.push((await pictureAge(video, 'video')) ?? Number.NaN);
  const sorted = ages.filter((age) => !Number.isNaN(age)).toSorted((x, y) => x - y);
  console.log(
    `terminal to desk, glass to glass, ms: p50 ${sorted[sorted.length >> 1]}, most ${sorted.at(-1)} (n ${sorted.length})`,
  );
  // Both sides asked the centre's STUN server, each from sockets of its own.
  await expect.poll(() => servers.askers.size).toBeGreaterThan(1);
  await givesWay(video, centre.url);
  const wall = await onTheWall(page, app, video);
  await video.setViewportSize({ width: 1920, height: 1080 });
  await video.screenshot({ path: 'artefacts/screens/video-1080.png' });
  await video.setViewportSize({ width: 3840, height: 2160 });
  await video.screenshot({ path: 'artefacts/screens/video-4k.png' });
  expect(await violations(video)).toEqual([]);
  await phone.page.getByRole('button', { name: '停止传送' }).click();
  await showsState(video, 4, 'ended');
  await expect(tile(video, 4)).toContainText('对方已结束');
  await expect(tile(wall, 4)).toContainText('画面由值班台的视频窗口转来');
  await wall.close();

  // The same worker is asked for the screen instead, from a network where both sides reach the centre's TURN server and nothing else.
  for (const side of [video, phone.page]) await relayOnly(side);
  await page.getByRole('button', { name: '请求共享屏幕' }).click();
  await showsState(video, 4, 'ringing');
  await expect(dialog).toContainText('屏幕');
  await dialog.getByRole('button', { name: '接受', exact: true }).click();
  await showsState(video, 4, 'live');
  const size = () => video.locator('video').evaluate((shown: HTMLVideoElement) => shown.videoHeight / shown.videoWidth);
  // It is the phone's page, which stands upright; the camera's picture does not.
  await expect.poll(size).toBeGreaterThan(1);
  for (const side of [video, phone.page]) expect(await pathOf(side)).toEqual(['relay', 'relay']);
  expect(servers.relayed()).toBeGreaterThan(10_000);
  await phone.close();
  servers.close();
  removeFolder(folder);
  // A phone that is closed says so if it still can; else it is lost.
  await expect(tile(video, 4)).toHaveAttribute('data-link', /^(ended|failed)$/, { timeout: 20_000 });
  await tile(video, 4).getByRole('button', { name: '请求视频' }).click();
  await showsState(video, 4, 'failed');
  await expect(tile(video, 4)).toContainText('对方终端不在线');

  // The centre goes away: what played says that it tries again, over its last picture; nobody can be asked.
  await centre.end();
  await showsState(video, 1, 'reconnecting');
  await expect(tile(video, 1)).toContainText(/第 \d+ 次重试/);
  await expect(tile(video, 1).locator('canvas[data-still]')).toBeVisible();
  await tile(video, 4).getByRole('button', { name: '请求视频' }).click();
  await expect(tile(video, 4)).toContainText('本台未与中心连接');
});

declare global {
  interface Window {
    /** those that were made since `relayOnly` */
    peers: RTCPeerConnection[];
  }
}

/** From now on the page's connections may go by a TURN server and no other way. */
function relayOnly(page: Page): Promise<void> {
  return page.evaluate(() => {
    const iceTransportPolicy = 'relay';
    window.peers = [];
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super({ ...configuration, iceTransportPolicy });
        window.peers.push(this);
      }
      override setConfiguration(configuration?: RTCConfiguration): void {
        super.setConfiguration({ ...configuration, iceTransportPolicy });
      }
    };
  });
}

/** Of which kind both ends of the way are that the page's last connection took. */
function pathOf(page: Page): Promise<(string | undefined)[]> {
  return page.evaluate(async () => {
    const stats = (await window.peers.at(-1)?.getStats()) as ReadonlyMap<string, Record<string, string>>;
    const pair = [...stats.values()].find(({ type, nominated }) => type === 'candidate-pair' && nominated);
    return [pair?.localCandidateId, pair?.remoteCandidateId].map((id) => stats.get(id ?? '')?.candidateType);
  });
}

/** The walls of this desk show what the worker sends to it, without asking the worker a second time. */
async function onTheWall(page: Page, app: ElectronApplication, video: Page): Promise<Page> {
  const [wall] = await Promise.all([app.waitForEvent('window'), page.evaluate(() => street.openWindow('wall'))]);
  await expect(wall.getByRole('listitem').filter({ hasText: '态势' })).toHaveAttribute('aria-current', 'page');
  await video.getByRole('button', { name: '上大屏' }).click();
  await showsState(wall, 4, 'live');
  await expect.poll(() => pictureAge(wall, 'video')).toBeLessThan(2000);
  const width = () => wall.locator('video').evaluate((shown: HTMLVideoElement) => shown.videoWidth);
  expect(await width(), 'it is not shown as a thumbnail').toBe(
    await video.locator('video').evaluate((shown: HTMLVideoElement) => shown.videoWidth),
  );
  await wall.screenshot({ path: 'artefacts/screens/wall-worker.png' });
  return wall;
}

/** The sound of a worker's picture is heard, makes way for a talk on the radio, and comes back. */
async function givesWay(video: Page, centreUrl: string): Promise<void> {
  const sound = () =>
    video.locator('video').evaluate((shown: HTMLVideoElement) => ({ muted: shown.muted, volume: shown.volume }));
  await expect.poll(sound).toEqual({ muted: false, volume: 0.8 });
  await expect.poll(() => loudest(video)).toBeGreaterThan(0.01);
  const other = await openConsole(centreUrl, 'dispatcher');
  const granted = await press(other, 'district');
  const hush = keepTalking(other, Number(granted.channelIndex));
  await expect.poll(async () => (await sound()).volume).toBeCloseTo(0.12);
  hush();
  await letGo(other, 'district');
  await expect.poll(sound).toEqual({ muted: false, volume: 0.8 });
  other.close();
  await tile(video, 4).getByRole('button', { name: '静音' }).click();
  await expect.poll(async () => (await sound()).muted).toBe(true);
}

/** The loudest sample of what the picture's track holds in a second, 0…1: its windows overlap, none of its beeps is missed. */
function loudest(video: Page): Promise<number> {
  return video.evaluate(async () => {
    const stream = document.querySelector('video')?.srcObject as MediaStream;
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 8192 });
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let most = 0;
    for (let look = 0; look < 10; look += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      analyser.getFloatTimeDomainData(samples);
      most = samples.reduce((before, sample) => Math.max(before, Math.abs(sample)), most);
    }
    await context.close();
    return most;
  });
}
