import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { electronPath } from '../../scripts/runtime.mjs';
import { CENTRE, newId, openTerminal } from '../contract/gateway/clients.ts';
import { freshFolder } from '../support/centre.ts';
import { keep } from './support/axe.ts';
import { openCase, openDesk, presetSettings, rows } from './support/desk.ts';
import { beyondEdge } from './support/fits.ts';
import { expect, test } from './support/fixtures.ts';
import { chooseInMenu } from './support/menu.ts';
import { reportByPhone } from './support/report.ts';

const appFolder = resolve(import.meta.dirname, '../..');
const [LAMP, LEAK] = ['路灯不亮', '水管爆裂'];

const openedCase = (page: Page) => page.getByRole('region', { name: '案件', exact: true });
const rootSize = (page: Page) =>
  page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize));

/** Width of the queues, in rem. */
const queueWidth = async (page: Page) =>
  (await page.locator('#desk-queues').evaluate((element) => element.clientWidth)) / (await rootSize(page));
async function newWindow(app: ElectronApplication, open: () => Promise<unknown>): Promise<Page> {
  const [window] = await Promise.all([app.waitForEvent('window'), open()]);
  return window;
}

test('case and map stand in windows of their own, select together, are followed by links, and come back', async ({
  gateway,
  launch,
}) => {
  const centre = await gateway();
  const lamp = await reportByPhone(centre.url, { title: LAMP, address: '建设路 1 号' });
  await reportByPhone(centre.url, { title: LEAK, address: '建设路 2 号' });
  let number = '';
  const home = freshFolder('home');
  presetSettings(home, { undoSeconds: 0 });
  const first = await launch({ gateway: centre.url, home });
  const { page, app } = first;
  await openDesk(page, 'lead');
  await openCase(page, rows(page).filter({ hasText: LAMP }));

  await test.step('the open case is taken out; the desk shows the map, and what is opened there shows here', async () => {
    const panel = await newWindow(app, () => page.keyboard.press('Shift+W'));
    await expect(openedCase(panel)).toContainText(LAMP);
    await expect(openedCase(page)).toHaveCount(0);
    await rows(page).filter({ hasText: LEAK }).click();
    await page.keyboard.press('Enter');
    await expect(openedCase(panel)).toContainText(LEAK);
    await panel.keyboard.press('a');
    await expect(openedCase(panel)).toContainText('已立案');
    await expect(rows(page).filter({ hasText: LEAK })).toHaveCount(0);
    await expect(openedCase(panel)).not.toContainText('待编号');
    number = /\d{12,}|[A-Z]*\d{4,}[\d-]*/.exec((await openedCase(panel).textContent()) ?? '')?.[0] ?? '';
    await panel.screenshot({ path: 'artefacts/screens/panel-case.png' });
    // The window is gone before the key is up again.
    await Promise.all([panel.waitForEvent('close'), panel.keyboard.press('Shift+W').catch(() => undefined)]);
    await expect(openedCase(page)).toContainText(LEAK);
  });

  await test.step('the map is taken out; a case chosen in another desk is chosen here, and stays on its own page', async () => {
    await page.keyboard.press('Escape');
    const map = await newWindow(app, () => page.keyboard.press('Shift+W'));
    await expect(map.getByRole('banner')).toContainText('地图');
    await expect(openedCase(page), 'the map is elsewhere: the desk has room for the case').toContainText(LEAK);
    const second = await newWindow(app, () => page.evaluate(() => street.openWindow('desk')));
    await openCase(second, rows(second).filter({ hasText: LAMP }));
    await expect(rows(page).filter({ hasText: LAMP })).toHaveAttribute('aria-selected', 'true');
    const terminal = await openTerminal(centre.url, 'w00003');
    await terminal.ask('duty', { on: true, at: Date.now() });
    const sos = { id: newId(), at: Date.now(), ...CENTRE };
    expect(await terminal.ask('sos', sos)).toMatchObject({ ok: true });
    terminal.close();
    await map.locator(`[data-alarm-mark="${sos.id}"]`).getByRole('button').click();
    const row = page.getByRole('dialog', { name: '告警' }).locator(`[data-alarm="${sos.id}"]`);
    await expect(row, '[ST346] the list is the desk’s').toBeVisible();
    await page.keyboard.press('Escape');
    await expect(row).toBeHidden();
    await map.screenshot({ path: 'artefacts/screens/panel-map.png' });
    await Promise.all([second.waitForEvent('close'), second.close()]);
  });

  /** One step larger, and the next only once this one is drawn. */
  const larger = async (window: Page) => {
    const before = await rootSize(window);
    await chooseInMenu(app, '放大', '街道指挥台');
    await expect.poll(() => rootSize(window)).toBeGreaterThan(before);
  };
  await test.step('[ST353] [ST356] each window has its own size of writing; panels grow with it, and all of the strip is there', async () => {
    const map = app.windows().find((window) => window !== page) ?? page;
    const [desk, other, wide] = [await rootSize(page), await rootSize(map), await queueWidth(page)];
    await chooseInMenu(app, '放大', '街道指挥台');
    await expect.poll(() => rootSize(page)).toBeCloseTo(desk * 1.1, 1);
    await expect.poll(() => queueWidth(page)).toBeCloseTo(wide, 0);
    expect(await rootSize(map)).toBe(other);
    while ((await rootSize(page)) < desk * 1.9) await larger(page);
    await expect.poll(() => rootSize(page)).toBeCloseTo(desk * 2, 1);
    await expect.poll(() => beyondEdge(page)).toEqual([]);
    await chooseInMenu(app, '原始大小', '街道指挥台');
    await chooseInMenu(app, '放大', '街道指挥台');
    await expect.poll(() => rootSize(page)).toBeCloseTo(desk * 1.1, 1);
    await expect.poll(() => queueWidth(page)).toBeCloseTo(wide, 0);
  });

  await test.step('[ST364] [ST365] at 300 % one region is seen at a time, nothing is cut off, and the way back is said', async () => {
    const desk = (await rootSize(page)) / 1.1;
    const [queues, centre, details] = [
      page.locator('#desk-queues'),
      page.locator('#desk-centre'),
      page.locator('#desk-context'),
    ] as const;
    while ((await rootSize(page)) < desk * 2.9) await larger(page);
    await expect.poll(() => rootSize(page)).toBeCloseTo(desk * 3, 1);
    await expect(page.getByText('字号 300%')).toBeVisible();
    await chooseInMenu(app, '放大', '街道指挥台');
    await expect(page.getByText('已是这个窗口放得下的最大字号：300%')).toBeVisible();
    await expect(page.getByText('恢复原始大小：Ctrl+0').first()).toBeVisible();
    await expect(centre).toBeVisible();
    await expect(queues).toBeHidden();
    await expect.poll(() => beyondEdge(page)).toEqual([]);
    await keep(page, 'desk-300-centre-zh-dark');
    await page.keyboard.press('Alt+1');
    await expect(queues).toBeVisible();
    await expect(centre).toBeHidden();
    await expect.poll(() => beyondEdge(page)).toEqual([]);
    await page.screenshot({ path: 'artefacts/screens/desk-300-queues.png' });
    await page.keyboard.press('b');
    await expect(details).toBeVisible();
    await expect(queues).toBeHidden();
    await expect.poll(() => beyondEdge(page)).toEqual([]);
    await page.getByRole('tab', { name: '案件队列' }).click();
    await expect(queues).toBeVisible();
    await app.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows().find((one) => one.getTitle() === '街道指挥台');
      window?.setContentSize(1400, 800);
    });
    await expect.poll(() => rootSize(page), 'a smaller window has room for less').toBeCloseTo(26, 0);
    await app.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows().find((one) => one.getTitle() === '街道指挥台');
      window?.setContentSize(1920, 1080);
    });
    await expect.poll(() => rootSize(page), 'and what was chosen comes back').toBeCloseTo(desk * 3, 1);
    await page.getByRole('tab', { name: '详情与指令' }).click();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await chooseInMenu(app, '原始大小', '街道指挥台');
    await chooseInMenu(app, '放大', '街道指挥台');
    await expect.poll(() => rootSize(page)).toBeCloseTo(desk * 1.1, 1);
    await expect(queues).toBeVisible();
    await expect(centre).toBeVisible();
  });

  await test.step('a link from another system opens its case in the desk that runs', async () => {
    const follow = async (link: string) => {
      const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
      const child = spawn(electronPath().executable, [...flags, appFolder, link], {
        env: { ...process.env, STREET_CONSOLE_HOME: home },
        stdio: 'ignore',
      });
      expect((await once(child, 'exit'))[0]).toBe(0);
    };
    await follow('street-console://case/no-such-number');
    await expect(page.getByText('本机没有找到案件：no-such-number')).toBeVisible();
    await follow(`street-console://case/${lamp}`);
    await expect(openedCase(page)).toContainText(LAMP);
    await follow(`street-console://case/${number}`);
    await expect(openedCase(page)).toContainText(LEAK);
  });

  const size = await rootSize(page);
  await first.close();
  const again = await launch({ gateway: centre.url, home });
  await expect.poll(() => again.app.windows().length).toBe(2);
  const sizes = () => Promise.all(again.app.windows().map(rootSize));
  await expect.poll(sizes).toContain(size);
});
