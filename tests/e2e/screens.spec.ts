import type { Locator, Page } from '@playwright/test';
import { freshFolder } from '../support/centre.ts';
import { violations } from './support/axe.ts';
import { openCase, openDesk, presetSettings, rows } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';
import { reportByPhone } from './support/report.ts';

const look = { 'zh-dark': ['zh-CN', 'dark'], 'en-light': ['en', 'light'] } as const;

/** Key and name of every layer over the desk. */
const LAYERS = { '?': 'help', 'Control+k': 'palette', 'Control+,': 'settings', o: 'outbox', l: 'shift' };

/** title of the case with personal data */
const PERSONAL = '独居老人家中漏水';

async function keep(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `artefacts/screens/${name}.png` });
  expect.soft(await violations(page), name).toEqual([]);
}

/** A new case with a contact and a text marked personal, at the head of its queue. */
function reportPersonalCase(url: string): Promise<void> {
  return reportByPhone(url, {
    title: PERSONAL,
    text: '住在三楼，独居且行动不便',
    personal: true,
    contact: { name: '欧阳海', phone: '13900001234', note: '晚上在家' },
    urgency: 'critical',
    address: '云锦路 12 弄 3 号',
  });
}

async function openByPalette(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill(words);
  await expect(page.getByRole('dialog').getByRole('option').first()).toContainText(words);
  await page.keyboard.press('Enter');
}

/** What lies over the page and takes the keyboard; a notice of something just done is a dialog, too, and does not. */
const dialogOf = (page: Page): Locator => page.locator('[role="dialog"]:not([aria-modal="false"])');

/** Every page and every layer over it, kept as a picture and read by axe. */
test('every window is clean for axe, and its picture is kept', async ({ gateway, district, launch }) => {
  test.setTimeout(400_000);
  const centre = await gateway();
  await district(centre.url, { workers: 400, rate: 60 });
  const home = freshFolder('home');
  presetSettings(home, { language: 'zh-CN', theme: 'dark' });
  await reportPersonalCase(centre.url);
  const { page, app } = await launch({ gateway: centre.url, home });
  await expect(page.getByRole('button', { name: /^登录/ })).toBeVisible();
  await keep(page, 'sign-in');
  await openDesk(page, 'lead');
  await expect(rows(page).nth(3)).toBeVisible({ timeout: 60_000 });
  const [wall] = await Promise.all([app.waitForEvent('window'), page.evaluate(() => street.openWindow('wall'))]);
  const [video] = await Promise.all([app.waitForEvent('window'), page.evaluate(() => street.openWindow('video'))]);
  await page.bringToFront();
  await openCase(page, rows(page).filter({ hasText: PERSONAL }));

  for (const [name, [language, theme]] of Object.entries(look)) {
    await page.evaluate((change) => street.changeSettings(change), { language, theme });
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await keep(page, `case-${name}`);
    await page.keyboard.press('c');
    await expect(page.getByRole('form').first()).toBeVisible();
    await keep(page, `command-${name}`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('p');
    await expect(page.getByRole('form', { name: /查看联系方式|Reveal contact/ })).toBeVisible();
    await keep(page, `reveal-${name}`);
    await page.keyboard.press('Space');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('13900001234')).toBeVisible();
    await keep(page, `revealed-${name}`);
    await page.getByRole('button', { name: /立即隐藏|Mask now/ }).click();
    await expect(page.getByText('13900001234')).toBeHidden();
    await openByPalette(page, language === 'en' ? 'Who looked' : '查看记录');
    await expect(page.getByRole('dialog').getByRole('row').nth(1)).toBeVisible();
    await keep(page, `audit-${name}`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('q');
    await expect(page.getByRole('form', { name: /筛选条件|Filters/ })).toBeVisible();
    await keep(page, `filter-${name}`);
    await page.keyboard.press('Escape');
    for (const [key, layer] of Object.entries(LAYERS)) {
      await page.locator('body').click({ position: { x: 5, y: 5 } });
      await page.keyboard.press(key);
      await expect(dialogOf(page)).toBeVisible();
      await keep(page, `${layer}-${name}`);
      await page.keyboard.press('Escape');
      await expect(dialogOf(page)).toBeHidden();
    }
    await keep(wall, `wall-${name}`);
    await keep(video, `video-${name}`);
  }
  await page.keyboard.press('Escape');
  await page.evaluate(() => street.changeSettings({ language: 'zh-CN', theme: 'dark' }));
  await keep(page, 'desk-map');
  // A wall or desk of four times the pixels: the same screens, not smaller ones.
  await app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.setBounds({ x: 0, y: 0, width: 3840, height: 2160 });
  });
  for (const [window, name] of [
    [page, 'desk-map-4k'],
    [wall, 'wall-4k'],
  ] as const) {
    await expect.poll(() => window.evaluate(() => innerWidth)).toBeGreaterThan(3800);
    await keep(window, name);
  }
  await openCase(page);
  await keep(page, 'case-4k');
});
