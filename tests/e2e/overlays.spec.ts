import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromWgs84 } from '#shared/geo/index.ts';
import { CENTRE } from '../contract/gateway/clients.ts';
import { collectionOf, noticeFeature, startOverlayServer } from '../support/overlayServer.ts';
import { keep } from './support/axe.ts';
import { openDesk } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';
import { clickAt, opened, scale } from './support/mapView.ts';
import { picture, serveMarkedTiles, shareOf } from './support/tileSources.ts';

test('[ST337]–[ST340] [ST369] notices of others: told once, on the map with their words, kept with their time', async ({
  gateway,
  launch,
}) => {
  const centre = await gateway();
  const server = await startOverlayServer();
  // The machine's proxy, through which all of the world outside is reached; what lies on the machine itself is asked straight.
  const { page, home } = await launch({ gateway: centre.url, env: { http_proxy: server.url, no_proxy: '' } });
  await openDesk(page, 'lead');
  await expect(scale(page)).toBeVisible({ timeout: 30_000 });
  const at = [CENTRE.lon, CENTRE.lat] as const;
  const over = noticeFeature(at, 0.03, { id: 'old', title: '昨日大雾', level: 'red', to: '2020-01-01 08:00' });
  const storm = { id: 'storm', title: '大风', level: '橙色', text: '阵风八级，注意广告牌。' };
  server.answers.set('http://warnings.example/notices', {
    body: collectionOf(
      over,
      noticeFeature(at, 0.02, storm),
      noticeFeature(at, 0.04, { ...storm, id: 'heat', level: 'blue' }),
    ),
  });
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('管理外部图层');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: '外部图层' });
  await dialog.getByRole('button', { name: '添加' }).click();
  await dialog.getByLabel('名称').fill('气象预警');
  await dialog.getByLabel('网址').fill('http://warnings.example/notices?key={token}');
  await dialog.getByLabel('密钥').fill('a-key');
  await keep(page, 'overlay-form-zh-dark');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog.getByRole('status').filter({ hasText: /^截至/ })).toBeVisible();
  const outside = server.asked.filter((address) => address.startsWith('http:'));
  expect(outside, '[ST369] through the proxy').toEqual(['http://warnings.example/notices?key=a-key']);
  await keep(page, 'overlays-zh-dark');
  await page.keyboard.press('Escape');

  const strip = page.getByRole('banner').getByRole('button', { name: '大风（橙色）' });
  await strip.click();
  const telling = page.getByRole('dialog', { name: '新的橙色、红色预警' });
  await expect(telling).toContainText('阵风八级，注意广告牌。');
  await keep(page, 'notice-strip-zh-dark');
  await telling.getByRole('button', { name: '在地图上看' }).click();
  await expect(page.getByRole('img', { name: /^查到的地点/ }).locator('strong')).toBeVisible();
  await expect(strip).toHaveCount(0);

  await clickAt(page, 0.5, 0.55);
  const card = page.getByRole('region', { name: '预警与通告' });
  await expect(card).toContainText('阵风八级，注意广告牌。');
  await card.getByRole('button', { name: '关闭' }).click();
  const panel = await opened(page, '图层');
  await expect(panel.locator('[data-legend=notices]').getByRole('listitem')).toHaveText(['橙色1 条', '蓝色1 条']);
  await keep(page, 'notices-zh-dark');

  // Under the notices a picture has their colours.
  await panel.getByRole('switch', { name: '气象预警' }).click();
  const file = join(home, 'overlays.json');
  const { sources } = JSON.parse(readFileSync(file, 'utf8')) as { sources: object[] };
  const write = (...more: object[]) =>
    writeFileSync(file, JSON.stringify({ version: 1, sources: [...sources, ...more] }));
  const middle = await page.getByRole('img', { name: /^查到的地点/ }).boundingBox();
  if (!middle) throw new Error('the place has no mark');
  /** share of a colour between so many pixels east of the place that was looked for, below its mark */
  const east = (from: number, to: number, colour: readonly [number, number, number]) => async () => {
    const x = middle.x + middle.width / 2 + from;
    const clip = { x, y: middle.y + 30, width: to - from, height: 30 };
    return shareOf(await page.screenshot({ clip }), colour);
  };

  await test.step('[ST368] a picture of GCJ-02 lies where WGS-84 has it', async () => {
    const purple = [190, 40, 150] as const;
    server.answers.set('/radar', { type: 'image/png', body: picture(() => purple) });
    const [southWest, northEast] = [
      fromWgs84(at[0], at[1] - 0.01, 'gcj02'),
      fromWgs84(at[0] + 0.01, at[1] + 0.01, 'gcj02'),
    ];
    const bounds = [southWest.lon, southWest.lat, northEast.lon, northEast.lat];
    const radar = { kind: 'image', id: 'radar', name: '雷达', url: `${server.url}/radar`, system: 'gcj02', bounds };
    write(radar);
    await expect(panel.getByRole('switch', { name: '雷达' })).toBeChecked({ timeout: 15_000 });
    await expect.poll(east(8, 38, purple)).toBeGreaterThan(0.5);
    await keep(page, 'overlay-picture-zh-dark');
    expect(await east(-38, -8, purple)()).toBe(0);
  });

  await test.step('[ST368] and so do tiles', async () => {
    const tiles = await serveMarkedTiles([at[0], at[1]], 80);
    const url = tiles.template.replace('?tk={token}', '');
    write({ kind: 'tiles', id: 'marked', name: '瓦片', url, system: 'gcj02', maxZoom: 18 });
    await expect(panel.getByRole('switch', { name: '瓦片' })).toBeChecked({ timeout: 15_000 });
    await expect.poll(east(-20, 20, [255, 0, 0])).toBeGreaterThan(0.5);
    await tiles.end();
  });

  await panel.getByRole('button', { name: '外部图层…' }).click();
  const row = dialog.getByRole('listitem').filter({ hasText: '气象预警' });
  const elsewhere = { location: 'http://elsewhere.example/' };
  server.answers.set('http://warnings.example/notices', { status: 302, headers: elsewhere, body: '' });
  await row.getByRole('button', { name: '立即读取' }).click();
  await expect(row.getByRole('status')).toHaveText(/^服务器拒绝/);
  await server.end();
  await row.getByRole('button', { name: '立即读取' }).click();
  await expect(row.getByRole('status')).toHaveText(/^连不上服务器，稍后自动重试 · 截至/);
  await page.keyboard.press('Escape');
});
