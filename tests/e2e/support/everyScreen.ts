import type { Locator, Page } from '@playwright/test';
import { freshFolder } from '../../support/centre.ts';
import { keep } from './axe.ts';
import { openCase, openDesk, presetSettings, rows } from './desk.ts';
import { type Console, expect, type test } from './fixtures.ts';
import { reportByPhone } from './report.ts';

/** Every page and every layer over it, in one look after the other: two specs, so that two can run side by side. */

const LOOKS = { 'zh-dark': ['zh-CN', 'dark'], 'en-light': ['en', 'light'] } as const;
type Look = keyof typeof LOOKS;

/** Key and name of every layer over the desk. */
const LAYERS = { '?': 'help', 'Control+k': 'palette', 'Control+,': 'settings', o: 'outbox', l: 'shift' };

/** title of the case with personal data */
const PERSONAL = '独居老人家中漏水';

/** A new case with a contact and a text marked personal, at the head of its queue. */
function reportPersonalCase(url: string): Promise<string> {
  return reportByPhone(url, {
    title: PERSONAL,
    text: '住在三楼，独居且行动不便',
    personal: true,
    contact: { name: '欧阳海', phone: '13900001234', note: '晚上在家' },
    urgency: 'critical',
    address: '云锦路 12 弄 3 号',
  });
}

type Parts = Pick<Parameters<Parameters<typeof test>[2]>[0], 'gateway' | 'district' | 'launch'>;

/** Opens a desk with that case over a living district; its page is still in Chinese. */
export async function openDeskWithCase({ gateway, district, launch }: Parts, onSignIn?: (page: Page) => Promise<void>) {
  const centre = await gateway();
  await district(centre.url, { workers: 400, rate: 60 });
  const home = freshFolder('home');
  presetSettings(home, { language: 'zh-CN', theme: 'dark' });
  await reportPersonalCase(centre.url);
  const { page, app } = await launch({ gateway: centre.url, home });
  await expect(page.getByRole('button', { name: /^登录/ })).toBeVisible();
  await onSignIn?.(page);
  await openDesk(page, 'lead');
  await expect(rows(page).nth(3)).toBeVisible({ timeout: 60_000 });
  await openCase(page, rows(page).filter({ hasText: PERSONAL }));
  return { app, page };
}

async function openByPalette(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill(words);
  await expect(page.getByRole('dialog').getByRole('option').first()).toContainText(words);
  await page.keyboard.press('Enter');
}

/** What lies over the page and takes the keyboard; a notice of something just done is a dialog, too, and does not. */
const dialogOf = (page: Page): Locator => page.locator('[role="dialog"]:not([aria-modal="false"])');

/** The case with its forms: a command, and the contact from the reason asked for to who has looked. */
async function keepCase(page: Page, look: Look): Promise<void> {
  await keep(page, `case-${look}`);
  await page.keyboard.press('c');
  await expect(page.getByRole('form').first()).toBeVisible();
  await keep(page, `command-${look}`);
  await page.keyboard.press('Escape');
  await page.keyboard.press('p');
  await expect(page.getByRole('form', { name: /查看联系方式|Reveal contact/ })).toBeVisible();
  await keep(page, `reveal-${look}`);
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('13900001234')).toBeVisible();
  await keep(page, `revealed-${look}`);
  await page.getByRole('button', { name: /立即隐藏|Mask now/ }).click();
  await expect(page.getByText('13900001234')).toBeHidden();
  await openByPalette(page, look === 'en-light' ? 'Who looked' : '查看记录');
  await expect(page.getByRole('dialog').getByRole('row').nth(1)).toBeVisible();
  await keep(page, `audit-${look}`);
  await page.keyboard.press('Escape');
}

/**
 * Keeps everything of desk, wall and video window in one look; axe finds nothing wrong with any of it. The wall comes last: it
 * paints all the time, and beside it everything takes longer.
 * @returns the wall
 */
export async function keepEverything({ app, page }: Pick<Console, 'app' | 'page'>, look: Look): Promise<Page> {
  const [language, theme] = LOOKS[look];
  await page.evaluate((change) => street.changeSettings(change), { language, theme });
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  await keepCase(page, look);
  await page.keyboard.press('q');
  await expect(page.getByRole('form', { name: /筛选条件|Filters/ })).toBeVisible();
  await keep(page, `filter-${look}`);
  await page.keyboard.press('Escape');
  for (const [key, layer] of Object.entries(LAYERS)) {
    await page.locator('body').click({ position: { x: 5, y: 5 } });
    await page.keyboard.press(key);
    await expect(dialogOf(page)).toBeVisible();
    await keep(page, `${layer}-${look}`);
    await page.keyboard.press('Escape');
    await expect(dialogOf(page)).toBeHidden();
  }
  const opened = async (kind: 'video' | 'wall') => {
    const [window] = await Promise.all([
      app.waitForEvent('window'),
      page.evaluate((to) => street.openWindow(to), kind),
    ]);
    await expect(window.locator('main')).toBeVisible();
    await keep(window, `${kind}-${look}`);
    return window;
  };
  await opened('video');
  return opened('wall');
}
