import type { Page } from '@playwright/test';
import type { CaseEvent } from '#shared/domain/case.ts';
import type { VideoSource } from '#shared/protocol/video.ts';
import { aReport, type Client, openConsole, openTerminal, signIn } from '../contract/gateway/clients.ts';
import { rowsOf } from '../contract/gateway/radioClients.ts';
import { freshFolder } from '../support/centre.ts';
import { openCase, openDesk, presetSettings, rows } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';
import { dragAcross, openVideo, showsState, sourcesOf, tile } from './support/videoTiles.ts';

const TITLE = '高点下井盖破损';
/** m of a degree of latitude */
const DEGREE = 111_320;
/** px of a degree of longitude at zoom 16, whose tiles have 512 px */
const DEGREE_PX = (512 * 2 ** 16) / 360;

/** What video is for at a desk: beside a case, on the map, in the arrangement that somebody keeps, and on the wall. */
test('[ST220]–[ST222] video goes from case, map and tree to tiles, from tiles into the case and onto the wall', async ({
  gateway,
  launch,
}) => {
  const centre = await gateway();
  const lead = await openConsole(centre.url, 'lead');
  const [high] = (await rowsOf<VideoSource>(lead, 'video-source')).filter(
    ({ ptz, streams }) => ptz === true && streams.length > 0,
  );
  if (!high) throw new Error('the demo has no camera that turns');
  const worker = await openTerminal(centre.url, 'w00001');
  let invited = 0;
  worker.socket.on('video:invite', (_: unknown, ack?: (answer: unknown) => void) => {
    invited += 1;
    ack?.({ ok: true });
  });
  const place = { lon: high.lon, lat: high.lat + 100 / DEGREE };
  const at = Date.now();
  expect(await worker.ask('duty', { on: true, at })).toMatchObject({ ok: true });
  expect(await worker.ask('position', { t: at, ...place, lon: place.lon + 100 / DEGREE })).toMatchObject({ ok: true });
  expect(await worker.ask('report', aReport({ title: TITLE, ...place }))).toMatchObject({ ok: true });
  const workers = await rowsOf<{ id: string; name: string }>(lead, 'worker');
  const workerName = workers.find(({ id }) => id === 'w00001')?.name ?? '-';
  const home = freshFolder('home');
  presetSettings(home, { undoSeconds: 0 });
  const { page, app } = await launch({ gateway: centre.url, home });
  await openDesk(page, 'lead');
  const video = await openVideo(page, app);

  await test.step('from the case: by key the nearest camera, by dragging who reported it', async () => {
    await openCase(page, rows(page).filter({ hasText: TITLE }));
    const section = page.getByRole('region', { name: '视频', exact: true });
    const nearest = section.getByRole('button', { name: `看 ${high.name} 的视频` });
    await nearest.focus();
    await page.keyboard.press('Enter');
    await showsState(video, 1, 'live');
    await page.screenshot({ path: 'artefacts/screens/case-video.png' });
    await dragAcross(section.getByRole('button', { name: `请 ${workerName} 传视频` }), slot(video, 2));
    await showsState(video, 2, 'ringing');
  });

  await test.step('from the map: the camera under the mouse, and the worker who was chosen', async () => {
    await page
      .getByRole('region', { name: '案件', exact: true })
      .getByRole('button', { name: /^在地图/ })
      .click();
    await page.getByRole('button', { name: '图层' }).click();
    await page.getByRole('switch', { name: '摄像机' }).click();
    await page.keyboard.press('Escape');
    const centre = await overCamera(page, high.name);
    await page.screenshot({ path: 'artefacts/screens/cones-1080.png' });
    await page.mouse.down();
    await dragAcross(page.locator('.maplibregl-canvas-container'), slot(video, 4));
    await page.mouse.up();
    await expect(tile(video, 4)).toContainText(high.name);
    await page.mouse.click(centre.x + 100 * (DEGREE_PX / DEGREE), centre.y);
    const chosen = page.getByRole('group', { name: `已选网格员 ${workerName}` });
    await dragAcross(chosen.getByRole('button', { name: `请 ${workerName} 传视频` }), slot(video, 3));
    await expect(tile(video, 3)).toContainText(workerName);
    await expect(slot(video, 2)).toHaveAccessibleName('画面 2：空');
  });

  await test.step('from the tree: dragged with the mouse, and by keys alone', async () => {
    await tile(video, 3).locator('header').dragTo(slot(video, 2));
    await expect(tile(video, 2)).toContainText(workerName);
    const sources = (await sourcesOf(video, '路口')).filter({ hasText: '可播放' });
    await sources.nth(0).dragTo(slot(video, 3));
    await showsState(video, 3, 'live');
    const second = await sources.nth(1).locator('span').first().textContent();
    await sources.nth(1).focus();
    await video.keyboard.press('1');
    await expect(video.getByRole('button', { name: '下一个视频放到画面 1' })).toHaveAttribute('aria-pressed', 'true');
    await video.keyboard.press('Enter');
    await expect(tile(video, 1)).toContainText(second ?? '-');
    await showsState(video, 1, 'live');
  });

  await test.step('a still with its watermark, and a mark of the moment, go into the case', () =>
    keepsStill(video, lead, centre.url));

  await test.step('nine tiles, and one that is big with five small ones', async () => {
    const tiles = video.getByRole('region', { name: /^画面 \d+：/ });
    const widthOf = async (n: number) => (await slot(video, n).boundingBox())?.width ?? Number.NaN;
    await video.keyboard.press('Alt+3');
    await expect(tiles).toHaveCount(9);
    expect(await widthOf(9)).toBeCloseTo(await widthOf(1), 0);
    await video.keyboard.press('Alt+5');
    await expect(tiles).toHaveCount(6);
    expect((await widthOf(1)) / (await widthOf(6))).toBeGreaterThanOrEqual(2);
    await showsState(video, 3, 'live');
    await video.screenshot({ path: 'artefacts/screens/video-big.png' });
    await video.keyboard.press('Alt+2');
    await expect(tiles).toHaveCount(4);
  });

  await test.step('a saved layout comes back, and a patrol turns its pages', async () => {
    await tile(video, 3).getByRole('button', { name: '收藏', exact: true }).click();
    const kept = video.getByRole('navigation', { name: '视频源' }).getByRole('button', { name: /收藏/ }).first();
    await expect(kept).toContainText('1 路');
    await video.getByRole('button', { name: '布局与分组' }).click();
    await video.getByLabel('名称').fill('四画面');
    await video.getByRole('button', { name: '保存布局' }).click();
    await video.getByLabel('名称').fill('两路口');
    await video.getByRole('button', { name: '保存为巡查组' }).click();
    await video.getByRole('combobox', { name: '每页停留（秒）' }).click();
    await video.getByRole('option', { name: '5', exact: true }).click();
    await video.keyboard.press('Escape');
    await video.keyboard.press('Alt+1');
    await expect(tile(video, 2)).toHaveCount(0);
    await video.getByRole('button', { name: '布局与分组' }).click();
    await video.getByRole('button', { name: '两路口', exact: true }).click();
    await video.keyboard.press('Escape');
    const first = await nameOf(video, 1);
    await expect.poll(() => nameOf(video, 1)).not.toBe(first);
    await showsState(video, 1, 'live');
    await video.getByRole('button', { name: '停止轮巡' }).click();
    await video.getByRole('button', { name: '布局与分组' }).click();
    await video.getByRole('button', { name: '四画面', exact: true }).click();
    await video.keyboard.press('Escape');
    await showsState(video, 3, 'live');
  });

  await test.step('the lead puts it on the wall, where the same tiles play', async () => {
    const [wall] = await Promise.all([app.waitForEvent('window'), page.evaluate(() => street.openWindow('wall'))]);
    await expect(wall.getByRole('listitem').filter({ hasText: '态势' })).toHaveAttribute('aria-current', 'page');
    await video.getByRole('button', { name: '上大屏' }).click();
    await expect(video.getByText('网格员的画面只在本台的大屏上显示')).toBeVisible();
    await expect(tile(wall, 2)).toContainText('画面由值班台的视频窗口转来');
    await showsState(wall, 1, 'live');
    await showsState(wall, 3, 'live');
    await expect(wall.getByRole('main').getByRole('button')).toHaveCount(0);
    await wall.setViewportSize({ width: 1920, height: 1080 });
    await wall.screenshot({ path: 'artefacts/screens/wall-video-1080.png' });
    await video.setViewportSize({ width: 1920, height: 1080 });
    await video.screenshot({ path: 'artefacts/screens/video-desk-1080.png' });
  });
  // Moved from tile to tile, and back with a saved layout: nobody was asked again for that.
  expect(invited).toBe(1);
  lead.close();
  worker.close();
});

