import type { ElectronApplication, Page } from '@playwright/test';
import type { StreamKind, VideoSource } from '#shared/protocol/video.ts';
import { type FakeGateway, startFakeGateway } from '../contract/station/fakeGateway.ts';
import { pictureTime } from './support/clock.ts';
import { signIn } from './support/desk.ts';
import { everyFailureIsSaid, failingSources, putForward } from './support/failingVideo.ts';
import { expect, test } from './support/fixtures.ts';
import { type MediaServer, startMediaServer } from './support/mediaServer.ts';
import { startTurnServer } from './support/turnServer.ts';
import { tile } from './support/videoTiles.ts';

/** Real media servers behind a centre: each kind of stream plays, and its clock is read from the decoded picture. */

const KINDS: readonly [StreamKind, string][] = [
  ['whep', '/moved/whep'],
  ['hls', '/moved/hls/clip.m3u8'],
  ['flv', '/live.flv'],
];

function sourcesOf(media: MediaServer): VideoSource[] {
  const place = { version: 1, kind: 'camera', lon: 121.46, lat: 31.195, gridCode: '99010100100101' } as const;
  const kinds = KINDS.map(([kind, path], at) => ({
    ...place,
    id: `3402000008132600000${at + 1}`,
    name: `试验 ${kind}`,
    streams: [{ kind, url: `${media.url}${path}` }],
  }));
  // The first address answers nothing: the next one is tried.
  const second = { ...place, id: '34020000081326000009', name: '试验 备用' };
  return [
    ...kinds,
    {
      ...place,
      id: '34020000081326000008',
      name: '试验 无声',
      streams: [{ kind: 'flv', url: `${media.url}/silent.flv` }],
    },
    { ...second, streams: [{ kind: 'hls', url: `${media.url}/none.m3u8` }, ...(kinds[0]?.streams ?? [])] },
  ];
}

/** How long the pictures of a tile were under way, the middle of twenty looks, ms. */
async function middleAge(video: Page, n: number, sentAt: ReadonlyMap<number, number>, name: string): Promise<number> {
  const ages: number[] = [];
  for (let look = 0; look < 20; look += 1) {
    const read = await pictureTime(video, `[aria-label^="画面 ${n}："] video`);
    const sent = sentAt.get(read?.at ?? 0);
    if (read && sent !== undefined) ages.push(read.now - sent);
  }
  const sorted = ages.toSorted((a, b) => a - b);
  const middle = sorted[sorted.length >> 1] ?? Number.NaN;
  console.log(`${name} glass to glass, ms: p50 ${middle}, most ${sorted.at(-1)} (n ${sorted.length})`);
  expect(sorted.length).toBeGreaterThan(10);
  return middle;
}

/** Hides or shows the video window. */
function seen(app: ElectronApplication, show: boolean): Promise<void> {
  return app.evaluate(({ BrowserWindow }, shown) => {
    const video = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL().includes('/video'));
    if (shown) video?.show();
    else video?.hide();
  }, show);
}

function give(centre: FakeGateway, sources: readonly VideoSource[]): void {
  centre.snapshots.set(
    'video-source',
    sources.map((value) => ({ id: value.id, version: 1, value })),
  );
}

test('[ST210] [ST219] [ST224] WHEP, HLS and HTTP-FLV play, only where the centre has sources, and every failure is said', async ({
  launch,
}) => {
  const media = await startMediaServer();
  const servers = await startTurnServer();
  const centre = await startFakeGateway();
  try {
    give(centre, [...sourcesOf(media), ...failingSources(media.url)]);
    centre.answers.set('video:servers', () => ({ ok: true, servers: [{ urls: [servers.stun] }] }));
    const { page, app, errors } = await launch({ gateway: centre.url });
    await signIn(page, 'lead');
    const [video] = await Promise.all([app.waitForEvent('window'), page.evaluate(() => street.openWindow('video'))]);
    await video.getByLabel('查找视频源').fill('试验');
    for (const name of ['试验 whep', '试验 hls', '试验 备用', '试验 flv']) {
      await video.getByRole('navigation').getByRole('listitem').filter({ hasText: name }).getByRole('button').click();
    }
    for (const n of [1, 2, 3, 4]) {
      await expect(tile(video, n)).toHaveAttribute('data-link', 'live', { timeout: 20_000 });
      const number = () => pictureTime(video, `[aria-label^="画面 ${n}："] video`);
      await expect.poll(async () => (await number())?.at ?? 0).toBeGreaterThan(0);
    }
    expect(await middleAge(video, 1, media.sentAt, 'WHEP')).toBeLessThan(1000);
    expect(await middleAge(video, 4, media.flvSentAt, 'HTTP-FLV')).toBeLessThan(2500);
    expect(servers.askers.size, 'what the centre names reaches the connection').toBeGreaterThan(0);

    // A camera begins silent; one whose header promises a sound that never comes plays all the same.
    const shown = tile(video, 4).locator('video');
    await expect(shown).toHaveJSProperty('muted', true);
    await tile(video, 4).getByRole('button', { name: '打开声音' }).click();
    await expect(shown).toHaveJSProperty('muted', false);
    await tile(video, 4).getByLabel('音量').press('Home');
    await expect(shown).toHaveJSProperty('volume', 0);
    await video.getByRole('navigation').getByRole('button', { name: '试验 无声' }).click();
    await expect(tile(video, 4)).toHaveAttribute('data-link', 'live', { timeout: 20_000 });
    await expect(tile(video, 4).getByRole('button', { name: '打开声音' })).toHaveCount(0);

    // A window that nobody sees fetches and decodes nothing, and goes on when it is seen again.
    await seen(app, false);
    await expect.poll(() => media.deleted).toBe(2);
    await seen(app, true);
    await expect(tile(video, 1)).toHaveAttribute('data-link', 'live', { timeout: 20_000 });
    await tile(video, 1).getByRole('button', { name: '移出画面' }).click();
    await expect.poll(() => media.deleted).toBe(3);
    const refused = await video.evaluate((origin) => {
      const hex = [...origin].map((sign) => sign.charCodeAt(0).toString(16)).join('');
      return fetch(`stream://${hex}/`).then((response) => response.status);
    }, 'http://127.0.0.1:9');
    expect(refused).toBe(403);
    const direct = await video.evaluate(
      (url) =>
        fetch(url).then(
          () => 'reached',
          () => 'refused',
        ),
      `${media.url}/hls/clip.m3u8`,
    );
    expect(direct).toBe('refused');
    // Chromium itself says so of what was refused on purpose, and of nothing else.
    await expect.poll(() => errors.length).toBe(2);
    expect(errors.splice(0).join()).toMatch(
      /connect-src 'self' tiles: stream:.*violates the document's Content Security Policy/s,
    );
    await everyFailureIsSaid(video, centre);
    // What played is tried for two minutes after its server went away.
    await media.close();
    await expect(tile(video, 4)).toHaveAttribute('data-link', 'reconnecting', { timeout: 20_000 });
    await putForward(video, 125_000);
    await expect(tile(video, 4)).toContainText('画面中断后未能恢复');
  } finally {
    servers.close();
    await media.close();
    await centre.close();
  }
});
