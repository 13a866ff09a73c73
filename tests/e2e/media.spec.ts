import type { Page } from '@playwright/test';
import type { StreamKind, VideoSource } from '#shared/protocol/video.ts';
import { type FakeGateway, startFakeGateway } from '../contract/station/fakeGateway.ts';
import { pictureTime } from './support/clock.ts';
import { signIn } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';
import { type MediaServer, startMediaServer } from './support/mediaServer.ts';

/** Real media servers behind a centre: each kind of stream plays, and its clock is read from the decoded picture. */

const KINDS: readonly [StreamKind, string][] = [
  ['whep', '/whep'],
  ['hls', '/hls/clip.m3u8'],
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
    { ...second, streams: [{ kind: 'hls', url: `${media.url}/none.m3u8` }, ...(kinds[0]?.streams ?? [])] },
  ];
}

function give(centre: FakeGateway, sources: readonly VideoSource[]): void {
  centre.snapshots.set(
    'video-source',
    sources.map((value) => ({ id: value.id, version: 1, value })),
  );
}

const tile = (page: Page, n: number) => page.getByRole('region', { name: new RegExp(`^画面 ${n}：`) });

test('[ST210] WHEP and HLS play from servers without CORS headers, only where the centre has sources', async ({
  launch,
}) => {
  test.setTimeout(60_000);
  const media = await startMediaServer();
  const centre = await startFakeGateway();
  try {
    give(centre, sourcesOf(media));
    const { page, app, errors } = await launch({ gateway: centre.url });
    await signIn(page, 'lead');
    const [video] = await Promise.all([app.waitForEvent('window'), page.evaluate(() => street.openWindow('video'))]);
    await video.getByLabel('查找视频源').fill('试验');
    for (const name of ['试验 whep', '试验 hls', '试验 备用']) {
      await video.getByRole('navigation').getByRole('listitem').filter({ hasText: name }).getByRole('button').click();
    }
    for (const n of [1, 2, 3]) {
      await expect(tile(video, n)).toHaveAttribute('data-link', 'live', { timeout: 20_000 });
      const number = () => pictureTime(video, `[aria-label^="画面 ${n}："] video`);
      await expect.poll(async () => (await number())?.at ?? 0).toBeGreaterThan(0);
    }
    const ages: number[] = [];
    for (let look = 0; look < 20; look += 1) {
      const read = await pictureTime(video, '[aria-label^="画面 1："] video');
      const sent = media.sentAt.get(read?.at ?? 0);
      if (read && sent !== undefined) ages.push(read.now - sent);
    }
    const sorted = ages.toSorted((a, b) => a - b);
    console.log(
      `WHEP glass to glass, ms: p50 ${sorted[sorted.length >> 1]}, most ${sorted.at(-1)} (n ${sorted.length})`,
    );
    expect(sorted.length).toBeGreaterThan(10);
    expect(sorted[sorted.length >> 1]).toBeLessThan(1000);

    await tile(video, 1).getByRole('button', { name: '移出画面' }).click();
    await expect.poll(() => media.deleted).toBe(1);
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
  } finally {
    await media.close();
    await centre.close();
  }
});
