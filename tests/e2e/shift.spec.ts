import type { Locator, Page } from '@playwright/test';
import { aReport, openConsole, openTerminal } from '../contract/gateway/clients.ts';
import { freshFolder } from '../support/centre.ts';
import { keep } from './support/axe.ts';
import { openDesk, presetSettings, rows, signOut } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: '值班日志' });
const tab = (page: Page, name: string): Locator => dialog(page).getByRole('tab', { name });

test('[ST273] a shift is offered with what is open, taken note of item by item and taken over by the next lead', async ({
  gateway,
  launch,
}) => {
  const centre = await gateway();
  const terminal = await openTerminal(centre.url, 'w00001');
  await terminal.ask('report', aReport({ title: '燃气泄漏', urgency: 'critical' }));
  terminal.close();
  const next = await openConsole(centre.url, 'lead2');
  const home = freshFolder('home');
  presetSettings(home, { undoSeconds: 0 });
  const { page } = await launch({ gateway: centre.url, home });
  await openDesk(page, 'lead');
  await expect(rows(page)).toHaveCount(1, { timeout: 30_000 });

  await page.keyboard.press('l');
  await dialog(page).getByRole('button', { name: '开始班次' }).press('Enter');
  await dialog(page).getByRole('textbox', { name: '记一笔' }).fill('东门积水，派两人值守');
  await page.keyboard.press('Control+Enter');
  await expect(dialog(page).getByRole('listitem')).toHaveCount(1);

  await tab(page, '在岗席位').click();
  await expect(dialog(page).getByRole('row').filter({ hasText: '接班值班长' })).toBeVisible();
  await expect(dialog(page).getByRole('row').filter({ hasText: '值班长' })).not.toHaveCount(0);
  await keep(page, 'shift-seats-zh-dark');

  await tab(page, '交接班').click();
  await expect(dialog(page).getByRole('listitem').filter({ hasText: '燃气泄漏' })).toBeVisible();
  await dialog(page).getByRole('combobox', { name: '接班人' }).fill('接班');
  await page.keyboard.press('Enter');
  await dialog(page).getByRole('textbox', { name: '另写一项' }).fill('泵站 22 点回电');
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('listitem').filter({ hasText: '泵站 22 点回电' })).toBeVisible();
  await keep(page, 'shift-offer-zh-dark');
  await page.keyboard.press('Control+Enter');
  await expect(dialog(page).getByRole('status')).toContainText('已确认 0 /');
  await page.keyboard.press('Escape');
  next.close();

  await signOut(page);
  await openDesk(page, 'lead2');
  await page.keyboard.press('l');
  // What waits for the next lead is what they see first, and Enter goes from item to item.
  const left = dialog(page).getByRole('button', { name: '确认', exact: true });
  await expect(left).not.toHaveCount(0);
  await keep(page, 'shift-take-over-zh-dark');
  for (let n = await left.count(); n > 0; n -= 1) {
    await expect(left).toHaveCount(n);
    await expect(left.first()).toBeFocused();
    await page.keyboard.press('Enter');
  }
  await expect(dialog(page).getByRole('button', { name: '接班', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toContainText('值班长 接班值班长');
  await expect(dialog(page)).toContainText('本班还没有记事');
  await tab(page, '往班记录').click();
  await dialog(page).getByText('1 条记事').click();
  await expect(dialog(page)).toContainText('东门积水，派两人值守');
  await expect(dialog(page).getByRole('listitem').filter({ hasText: '泵站 22 点回电' }).last()).toContainText('已确认');
  await keep(page, 'shift-past-zh-dark');
});
