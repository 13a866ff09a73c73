import { aReport, openTerminal } from '../contract/gateway/clients.ts';
import { violations } from './support/axe.ts';
import { link, openCase, openDesk } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';

test('a backup is made, checked and restored from the desk, and what waits is kept', async ({ gateway, launch }) => {
  const centre = await gateway();
  const terminal = await openTerminal(centre.url, 'w00001');
  await terminal.ask('report', aReport({ title: '路灯不亮' }));
  terminal.close();
  const { page } = await launch({ gateway: centre.url });
  await openDesk(page, 'lead');
  await openCase(page);

  await page.keyboard.press('Control+,');
  await page.getByRole('button', { name: '本机数据：备份与恢复' }).press('Enter');
  const data = page.getByRole('dialog', { name: '本机数据' });
  await data.getByRole('button', { name: '立即备份' }).click();
  await expect(data.getByRole('status')).toContainText('备份完成，校验完好', { timeout: 60_000 });
  const backup = data.getByRole('row').filter({ hasText: '手动' });
  await expect(backup).toContainText('完好');
  await page.screenshot({ path: 'artefacts/screens/data-zh-dark.png' });
  expect.soft(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');

  await centre.end('SIGKILL');
  await page.keyboard.press('a');
  const region = page.getByRole('region', { name: '案件', exact: true });
  await expect(region).toContainText('已立案');
  await page.keyboard.press('Control+,');
  await page.getByRole('button', { name: '本机数据：备份与恢复' }).press('Enter');
  await backup.getByRole('button', { name: /^恢复/ }).click();
  await page
    .getByRole('dialog', { name: /^恢复到/ })
    .getByRole('button', { name: '恢复' })
    .click();
  await expect(data.getByRole('status')).toContainText('已恢复', { timeout: 90_000 });
  await page.keyboard.press('Escape');
  await expect(page.getByRole('banner')).toContainText('等待 1 项');
  await expect(region).toContainText('已立案');

  await gateway({ data: centre.data, port: centre.port });
  await expect(link(page)).toContainText('在线', { timeout: 60_000 });
  await expect(page.getByRole('banner')).toContainText('无待发', { timeout: 60_000 });
  await expect(
    page.getByRole('list', { name: '办理过程' }).getByRole('listitem').filter({ hasText: '立案' }),
  ).toHaveCount(1);
});
