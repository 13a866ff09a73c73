import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { freshFolder } from '../support/centre.ts';
import { WHOLE_DISTRICT } from '../support/smallDistrict.ts';
import { openCase, openDesk, presetSettings, saveTo } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';
import { map, scale } from './support/mapView.ts';

const tip = (page: Page): Locator =>
  page.getByRole('tooltip').filter({ hasText: /在岗|处置中|信号失联|离开网格|紧急求助/ });
const ring = (page: Page): Locator => page.getByRole('group', { name: /^已选网格员/ });
const card = (page: Page): Locator => page.getByRole('region', { name: '网格员', exact: true });

interface Point {
  x: number;
  y: number;
}

async function centreOf(page: Page): Promise<Point> {
  const box = await map(page).boundingBox();
  if (!box) throw new Error('the map has no box');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Where the chosen worker's ring is. The ring itself has no size: its corner is the place. */
function ringAt(page: Page): Promise<Point> {
  return ring(page).evaluate((element) => {
    const { x, y } = element.getBoundingClientRect();
    return { x, y };
  });
}

const drawn = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Sweeps the mouse over the middle of the map until it is on a worker. */
async function hoverAnyone(page: Page): Promise<string> {
  const { x, y } = await centreOf(page);
  const canvas = page.locator('.maplibregl-canvas');
  for (let step = 0; step < 400; step++) {
    const angle = step * 2.4;
    const radius = 12 * Math.sqrt(step);
    await page.mouse.move(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    await drawn(page);
    // The look has been done; its words are drawn with the page's next turn.
    if ((await canvas.evaluate(({ style }) => style.cursor)) !== 'pointer') continue;
    await expect(page.getByRole('tooltip')).toBeVisible();
    if (await tip(page).isVisible()) return nameInTip(page);
  }
  throw new Error('no worker is under the mouse anywhere in the middle of the map');
}

/** The name arrives a moment after the number. */
async function nameInTip(page: Page): Promise<string> {
  const name = tip(page).locator('strong');
  await expect(name).not.toHaveText(/^网格员/);
  return name.innerText();
}

/**
 * Pixels of the map in the colour of a free worker, as positions in the picture. Read from a screenshot: it is what the
 * operator sees, whichever painter drew it.
 */
async function workerPixels(page: Page): Promise<Set<number>> {
  const box = await map(page).boundingBox();
  if (!box) throw new Error('the map has no box');
  const picture = (await page.screenshot({ clip: box })).toString('base64');
  const found = await page.evaluate(async (text) => {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    if (!context) return [];
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const free = [72, 218, 196];
    const like = (at: number) => free.every((value, band) => Math.abs((data[at + band] ?? 0) - value) < 12);
    return Array.from({ length: data.length / 4 }, (_, n) => n).filter((n) => like(n * 4));
  }, picture);
  return new Set(found);
}

/** Turns one layer on or off in the layers' popover. */
async function switchLayer(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: '图层' }).click();
  await page.getByRole('switch', { name, exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('switch', { name, exact: true })).toBeHidden();
}

test('workers are on the map, move, and answer to mouse and keys', async ({ gateway, district, launch }) => {
  const centre = await gateway({ district: WHOLE_DISTRICT });
  await district(centre.url, { workers: 300, rate: 10, positionInterval: 1 });
  const home = freshFolder('home');
  presetSettings(home, { theme: 'dark' });
  const { page, app } = await launch({ gateway: centre.url, home });
  await openDesk(page, 'lead');

  await test.step('they are drawn, and others places are taken a little later', async () => {
    await expect.poll(async () => (await workerPixels(page)).size, { timeout: 60_000 }).toBeGreaterThan(1500);
    const before = await workerPixels(page);
    await expect
      .poll(async () => [...(await workerPixels(page))].filter((at) => !before.has(at)).length, { timeout: 30_000 })
      .toBeGreaterThan(100);
  });

  await test.step('the layer switch takes them off the map and brings them back', async () => {
    await switchLayer(page, '网格员');
    await expect.poll(async () => (await workerPixels(page)).size).toBe(0);
    await switchLayer(page, '网格员');
    await expect.poll(async () => (await workerPixels(page)).size).toBeGreaterThan(1500);
  });

  const name = await test.step('the mouse names a worker, a click opens the card of that very worker', async () => {
    const name = await hoverAnyone(page);
    await page.mouse.down();
    await page.mouse.up();
    await expect(card(page).getByRole('heading', { name, exact: true })).toBeVisible();
    await expect(ring(page)).toHaveAccessibleName(`已选网格员 ${name}`);
    return name;
  });

  await test.step('“show on map” brings the worker to the middle, who then walks on', async () => {
    await card(page)
      .getByRole('button', { name: /在地图上看/ })
      .click();
    await expect.poll(async () => distance(await ringAt(page), await centreOf(page))).toBeLessThan(40);
    await expect(card(page).getByText(/^±\d+ 米$/)).toBeVisible();
    // Drawn where it is larger than the ring: how near the map goes is the machine's.
    await expect(page.getByRole('img', { name: /^定位精度 \d+ 米$/, includeHidden: true })).toHaveCount(1);
    const from = await ringAt(page);
    await expect.poll(async () => distance(await ringAt(page), from), { timeout: 60_000 }).toBeGreaterThan(0.5);
  });

  await test.step('there the mouse finds the worker, who goes on walking meanwhile', async () => {
    await expect(async () => {
      const { x, y } = await ringAt(page);
      await page.mouse.move(x, y, { steps: 3 });
      await expect(tip(page)).toContainText(name, { timeout: 5000 });
    }).toPass();
    await page.mouse.down();
    await page.mouse.up();
    await expect(card(page).getByRole('heading', { name, exact: true })).toBeVisible();
  });

  await test.step('the lead says why and sees the walk again, which other programs can read', async () => {
    const file = join(home, 'walk.gpx');
    await saveTo(app, file);
    await card(page).getByRole('button', { name: '回放轨迹' }).click();
    const ask = page.getByRole('dialog', { name: `回放 ${name} 的轨迹` });
    await ask.getByRole('textbox').fill('核对走访');
    await ask.getByRole('button', { name: '回放轨迹' }).click();
    const player = card(page).getByRole('region', { name: '回放' });
    await player.getByRole('button', { name: 'GPX' }).click();
    await expect(page.getByText(`轨迹已保存：${file}`)).toBeVisible();
    expect(readFileSync(file, 'utf8').match(/<trkpt lat="3\d\.\d+" lon="12\d\.\d+"><time>/g)?.length).toBeGreaterThan(
      3,
    );
    await player.getByRole('button', { name: '结束回放' }).click();
    await expect(player).toBeHidden();
  });

  await test.step('keys move and zoom the map, Home shows the district', async () => {
    await map(page).focus();
    const near = await scale(page).innerText();
    await page.keyboard.press('-');
    await expect(scale(page)).not.toHaveText(near);
    const before = await ringAt(page);
    await page.keyboard.press('ArrowRight');
    await expect.poll(async () => before.x - (await ringAt(page)).x).toBeGreaterThan(50);
    await page.keyboard.press('Home');
    await expect(scale(page)).toHaveText(/公里$/);
  });

  await test.step('the district fills the map again when the window is another size', async () => {
    const district = await scaleLength(page);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1300, 700));
    await expect.poll(() => scaleLength(page)).toBeGreaterThan(district * 1.2);
  });

  await test.step('nothing is painted behind an open case, and at once again in front', async () => {
    await openCase(page);
    await expect.poll(() => paintedWithin(page, 2000)).toBe(0);
    await page.keyboard.press('Escape');
    await expect.poll(() => paintedWithin(page, 500)).toBeGreaterThan(0);
  });
});

/** Metres in one pixel of the scale's bar. */
async function scaleLength(page: Page): Promise<number> {
  const text = await scale(page).innerText();
  const box = await scale(page).boundingBox();
  return (Number.parseFloat(text) * (text.endsWith('公里') ? 1000 : 1)) / (box?.width ?? Number.NaN);
}

/** Pictures of the fleet that come to the screen in so many milliseconds from now. */
function paintedWithin(page: Page, ms: number): Promise<number> {
  return page.evaluate(
    (ms) =>
      new Promise<number>((done) => {
        let painted = 0;
        const observer = new PerformanceObserver((list) => {
          painted += list.getEntriesByName('fleet-painted').length;
        });
        observer.observe({ entryTypes: ['measure'] });
        setTimeout(() => {
          observer.disconnect();
          done(painted);
        }, ms);
      }),
    ms,
  );
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
