import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { expect } from './fixtures.ts';

/** What an operator does at a desk, in the words of the screen (Chinese). */

export async function signIn(page: Page, username: string, password = 'demo'): Promise<void> {
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: /^登录/ }).click();
}

/** Signs out with nothing that stays behind: then nothing is asked. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^操作员/ }).click();
  await page.getByRole('menuitem', { name: /^退出登录/ }).click();
  await expect(page.getByLabel('用户名')).toBeVisible();
}

/** Signs in and waits until the desk is live: linked, with the first download behind it. */
export async function openDesk(page: Page, username: string): Promise<void> {
  await signIn(page, username);
  await expect(link(page)).toHaveText(/在线/, { timeout: 60_000 });
  await expect(page.getByRole('region', { name: '案件队列' })).toBeVisible();
  await expect(page.getByRole('banner')).not.toContainText(/正在下载|正在补齐/, { timeout: 120_000 });
}

/** The word of the strip that says how the link to the centre is. */
export const link = (page: Page): Locator => page.getByRole('banner').getByRole('status').first();

export async function chooseQueue(page: Page, name: string): Promise<void> {
  await page
    .getByRole('group', { name: '选择队列' })
    .getByRole('button', { name: new RegExp(`^${name}\\s*[\\d,…]`) })
    .click();
  await expect(page.getByRole('group', { name: '选择队列' }).getByRole('button', { pressed: true })).toContainText(
    name,
  );
}

export const rows = (page: Page): Locator => page.getByRole('listbox').getByRole('option');

/** Opens a case of the queue that is shown, by keyboard, and gives its title. New reports may move its row meanwhile. */
export async function openCase(page: Page, row: Locator = rows(page).first()): Promise<string> {
  await expect(row).toBeVisible({ timeout: 60_000 });
  const title = (await row.locator('[title]').first().getAttribute('title')) ?? '';
  await rows(page).filter({ hasText: title }).first().click();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
  return title;
}

/** Opens the case of this title from the queue that is shown, which may still have to arrive. */
export async function openTitled(page: Page, title: string): Promise<void> {
  const row = rows(page).filter({ hasText: title });
  await row.click({ timeout: 30_000 });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: title, exact: true })).toBeVisible();
}

export const caseRegion = (page: Page): Locator => page.getByRole('region', { name: '案件', exact: true });

/** The form of one action of the open case. */
export const form = (page: Page, name: string): Locator => page.getByRole('form', { name, exact: true });

export async function sendForm(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await expect(form(page, name)).toBeHidden();
}

/** One action button of the open case. */
export const action = (page: Page, name: string): Locator =>
  page.getByRole('toolbar').getByRole('button', { name: new RegExp(`^${name}`) });

export const timeline = (page: Page): Locator => page.getByRole('list', { name: '办理过程' });

/** Settings a test wants before the app starts: no pause for undo, say. */
export function presetSettings(home: string, settings: Record<string, unknown>): void {
  writeFileSync(join(home, 'settings.json'), JSON.stringify(settings));
}

/** Where the next file is saved, without the system's dialog. */
export function saveTo(app: ElectronApplication, file: string): Promise<void> {
  return app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, file);
}
