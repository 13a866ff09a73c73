import type { Locator, Page } from '@playwright/test';
import { aReport, openConsole, openTerminal } from '../contract/gateway/clients.ts';
import { freshFolder } from '../support/centre.ts';
import { keep } from './support/axe.ts';
import { link, openDesk, presetSettings, rows } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';

const log = (page: Page): Locator => page.getByRole('dialog', { name: '值班日志' });
const outbox = (page: Page): Locator => page.getByRole('dialog', { name: '待发操作' });

test('a desk alone opens its shift, writes the log, takes back what waits, and all the rest is sent when it may', async ({
  gateway,
  launch,
}) => {
  const centre = await gateway();
  const terminal = await openTerminal(centre.url, 'w00001');
  for (const title of ['路灯不亮', '占道经营']) await terminal.ask('report', aReport({ title }));
  terminal.close();
  const home = freshFolder('home');
  presetSettings(home, { undoSeconds: 0 });
  const { page } = await launch({ gateway: centre.url, home });
  await openDesk(page, 'lead');
  await expect(rows(page)).toHaveCount(2, { timeout: 30_000 });
  await centre.end('SIGKILL');
  await expect(link(page)).toContainText('独立工作 自', { timeout: 20_000 });

  await page.keyboard.press('l');
  await log(page).getByRole('button', { name: '开始班次' }).press('Enter');
  await expect(log(page)).toContainText('值班长 值班长');
  for (const line of ['暴雨橙色预警，已通知泵站', '东门积水，派两人值守']) {
    await log(page).getByRole('textbox', { name: '记一笔' }).fill(line);
    await page.keyboard.press('Control+Enter');
    await expect(log(page).getByRole('listitem').first()).toContainText(line);
  }
  await expect(log(page).getByRole('listitem').first()).toContainText('等待中心确认');
  await keep(page, 'shift-alone-zh-dark');
  await page.keyboard.press('Escape');

  for (const title of ['路灯不亮', '占道经营']) {
    await rows(page).filter({ hasText: title }).click();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
    await page.keyboard.press('a');
    await expect(page.getByRole('region', { name: '案件', exact: true })).toContainText('已立案');
  }
  await page.keyboard.press('o');
  await expect(outbox(page)).toContainText('等待网络恢复后自动发送');
  await expect(outbox(page).getByRole('option')).toHaveCount(5);
  await outbox(page).getByRole('option').filter({ hasText: '占道经营' }).click();
  await keep(page, 'outbox-alone-zh-dark');
  await outbox(page).getByRole('button', { name: '撤回' }).click();
  await expect(outbox(page).getByRole('option')).toHaveCount(4);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: '案件', exact: true })).toContainText('待受理');

  await gateway({ data: centre.data, port: centre.port });
  await expect(link(page)).toContainText('在线', { timeout: 60_000 });
  await expect(page.getByRole('banner')).toContainText('无待发', { timeout: 60_000 });
  await page.keyboard.press('l');
  await expect(log(page).getByRole('listitem')).toHaveCount(2);
  await expect(log(page)).not.toContainText('等待中心确认');
  const other = await openConsole(centre.url, 'intake');
  const stored = await other.ask('snapshot', { entity: 'shift-note', limit: 100 });
  expect(stored.rows).toHaveLength(2);
  other.close();
});
