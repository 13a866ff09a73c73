import type { Page } from '@playwright/test';
import { CENTRE, openTerminal, signIn } from '../contract/gateway/clients.ts';
import { freshFolder } from '../support/centre.ts';
import { keep } from './support/axe.ts';
import { openDesk, presetSettings } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';

const TITLE = '划定范围巡查';
/** what the photo's file says of its place */
const PLACE = 'GPSLatitude 31.195';
/** not one of the simulated ones */
const WATCHER = 'w00500';

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

/** A picture whose file says where it was taken, as a camera's does. */
async function photoWithPlace(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(320, 240);
    const pen = canvas.getContext('2d');
    pen?.fillRect(40, 40, 120, 90);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer());
    return btoa(String.fromCodePoint(...bytes));
  });
  const picture = Buffer.from(base64, 'base64');
  const said = Buffer.from(`Exif\0\0MM\0*\0\0\0\b\0\0${PLACE}`);
  const head = Buffer.from([0xff, 0xe1, 0, said.byteLength + 2]);
  return Buffer.concat([picture.subarray(0, 2), head, said, picture.subarray(2)]);
}
test('a command to an area drawn on the map, with a photo and a voice note', async ({ launch, gateway, district }) => {
  const { url } = await gateway();
  await district(url, { workers: 60, rate: 0, reliable: true, thinkMs: 500 });
  const home = freshFolder('home');
  presetSettings(home, { undoSeconds: 0 });
  const { page } = await launch({ gateway: url, home, args: ['--use-fake-device-for-media-stream'] });
  await openDesk(page, 'lead');
  await page.keyboard.press('b');
  await regionOf(page)
    .getByRole('button', { name: /新指令/ })
    .first()
    .click();
  const form = formOf(page);
  await form.getByRole('textbox', { name: /^标题/ }).fill(TITLE);

  // Given up, it leaves nothing; an outline that crosses itself stays to be mended.
  const draw = form.getByRole('button', { name: '在地图上画范围' });
  const bar = page.getByRole('region', { name: '在地图上画范围' });
  await draw.click();
  await expect(bar).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(bar).toHaveCount(0);
  await expect(draw).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(bar).toBeVisible();
  await clickMap(page, [
    [0.2, 0.2],
    [0.8, 0.8],
    [0.8, 0.2],
    [0.2, 0.8],
  ]);
  await page.keyboard.press('Enter');
  await expect(bar.getByRole('status')).toHaveText(/互相交叉/);
  await bar.getByText('多边形').click();
  await clickMap(page, [
    [0.1, 0.15],
    [0.9, 0.15],
    [0.9, 0.9],
    [0.1, 0.9],
  ]);
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

  // A photo that says where it was taken, and a voice note.
  await form
    .locator('input[type=file]')
    .setInputFiles({ name: '路口.jpg', mimeType: 'image/jpeg', buffer: await photoWithPlace(page) });
  await expect(form.getByRole('img', { name: /^照片 1/ })).toBeVisible();
  await form.getByRole('button', { name: '录语音' }).click();
  await expect(form.getByText(/^0:01 \//)).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(form.getByText('正在录音，请先录完或放弃')).toBeVisible();
  await form.getByRole('button', { name: '录完' }).click();
  await expect(form.locator('audio')).toBeVisible();
  await keep(page, 'composer-attached-zh-dark');
  await page.reload();
  await expect(form.locator('audio')).toBeVisible({ timeout: 30_000 });
  await expect(chip).toBeVisible();
  await expect(preview).toContainText('进入范围的人员也会收到');
  const worker = await openTerminal(url, WATCHER);
  await worker.ask('duty', { on: true, at: Date.now() });
  await worker.ask('position', { t: Date.now(), ...CENTRE });
  await expect(preview).toContainText(/\d+ 人可立即收到/, { timeout: 30_000 });
  await page.keyboard.press('Control+Enter');
  const told = await worker.hears<{ title: string; media: { id: string; mime: string }[] }>('command');
  expect(told).toMatchObject({ title: TITLE, media: [{ mime: 'image/jpeg' }, { mime: 'audio/webm' }] });
  const { accessToken } = await signIn(url, 'lead');
  const bytesOf = async (id: string) => {
    const answer = await fetch(`${url}/media/${id}`, { headers: { authorization: `Bearer ${accessToken}` } });
    return Buffer.from(await answer.arrayBuffer());
  };
  const [photo, note] = await Promise.all(told.media.map(({ id }) => bytesOf(id)));
  expect(photo?.subarray(0, 3).toString('hex')).toBe('ffd8ff');
  expect(photo?.includes('Exif')).toBe(false);
  expect(photo?.includes(PLACE)).toBe(false);
  expect(note?.includes('OpusHead')).toBe(true);
  await expect(regionOf(page).getByRole('listbox', { name: '回执明细' })).toBeVisible();
  await regionOf(page).getByRole('button', { name: '人员上图' }).click();
  await keep(page, 'board-attached-zh-dark');
  worker.close();

  // The rules of commands, in the other language and the light.
  await page.evaluate(() => street.changeSettings({ theme: 'light', language: 'en' }));
  await page.keyboard.press('b');
  await page.getByRole('button', { name: 'Rules of commands' }).click();
  const rules = page.getByRole('form', { name: 'Rules of commands' });
  await rules.getByRole('textbox', { name: 'More recipients than', exact: true }).fill('20');
  await rules.getByRole('textbox', { name: 'Flash, more than' }).fill('21');
  await page.keyboard.press('Control+Enter');
  await expect(rules.getByRole('alert')).toContainText('must not be above');
  await rules.getByRole('textbox', { name: 'Flash, more than' }).fill('5');
  await keep(page, 'policy-en-light');
  await page.keyboard.press('Control+Enter');
  await expect(rules).toHaveCount(0);
});
