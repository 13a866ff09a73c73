import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newId, openConsole } from '../contract/gateway/clients.ts';
import { freshFolder } from '../support/centre.ts';
import { keep } from './support/axe.ts';
import { openCase, openDesk, presetSettings, rows, saveTo } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';
import { reportByPhone } from './support/report.ts';

const TITLE = '沿街商铺漏电，疑有触电危险';
/** never comes on duty here: owes its answer to the end */
const ABSENT = 'w00900';

test('a command by template: previewed, sent, followed, reminded, corrected, exported; another’s confirmed', async ({
  launch,
  gateway,
  district,
}) => {
  const { url } = await gateway();
  await district(url, { workers: 60, rate: 0, reliable: true, thinkMs: 500 });
  await reportByPhone(url, { title: TITLE, address: '云锦路 12 弄' });
  const home = freshFolder('home');
  presetSettings(home, { undoSeconds: 0 });
  const { page, app } = await launch({ gateway: url, home });
  await openDesk(page, 'lead');
  await openCase(page, rows(page).filter({ hasText: TITLE }));

  // Written by keyboard: the template by its shortcut, its fields, whoever is near, and one by number.
  await page.keyboard.press('c');
  const form = page.getByRole('form', { name: '下达指令' });
  await form.getByRole('combobox', { name: '模板' }).fill('hc');
  await page.keyboard.press('Enter');
  await form.getByRole('textbox', { name: '事项', exact: true }).fill('漏电');
  await form.getByRole('textbox', { name: '地点', exact: true }).fill('云锦路');
  await form.getByRole('combobox', { name: '按范围' }).fill('最近 5');
  await page.keyboard.press('Enter');
  await form.getByRole('searchbox', { name: '按姓名或编号查找' }).fill(ABSENT);
  await form.getByRole('checkbox').first().check();
  const preview = form.getByRole('status', { name: '将发给' });
  await expect(preview).toContainText('6 名网格员', { timeout: 30_000 });
  await expect(preview).toContainText('5 人可立即收到');
  await expect(preview).toContainText('沿路距离');
  await expect(preview).toContainText('1 人未上班');
  await keep(page, 'composer-zh-dark');
  await page.keyboard.press('Control+Enter');

  // The board fills; the one who is away is left.
  const region = page.getByRole('region', { name: '详情与指令' });
  const list = region.getByRole('listbox', { name: '回执明细' });
  await expect(list.getByRole('option')).toHaveCount(6);
  await expect(region.getByRole('button', { name: /^催办 1 人/ })).toBeVisible({ timeout: 60_000 });
  await region.getByText(/^未答/).click();
  await expect(list.getByRole('option')).toHaveCount(1);
  await list.focus();
  await page.keyboard.press('r');
  await expect(region.getByText(/催办 1 人/).last()).toBeVisible();
  await expect(region.getByRole('listitem').filter({ hasText: '催办 1 人' })).toBeVisible({ timeout: 20_000 });
  await region.getByText(/^全部/).click();
  await keep(page, 'receipts-zh-dark');

  // Who has it stands on the map, and goes with the board.
  await region.getByRole('button', { name: '人员上图' }).click();
  await expect(region.getByRole('button', { name: '人员上图', pressed: true })).toBeVisible();
  await expect(page.getByRole('region', { name: '案件', exact: true })).toHaveCount(0);
  await keep(page, 'command-map-zh-dark');
  await region.getByRole('button', { name: '人员上图' }).click();

  await region.getByRole('button', { name: '更正指令' }).click();
  const correction = region.getByRole('form', { name: '更正指令' });
  await correction.getByRole('textbox', { name: /^标题/ }).fill('核查：漏电，先断电');
  await expect(correction.getByText('先断电').last()).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(region.getByText('更正了以下内容')).toBeVisible({ timeout: 20_000 });
  await expect(region.getByRole('button', { name: /^催办 1 人/ })).toBeVisible({ timeout: 60_000 });

  const file = join(home, 'receipts.csv');
  await saveTo(app, file);
  await region.getByRole('button', { name: '导出' }).click();
  await expect(page.getByText('已导出 6 人的回执')).toBeVisible();
  const table = readFileSync(file, 'utf8');
  expect(table.startsWith('\uFEFF编号,姓名,状态')).toBe(true);
  expect(table.split('\r\n')).toHaveLength(8);
  expect(table).toContain(ABSENT);

  // A dangerous one of another desk waits for this one.
  const dispatcher = await openConsole(url, 'dispatcher');
  const id = newId();
  const flash = {
    id,
    kind: 'order',
    priority: 'flash',
    title: '全员撤离低洼处',
    text: '',
    issuedAt: Date.now(),
  } as const;
  const issued = { ...flash, requires: 'accepted', recipients: { everyone: true } } as const;
  expect(await dispatcher.op('command.issue', issued, { entityId: id })).toMatchObject({ ok: true });
  await page.getByRole('button', { name: '查看', exact: true }).click();
  await expect(region.getByText('需要您确认')).toBeVisible();
  await keep(page, 'confirm-zh-dark');
  await region.getByRole('button', { name: '确认下达' }).click();
  await expect(region.getByText(/已确认$/)).toBeVisible({ timeout: 20_000 });
  await expect(region.getByText(/^已接受 \d/)).toBeVisible({ timeout: 60_000 });
  dispatcher.close();
  await page.evaluate(() => street.changeSettings({ theme: 'light' }));
  await region.getByRole('button', { name: '全部指令' }).click();
  await keep(page, 'commands-zh-light');
  await app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.setBounds({ x: 0, y: 0, width: 3840, height: 2160 });
  });
  await expect.poll(() => page.evaluate(() => innerWidth)).toBeGreaterThan(3800);
  await region.getByRole('button', { name: '回执明细' }).first().click();
  await expect(list).toBeVisible();
  await keep(page, 'receipts-zh-light-4k');
});
