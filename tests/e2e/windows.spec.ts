import { CENTRE, openConsole } from '../contract/gateway/clients.ts';
import { freshFolder } from '../support/centre.ts';
import { chooseQueue, openCase, openDesk, presetSettings, rows, signIn } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';

test('two desk windows and the wall show the same truth', async ({ gateway, district, launch }) => {
  const centre = await gateway();
  const people = await district(centre.url, { workers: 60, rate: 30, reliable: true });
  const home = freshFolder('home');
  presetSettings(home, { undoSeconds: 0 });
  const { page, app } = await launch({ gateway: centre.url, home });
  await openDesk(page, 'lead');
  await expect(rows(page).nth(2)).toBeVisible({ timeout: 60_000 });
  await people.end();

  const [second] = await Promise.all([app.waitForEvent('window'), page.evaluate(() => street.openWindow('desk'))]);
  const [wall] = await Promise.all([app.waitForEvent('window'), page.evaluate(() => street.openWindow('wall'))]);
  await expect(rows(second).first()).toBeVisible({ timeout: 30_000 });
  const title = await openCase(page);
  await openCase(second, rows(second).filter({ hasText: title }));

  await page.bringToFront();
  await page.keyboard.press('a');
  for (const window of [page, second]) {
    await expect(window.getByRole('region', { name: '案件', exact: true })).toContainText('已立案');
    await chooseQueue(window, '派遣');
    await expect(rows(window).filter({ hasText: title })).toHaveCount(1);
  }
  const queued = await page.getByRole('group', { name: '选择队列' }).getByRole('button').allTextContents();
  const open = queued.slice(0, 6).reduce((sum, text) => sum + Number(/\d+/.exec(text)?.[0] ?? 0), 0);
  await expect(wall.getByText(String(open), { exact: true }).first()).toBeVisible({ timeout: 30_000 });
});

test('a window comes back where it was left', async ({ launch }) => {
  const home = freshFolder('home');
  const bounds = { x: 40, y: 60, width: 1300, height: 800 };
  const first = await launch({ home, gateway: 'http://127.0.0.1:9' });
  await first.app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), bounds);
  await first.close();
  const again = await launch({ home, gateway: 'http://127.0.0.1:9' });
  await expect
    .poll(() => again.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds()))
    .toEqual(bounds);
});

test('the window that is asked for opens first, in the language that is asked for', async ({ launch }) => {
  for (const [kind, title] of [
    ['wall', 'Street Command Console · Wall'],
    ['video', 'Street Command Console · Video'],
  ] as const) {
    const { app, page, close } = await launch({
      gateway: 'http://127.0.0.1:9',
      language: 'en',
      args: ['--window', kind],
    });
    await expect(page).toHaveURL(new RegExp(`/${kind}\\.html$`));
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle())).toBe(title);
    await close();
  }
});

test('a wall alone on its machine is signed in at itself, follows its plan, and does what the shift lead says', async ({
  gateway,
  launch,
}) => {
  const centre = await gateway();
  const home = freshFolder('home');
  const place = { name: '东门广场', lon: CENTRE.lon, lat: CENTRE.lat, zoom: 16 };
  const scenes = [{ scene: 'shift' }, { scene: 'musters' }, { scene: 'situation', place }, { scene: 'cases' }];
  const tour = scenes.map((stop) => ({ ...stop, seconds: 5 }));
  presetSettings(home, { walls: { 'wall-1': { tour, drift: true } } });
  const { page } = await launch({ gateway: centre.url, home, args: ['--window', 'wall'] });
  await expect(page.getByText('尚未登录')).toBeVisible();
  await page.keyboard.press('Enter');
  await signIn(page, 'wall');
  const shown = page.getByRole('banner').locator('[aria-current]');
  await expect(shown).toHaveText('值班', { timeout: 30_000 });
  await expect(page.getByRole('region', { name: '坐席' })).toContainText('大屏');
  await page.screenshot({ path: 'artefacts/screens/wall-shift.png' });
  await expect(shown, 'no muster is on: it is passed over').toHaveText('态势');
  await expect(page.getByText('东门广场'), '[ST344] the map is taken to a place').toBeVisible();
  await page.screenshot({ path: 'artefacts/screens/wall-place.png' });
  await expect(shown).toHaveText('案件');
  await expect(page.locator('body > #root > div')).toHaveAttribute('style', /translate/);

  const lead = await openConsole(centre.url, 'lead');
  const cue = (wallId: string, scene: string, args = {}) => lead.op('wall.cue', { wallId, scene, args }, {});
  expect(await cue('wall-2', 'situation')).toMatchObject({ ok: true });
  expect(await cue('wall-1', 'musters')).toMatchObject({ ok: true });
  await expect(shown).toHaveText('集结');
  await expect(page.getByText('没有进行中的集结')).toBeVisible();
  await expect(page.getByText('由值班台控制')).toBeVisible();
  expect(await cue('wall-1', 'zones')).toMatchObject({ ok: true });
  await expect(shown).toHaveText('覆盖');
  await expect(page.getByRole('region', { name: '单元网格', exact: true })).toContainText('0 / 1,156 有人');
  await expect(page.getByRole('region', { name: '社区：最需要有人去的' }).getByRole('listitem')).toHaveCount(7);
  await page.screenshot({ path: 'artefacts/screens/wall-zones.png' });

  await test.step('[ST363] a view is shown with its layers and its filter, said in words, and the wall’s own come back', async () => {
    const caption = (of: string) => page.locator(`[data-caption=${of}]`);
    const layers = { on: { workers: true, fill: true, departments: true }, order: [], opacity: {} };
    const filter = { roles: [], states: ['busy'], skills: [], team: '', grid: '' };
    const shows = { layers: { ...layers, options: { 'fill.tier': 'community' } }, filter };
    expect(await cue('wall-1', 'situation', { ...place, title: '防汛', shows })).toMatchObject({ ok: true });
    await expect(page.getByText('防汛')).toBeVisible();
    await expect(caption('fill').getByRole('listitem').first()).toBeVisible();
    await expect(caption('fill')).toContainText('未结案件 · 社区');
    await expect(caption('departments')).toContainText('32 个部门');
    await expect(caption('filter')).toContainText('处置中');
    await expect(caption('heat')).toHaveCount(0);
    await page.screenshot({ path: 'artefacts/screens/wall-view.png' });
    expect(await cue('wall-1', 'situation')).toMatchObject({ ok: true });
    await expect(caption('heat')).toBeVisible();
    for (const gone of ['fill', 'departments', 'filter']) await expect(caption(gone)).toHaveCount(0);
  });
  lead.close();
});
