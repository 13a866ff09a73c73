import type { Page } from '@playwright/test';
import { freshFolder } from '../support/centre.ts';
import { openDesk, presetSettings } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';

const regionOf = (page: Page) => page.getByRole('region', { name: '详情与指令' });
const formOf = (page: Page) => page.getByRole('form', { name: '下达指令' });

/** shares of the map's size */
type Place = readonly [x: number, y: number];

async function onMap(page: Page): Promise<(place: Place) => [number, number]> {
  const box = await page.locator('canvas.maplibregl-canvas').boundingBox();
  if (!box) throw new Error('there is no map');
  return ([x, y]) => [box.x + box.width * x, box.y + box.height * y];
}
async function clickMap(page: Page, places: readonly Place[]): Promise<void> {
  const at = await onMap(page);
  for (const place of places) await page.mouse.click(...at(place));
}
async function dragMap(page: Page, from: Place, to: Place): Promise<void> {
  const at = await onMap(page);
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 5 });
  await page.mouse.up();
}

test('a command to an area drawn on the map', async ({ launch, gateway, district }) => {
  const { url } = await gateway();
  await district(url, { workers: 60, rate: 0, reliable: true, thinkMs: 500 });
  const home = freshFolder('home');
  presetSettings(home, { undoSeconds: 0 });
  const { page } = await launch({ gateway: url, home });
  await openDesk(page, 'lead');
  await page.keyboard.press('b');
  await regionOf(page)
    .getByRole('button', { name: /新指令/ })
    .first()
    .click();
  const form = formOf(page);
  await form.getByRole('textbox', { name: /^标题/ }).fill('划定范围巡查');

  // Given up, it leaves nothing; an outline that crosses itself stays to be mended.
  const draw = form.getByRole('button', { name: '在地图上画范围' });
  const bar = page.getByRole('region', { name: '在地图上画范围' });
  await draw.click();
  await expect(bar).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(bar).toHaveCount(0);
  await expect(form).toBeVisible();
  await draw.click();
  await expect(bar).toBeVisible();
  await clickMap(page, [
    [0.2, 0.2],
    [0.8, 0.8],
    [0.8, 0.2],
    [0.2, 0.8],
  ]);
  await page.keyboard.press('Enter');
  await expect(bar.getByRole('status')).toHaveText(/互相交叉/);
  await page.screenshot({ path: 'artefacts/screens/draw-crossing-zh-dark.png' });
  await bar.getByText('多边形').click();
  await clickMap(page, [
    [0.1, 0.15],
    [0.9, 0.15],
    [0.9, 0.9],
    [0.1, 0.9],
  ]);
  await page.screenshot({ path: 'artefacts/screens/draw-zh-dark.png' });
  await page.keyboard.press('Enter');
  await expect(bar).toHaveCount(0);
  const chip = form.getByText(/^地图范围内（\d/);
  await expect(chip).toBeVisible();

  // Changed: one corner dragged inwards.
  const before = await chip.textContent();
  await form.getByRole('button', { name: '修改范围' }).click();
  await expect(bar).toBeVisible();
  await dragMap(page, [0.9, 0.9], [0.5, 0.6]);
  await page.keyboard.press('Enter');
  await expect(bar).toHaveCount(0);
  expect(await chip.textContent()).not.toBe(before);
  const preview = form.getByRole('status', { name: '将发给' });
  await expect(preview).toContainText(/\d+ 名网格员/, { timeout: 30_000 });
  await page.reload();
  await expect(chip).toBeVisible({ timeout: 30_000 });
  await expect(preview).toContainText('进入范围的人员也会收到');
  await page.screenshot({ path: 'artefacts/screens/composer-area-zh-dark.png' });
});
