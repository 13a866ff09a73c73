import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CENTRE } from '../contract/gateway/clients.ts';
import { collectionOf, noticeFeature, startOverlayServer } from '../support/overlayServer.ts';
import { keep } from './support/axe.ts';
import { openDesk } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';
import { clickAt, map, opened, scale } from './support/mapView.ts';
import { picture, shareOf } from './support/tileSources.ts';

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

  // A picture, by the file an administrator writes.
  const file = join(home, 'overlays.json');
  const kept = JSON.parse(readFileSync(file, 'utf8')) as { sources: object[] };
  server.answers.set('/radar', { type: 'image/png', body: picture(() => [190, 40, 150]) });
  const bounds = [CENTRE.lon - 0.01, CENTRE.lat - 0.01, CENTRE.lon + 0.01, CENTRE.lat + 0.01];
  const radar = { kind: 'image', id: 'radar', name: '雷达', url: `${server.url}/radar`, bounds };
  writeFileSync(file, JSON.stringify({ version: 1, sources: [...kept.sources, radar] }));
  await expect(panel.getByRole('switch', { name: '雷达' })).toBeChecked({ timeout: 15_000 });
  // Under the notices it has their colours.
  await panel.getByRole('switch', { name: '气象预警' }).click();
  await expect.poll(async () => shareOf(await map(page).screenshot(), [190, 40, 150])).toBeGreaterThan(0.02);

  await server.end();
  await panel.getByRole('button', { name: '外部图层…' }).click();
  const row = dialog.getByRole('listitem').filter({ hasText: '气象预警' });
  await row.getByRole('button', { name: '立即读取' }).click();
  await expect(row.getByRole('status')).toHaveText(/^连不上服务器，稍后自动重试 · 截至/);
  await page.keyboard.press('Escape');
});
