import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { districtInfoSchema } from '#shared/district/files.ts';
import { fromWgs84 } from '#shared/geo/index.ts';
import { CENTRE } from '../contract/gateway/clients.ts';
import { freshFolder } from '../support/centre.ts';
import { keep } from './support/axe.ts';
import { openDesk } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';
import { makeMbtiles, serveMarkedTiles, shareOf } from './support/tileSources.ts';
import { map, scale } from './support/mapView.ts';

const DISTRICT = resolve(import.meta.dirname, '../../resources/district');
const TOKEN = 'a-token-nobody-else-sees';
const MAGENTA = [190, 40, 150] as const;
/** of the tiles from the network */
const GROUND = [222, 226, 222] as const;
const DAY_LAND = [243, 244, 242] as const;

const found = (page: Page): Locator => page.getByRole('img', { name: /^查到的地点/ });

async function find(page: Page, text: string): Promise<Locator> {
  await page.keyboard.press('Control+f');
  const search = page.getByRole('search', { name: '在地图上查找' });
  await search.getByRole('combobox').fill(text);
  return search;
}
async function run(page: Page, action: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill(action);
  await page
    .getByRole('option', { name: new RegExp(action) })
    .first()
    .click();
}
/** How much of the map is of a colour. */
const seen = (page: Page, colour: Parameters<typeof shareOf>[1]) => async () =>
  shareOf(await map(page).screenshot(), colour);

test('[ST290]–[ST296] places are found and base maps of every kind lie under them', async ({ gateway, launch }) => {
  const centre = await gateway();
  const home = freshFolder('home');
  const { bbox } = districtInfoSchema.parse(JSON.parse(readFileSync(join(DISTRICT, 'district.json'), 'utf8')));
  makeMbtiles(join(home, 'plain.mbtiles'), bbox, MAGENTA);
  copyFileSync(join(DISTRICT, 'map.pmtiles'), join(home, 'copy.pmtiles'));
  const bases = [
    { kind: 'mbtiles', id: 'plain', name: '纯色影像', path: join(home, 'plain.mbtiles'), imagery: true },
    { kind: 'pmtiles', id: 'copy', name: '矢量副本', path: join(home, 'copy.pmtiles') },
    { kind: 'pmtiles', id: 'broken', name: '写错的', path: 'copy.pmtiles' },
  ];
  writeFileSync(join(home, 'basemaps.json'), JSON.stringify({ version: 1, bases }));
  const server = await serveMarkedTiles([CENTRE.lon, CENTRE.lat], 9);
  const { page } = await launch({ gateway: centre.url, home });
  await openDesk(page, 'lead');
  await expect(scale(page)).toBeVisible({ timeout: 30_000 });
  const wide = await scale(page).innerText();

  await test.step('a place by coordinates of another system, and the way back', async () => {
    const there = fromWgs84(CENTRE.lon, CENTRE.lat, 'gcj02');
    const search = await find(page, `高德 ${there.lat.toFixed(7)}, ${there.lon.toFixed(7)}`);
    await expect(search.getByRole('option')).toHaveCount(3);
    await expect(search.getByRole('option').first()).toContainText('GCJ-02');
    await keep(page, 'map-search-zh-dark');
    await page.keyboard.press('Enter');
    await expect(found(page).locator('strong')).toBeVisible();
    expect(Number(await found(page).getAttribute('data-lon'))).toBeCloseTo(CENTRE.lon, 5);
    await expect(scale(page)).not.toHaveText(wide);
    await page.keyboard.press('Escape');
    await expect(found(page)).toHaveCount(0);
    await expect(scale(page)).toHaveText(wide);
  });

  await test.step('[ST295] MBTiles by the layer control, PMTiles and a style by the palette', async () => {
    await page.getByRole('button', { name: '图层' }).click();
    const layers = page.getByRole('dialog', { name: '图层' });
    await layers.getByRole('combobox', { name: '底图样式' }).click();
    await page.getByRole('option', { name: '日间' }).click();
    await layers.getByRole('combobox', { name: '底图', exact: true }).click();
    await page.getByRole('option', { name: '纯色影像' }).click();
    await page.keyboard.press('Escape');
    await expect.poll(seen(page, MAGENTA)).toBeGreaterThan(0.5);
    await run(page, '底图：矢量副本');
    await expect.poll(seen(page, MAGENTA)).toBe(0);
    await expect.poll(seen(page, DAY_LAND)).toBeGreaterThan(0.2);
    await run(page, '底图样式：高对比');
    await expect.poll(seen(page, [0, 0, 0])).toBeGreaterThan(0.5);
    await keep(page, 'map-contrast-zh-dark');
    await run(page, '底图样式：日间');
  });

  await test.step('[ST293] [ST296] tiles of GCJ-02 from a network lie under WGS-84 pins', async () => {
    await run(page, '管理底图');
    const dialog = page.getByRole('dialog', { name: '管理底图' });
    await expect(dialog.getByRole('alert')).toContainText('“写错的”的 path：须写完整路径');
    await dialog.getByRole('button', { name: '添加网络底图' }).click();
    await dialog.getByLabel('名称').fill('街道瓦片');
    await dialog.getByRole('combobox', { name: '坐标系' }).click();
    await page.getByRole('option', { name: 'GCJ-02' }).click();
    await dialog.getByLabel('瓦片网址模板').fill(server.template);
    await dialog.getByLabel('密钥').fill(TOKEN);
    await keep(page, 'basemap-form-zh-dark');
    await dialog.getByRole('button', { name: '保存' }).click();
    await expect(dialog.getByText('街道瓦片')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect.poll(seen(page, GROUND)).toBeGreaterThan(0.3);
    expect(server.asked.every((url) => url.endsWith(`?tk=${TOKEN}`))).toBe(true);
  });

  await test.step('[ST294] without the network what was kept is there, and what was not is said to be missing', async () => {
    await server.end();
    const files = ['basemaps.json', ...readdirSync(join(home, 'logs')).map((name) => join('logs', name))];
    for (const name of files) expect(readFileSync(join(home, name), 'utf8')).not.toContain(TOKEN);
  });
});
