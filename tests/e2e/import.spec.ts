import type { Locator, Page } from '@playwright/test';
import { gbkBytes } from '../../electron/station/imports/gbkForTest.ts';
import { keep } from './support/axe.ts';
import { openDesk, presetSettings } from './support/desk.ts';
import { freshFolder } from '../support/centre.ts';
import { expect, test } from './support/fixtures.ts';

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: '导入', exact: true });

async function openImport(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('导入');
  await page
    .getByRole('option', { name: /导入数据/ })
    .first()
    .click();
  await expect(dialog(page)).toBeVisible();
}

const FILE = [
  '部件编码,部件名称,权属单位,经度,纬度,备注',
  '9901010203900001,云锦路一号路灯,路灯管理所,121.46,31.195,新装',
  '9901010203900002,云锦路二号路灯,路灯管理锁,121.4601,31.195,',
  '9901010203900003,云锦路三号路灯,street-lighting,121.4602,31.195,',
  '99010102039004,云锦路四号路灯,路灯管理所,121.4603,31.195,',
].join('\r\n');

test('[ST267] [ST269] a GB18030 file of components is corrected in place, imported, found, and taken back', async ({
  gateway,
  launch,
}) => {
  const centre = await gateway();
  const home = freshFolder('home');
  presetSettings(home, { undoSeconds: 0 });
  const { page, app } = await launch({ gateway: centre.url, home });
  await openDesk(page, 'lead');
  // From the application's menu, and from the palette.
  await app.evaluate(({ Menu }) => {
    const [first] = Menu.getApplicationMenu()?.items ?? [];
    first?.submenu?.items.find(({ label }) => label === '导入数据…')?.click();
  });
  await expect(dialog(page)).toContainText('还没有导入过');
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  await openImport(page);
  await expect(dialog(page)).toContainText('还没有导入过');

  const file = { name: '路灯.csv', mimeType: 'text/csv', buffer: gbkBytes(FILE) };
  await dialog(page).locator('input[type=file]').setInputFiles(file);
  await expect(dialog(page).getByRole('status')).toHaveText('新增 2 行，替换 0 行，有误 2 行');
  await expect(dialog(page).getByRole('combobox', { name: '编码', exact: true })).toContainText('GB18030');
  await expect(dialog(page).getByRole('button', { name: /^导入 2 行/ })).toBeDisabled();
  await expect(dialog(page).getByRole('table')).toContainText('权属部门：没有这个部门 (路灯管理锁)');
  await expect(dialog(page).getByRole('table')).toContainText('部件代码：格式不对 (99010102039004)');
  await keep(page, 'import-wrong-zh-dark');

  await dialog(page).getByRole('textbox', { name: '第 3 行 权属单位' }).fill('路灯管理所');
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('status')).toHaveText('新增 3 行，替换 0 行，有误 1 行');
  await dialog(page).getByRole('textbox', { name: '第 5 行 部件编码' }).fill('9901010203900004');
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('status')).toHaveText('新增 4 行，替换 0 行，有误 0 行');
  await dialog(page)
    .getByRole('button', { name: /^导入 4 行/ })
    .press('Control+Enter');

  const batch = dialog(page).getByRole('row').filter({ hasText: '路灯.csv' });
  await expect(batch).toContainText('已导入', { timeout: 15_000 });
  await keep(page, 'import-batches-zh-dark');

  // The desk knows them now: the same file would replace what it brought.
  await dialog(page).locator('input[type=file]').setInputFiles(file);
  await expect(dialog(page).getByRole('status')).toHaveText('新增 0 行，替换 2 行，有误 2 行');
  await dialog(page).getByRole('button', { name: '放弃' }).click();

  await batch.getByRole('button', { name: '撤销导入' }).click();
  await page.getByRole('dialog', { name: '撤销这次导入？' }).getByRole('button', { name: '撤销导入' }).click();
  await expect(batch).toContainText('已由', { timeout: 15_000 });
  await dialog(page).locator('input[type=file]').setInputFiles(file);
  await expect(dialog(page).getByRole('status')).toHaveText('新增 2 行，替换 0 行，有误 2 行');
});