/** The place of a tile, filled or empty. */
const slot = (video: Page, n: number) => video.getByRole('region', { name: new RegExp(`^画面 ${n}：`) });
const nameOf = (video: Page, n: number) => tile(video, n).locator('header [title]').getAttribute('title');

/** The case stands in the middle of the map, 100 m north of the camera, at zoom 16 of tiles of 512 px. */
async function overCamera(page: Page, name: string): Promise<{ x: number; y: number }> {
  const box = await page.locator('.maplibregl-canvas').boundingBox();
  if (!box) throw new Error('no map');
  const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const south = (100 * (DEGREE_PX / DEGREE)) / Math.cos((31.2 * Math.PI) / 180);
  await expect(async () => {
    await page.mouse.move(centre.x + 1, centre.y + south);
    await page.mouse.move(centre.x, centre.y + south);
    await expect(page.getByRole('tooltip').filter({ hasText: name })).toBeVisible({ timeout: 5000 });
  }).toPass({ timeout: 60_000 });
  return centre;
}

async function keepsStill(video: Page, lead: Client, centreUrl: string): Promise<void> {
  const noted = async (word: string) =>
    (await rowsOf<CaseEvent>(lead, 'case-event')).find(({ note }) => note?.startsWith(word));
  for (const press of ['附到案件', '只记时间标记']) {
    await tile(video, 3).getByRole('button', { name: '截图' }).click();
    const dialog = video.getByRole('dialog', { name: '截图' });
    await dialog.getByLabel('查找案件').fill(TITLE);
    await dialog.getByRole('list', { name: '案件' }).getByRole('button', { name: TITLE }).click();
    await video.screenshot({ path: 'artefacts/screens/video-still.png' });
    await dialog.getByRole('button', { name: press }).click();
    await expect(dialog).toHaveCount(0);
  }
  await expect.poll(() => noted('视频时间标记：')).toBeTruthy();
  const event = await noted('视频截图：');
  expect(event?.note).toContain(await nameOf(video, 3));
  const [picture] = event?.media ?? [];
  expect(picture).toMatchObject({ kind: 'photo', mime: 'image/jpeg' });
  const { accessToken } = await signIn(centreUrl, 'lead');
  const file = await fetch(`${centreUrl}/media/${picture?.id}`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  const { width, height, band } = await looksOf(video, Buffer.from(await file.arrayBuffer()));
  // Two lines of white words on black below the picture of 416×234.
  expect(width).toBe(480);
  expect(height).toBeGreaterThan(270 + 30);
  expect(band.white / band.all).toBeGreaterThan(0.01);
  expect(band.black / band.all).toBeGreaterThan(0.6);
}

/** Size of a picture, and how much of the band below 480×270 is white and black. */
function looksOf(page: Page, file: Buffer) {
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const data = context?.getImageData(0, 272, bitmap.width, bitmap.height - 272).data ?? [];
    const lights = Array.from({ length: data.length / 4 }, (_, at) => data[at * 4] ?? 0);
    return {
      width: bitmap.width,
      height: bitmap.height,
      band: {
        all: lights.length,
        white: lights.filter((light) => light > 200).length,
        black: lights.filter((light) => light < 40).length,
      },
    };
  }, file.toString('base64'));
}
