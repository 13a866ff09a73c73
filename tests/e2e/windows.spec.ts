import { freshFolder } from '../support/centre.ts';
import { chooseQueue, openCase, openDesk, presetSettings, rows } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';

test('two desk windows and the wall show the same truth', async ({ gateway, district, launch }) => {
  test.setTimeout(180_000);
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
