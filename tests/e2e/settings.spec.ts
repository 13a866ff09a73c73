import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { v7 } from 'uuid';
import { freshFolder } from '../support/centre.ts';
import { connectTerminal } from '../support/terminal.ts';
import { caseRegion, openDesk, openTitled, presetSettings } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';
import { reportByPhone } from './support/report.ts';

const TITLE = '路灯不亮，夜间出行不便';

async function openSettings(page: Page): Promise<void> {
  await page.getByRole('button', { name: '设置' }).click();
  await expect(page.getByRole('dialog', { name: '设置' })).toBeVisible();
}

async function choose(page: Page, setting: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: setting }).click();
  await page.getByRole('option', { name: option }).click();
}

const saved = (home: string): unknown => JSON.parse(readFileSync(join(home, 'settings.json'), 'utf8'));

test('every setting takes effect at once, in every window, and is kept', async ({ launch, gateway }) => {
  const centre = await gateway();
  await reportByPhone(centre.url, { title: TITLE, address: '云锦路' });
  const { page, app, home } = await launch({ gateway: centre.url });
  await openDesk(page, 'lead');

  await test.step('alarms sound, unless that was switched off', () => soundsUnlessSwitchedOff(page, centre.url));

  await test.step('without a pause an action leaves at once, and cannot be undone', async () => {
    await openSettings(page);
    await page
      .getByRole('spinbutton')
      .or(page.getByRole('textbox', { name: '操作可撤回的秒数' }))
      .first()
      .fill('0');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    await openTitled(page, TITLE);
    await page.keyboard.press('a');
    await expect(page.getByText(`立案：${TITLE}`)).toBeVisible();
    await expect(page.getByRole('button', { name: '撤回' })).toHaveCount(0);
    await expect(page.getByRole('banner')).toContainText('无待发');
    await page.keyboard.press('Control+z');
    await expect(caseRegion(page)).toContainText('已立案');
    await page.keyboard.press('Escape');
  });

  await test.step('the look', async () => {
    const [wall] = await Promise.all([app.waitForEvent('window'), page.evaluate(() => street.openWindow('wall'))]);
    await expect(page.locator('[data-fleet-painter]')).toBeAttached();
    await page.bringToFront();
    await openSettings(page);

    await choose(page, '主题', '浅色');
    for (const window of [page, wall]) await expect(window.locator('html')).toHaveAttribute('data-theme', 'light');
    await choose(page, '疏密', '紧凑');
    await expect(page.locator('html')).toHaveAttribute('data-density', 'compact');
    for (const [option, painter] of [
      ['显卡绘制', 'webgl'],
      ['后台绘制', 'worker'],
    ] as const) {
      await choose(page, '地图移动目标的绘制方式', option);
      await expect(page.locator('[data-fleet-painter]')).toHaveAttribute('data-fleet-painter', painter);
    }
    await choose(page, '语言', 'English');
    await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
    for (const window of [page, wall]) await expect(window.locator('html')).toHaveAttribute('lang', 'en');
  });
  expect(saved(home)).toMatchObject({
    theme: 'light',
    density: 'compact',
    language: 'en',
    undoSeconds: 0,
    alarmSound: false,
    fleetPainter: 'worker',
    painterFound: expect.stringMatching(/^worker/),
    lastUsername: 'lead',
  });
});

async function soundsUnlessSwitchedOff(page: Page, url: string): Promise<void> {
  // Counts tones where they are made: a test machine has no loudspeaker to listen at.
  await page.evaluate(() => {
    const make = AudioContext.prototype.createOscillator;
    AudioContext.prototype.createOscillator = function count(this: AudioContext) {
      document.documentElement.dataset.tones = String(Number(document.documentElement.dataset.tones ?? 0) + 1);
      return make.call(this);
    };
  });
  const tones = () => page.evaluate(() => Number(document.documentElement.dataset.tones ?? 0));
  const terminal = await connectTerminal(url, 'w00003');
  const call = () => terminal.emitWithAck('sos', { id: v7(), at: Date.now(), lon: 121.46, lat: 31.2 });
  expect(await call()).toMatchObject({ ok: true });
  await expect(page.getByRole('button', { name: /告警 1/ })).toBeVisible();
  await expect.poll(tones).toBeGreaterThan(0);

  await openSettings(page);
  await page.getByRole('switch', { name: '告警声音' }).click();
  await page.keyboard.press('Escape');
  const before = await tones();
  expect(await call()).toMatchObject({ ok: true });
  await expect(page.getByRole('button', { name: /告警 2/ })).toBeVisible();
  expect(await tones()).toBe(before);
  terminal.disconnect();
}

test('the centre that was set is joined at the next start, with the name of who was here last', async ({
  launch,
  gateway,
}) => {
  const centre = await gateway();
  const home = freshFolder('home');
  presetSettings(home, { lastUsername: 'lead' });
  const first = await launch({ gateway: 'http://127.0.0.1:9', home });
  await openSettings(first.page);
  const address = first.page.getByRole('textbox', { name: '中心地址' });
  await address.fill('not an address');
  await expect(first.page.getByRole('button', { name: '保存地址' })).toBeDisabled();
  await address.fill(centre.url);
  await first.page.getByRole('button', { name: '保存地址' }).click();
  await expect.poll(() => saved(home)).toMatchObject({ gateway: centre.url });
  await first.close();

  const { page } = await launch({ home });
  await expect(page.getByLabel('用户名')).toHaveValue('lead');
  await openDesk(page, 'lead');
});
