import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { dayText } from '#shared/domain/periods.ts';
import { aReport, openConsole, openTerminal } from '../contract/gateway/clients.ts';
import { freshFolder, removeFolder } from '../support/centre.ts';
import { canMount, smallDisk } from '../support/smallDisk.ts';
import { keep } from './support/axe.ts';
import { openDesk, presetSettings } from './support/desk.ts';
import { expectPdf } from './support/pdf.ts';
import { type Console, expect, test } from './support/fixtures.ts';

const DAY = 86_400_000;
const dialog = (page: Page): Locator => page.getByRole('dialog', { name: '考核指标' });
const figure = (page: Page, name: string): Locator =>
  dialog(page)
    .getByRole('table', { name: '合计' })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name, exact: true }) });

/** Three cases: one accepted and dispatched, one rejected, one that waits. */
async function knownHistory(url: string): Promise<void> {
  const terminal = await openTerminal(url, 'w00001');
  const [intake, dispatcher] = [await openConsole(url, 'intake'), await openConsole(url, 'dispatcher')];
  const reports = ['井盖破损', '占道经营', '路灯不亮'].map((title) => aReport({ title }));
  for (const report of reports) expect((await terminal.ask('report', report)).ok).toBe(true);
  const [first, second] = reports;
  await intake.op('case.accept', {}, { entityId: first?.id, baseVersion: 1 });
  await dispatcher.op('case.dispatch', { departmentId: 'urban-management' }, { entityId: first?.id, baseVersion: 2 });
  await intake.op('case.reject', { reason: '不属本街道' }, { entityId: second?.id, baseVersion: 1 });
  for (const client of [terminal, intake, dispatcher]) client.close();
}

/** The dialogs of the system answer by themselves. */
async function answerDialogs({ app }: Console, saveTo: string, folder: string): Promise<void> {
  await app.evaluate(
    ({ dialog: system }, [filePath, path]) => {
      system.showSaveDialog = async (_window: unknown, options?: { defaultPath?: string }) => ({
        canceled: false,
        filePath: `${filePath}${options?.defaultPath?.endsWith('.xlsx') ? '.xlsx' : '.pdf'}`,
      });
      system.showOpenDialog = async () => ({ canceled: false, filePaths: [String(path)] });
    },
    [saveTo, folder],
  );
}

/** The rows of the first sheet, as text. */
function rowsOf(path: string): string[][] {
  const files = unzipSync(readFileSync(path));
  const strings = [
    ...strFromU8(files['xl/sharedStrings.xml'] ?? new Uint8Array()).matchAll(/<t[^>]*>([^<]*)<\/t>/g),
  ].map(([, text]) => text ?? '');
  const sheet = strFromU8(files['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
  return [...sheet.matchAll(/<row[^>]*>(.*?)<\/row>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<c([^>]*)>(.*?)<\/c>/gs)].map(([, attributes = '', cell = '']) => {
      const value = /<v>([^<]*)<\/v>/.exec(cell)?.[1] ?? /<t[^>]*>([^<]*)<\/t>/.exec(cell)?.[1] ?? '';
      return attributes.includes('t="s"') ? (strings[Number(value)] ?? '') : value;
    }),
  );
}

test('[ST253–259] [ST285] figures of a known history, the cases behind them, PDF, XLSX and the missed report of yesterday', async ({
  gateway,
  launch,
}) => {
  const centre = await gateway();
  await knownHistory(centre.url);
  const home = freshFolder('home');
  const folder = freshFolder('reports');
  presetSettings(home, { undoSeconds: 0 });
  // Planned since the day before yesterday: what was due this morning was missed. Where one may be mounted, the disk is full.
  const disk = canMount() ? smallDisk(2) : null;
  disk?.fill();
  const since = Date.now() - 2 * DAY;
  writeFileSync(
    join(home, 'reports.json'),
    JSON.stringify({ plan: { folder: disk?.path ?? folder, by: 'street', day: { on: true, at: '00:00', since } } }),
  );
  const started = await launch({ gateway: centre.url, home });
  const { page } = started;
  const saved = join(folder, 'saved');
  await answerDialogs(started, saved, folder);
  await openDesk(page, 'lead');

  await test.step('figures', async () => {
    await page.keyboard.press('Shift+F');
    await expect(figure(page, '上报数')).toContainText('3');
    await expect(figure(page, '立案率')).toContainText('33.33 %');
    await expect(figure(page, '受理率')).toContainText('50.00 %');
    await expect(figure(page, '结案率')).toContainText('–');
    await expect(dialog(page).getByRole('rowheader', { name: /^在岗率/ })).toContainText(
      '时段 1 天，本机知道其中 1 天',
    );
    await keep(page, 'figures-zh-dark');
  });

  await test.step('the cases behind a number, by keyboard', async () => {
    await figure(page, '受理率').getByRole('button', { name: '受理率（基数） 2' }).press('Enter');
    await expect(dialog(page).getByRole('status').filter({ hasText: '受理率' })).toHaveText('受理率（基数）：2 件案件');
    await expect(dialog(page).getByRole('listitem')).toHaveCount(2);
    await keep(page, 'figures-cases-zh-dark');
    await dialog(page).getByRole('listitem').filter({ hasText: '井盖破损' }).getByRole('button').press('Enter');
    await expect(page.getByRole('heading', { name: '井盖破损' })).toBeVisible();
    await page.keyboard.press('Shift+F');
    await expect(figure(page, '上报数')).toBeVisible();
  });

  await test.step('on paper and as a workbook', async () => {
    await dialog(page).getByRole('combobox', { name: '分组' }).click();
    await page.getByRole('option', { name: '街道' }).click();
    await expect(dialog(page).getByRole('table', { name: '街道' })).toBeVisible();
    await expect(dialog(page).getByRole('img', { name: /^街道对比：上报数: .* 3/ })).toBeVisible();
    await dialog(page).getByRole('combobox', { name: '对比图指标' }).click();
    await page.getByRole('option', { name: '立案率', exact: true }).click();
    await expect(dialog(page).getByRole('img', { name: /^街道对比：立案率: .* 33\.33 %/ })).toBeVisible();
    await dialog(page).getByRole('combobox', { name: '时段' }).click();
    await page.getByRole('option', { name: '自选日期' }).click();
    await dialog(page)
      .getByRole('textbox', { name: '开始日期' })
      .fill(dayText(Date.now() - 100 * DAY));
    await dialog(page).getByRole('combobox', { name: '走势图' }).click();
    await page.getByRole('option', { name: '按周' }).click();
    await expect(dialog(page).getByRole('img', { name: /^每周接报与办结: \d+ 周接报 3 件/ })).toBeVisible();
    await dialog(page).getByRole('combobox', { name: '走势图' }).click();
    await page.getByRole('option', { name: '按月' }).click();
    await expect(
      dialog(page).getByRole('img', { name: /^每月接报与办结: [45] 个月接报 3 件，办结 0 件/ }),
    ).toBeVisible();
    await keep(page, 'figures-groups-zh-dark');
    await dialog(page).getByRole('button', { name: '导出 XLSX' }).click();
    await expect(page.getByText(`已保存到 ${saved}.xlsx`)).toBeVisible();
    const rows = rowsOf(`${saved}.xlsx`);
    expect(rows[0]).toEqual(['指标', '数值', '基数 n', '说明']);
    expect(rows.find(([name]) => name === '上报数')?.[1]).toBe('3');
    expect(Number(rows.find(([name]) => name === '立案率')?.[1])).toBeCloseTo(1 / 3, 6);
    await dialog(page).getByRole('button', { name: '打印为 PDF' }).click();
    await expect(page.getByText(`已保存到 ${saved}.pdf`)).toBeVisible({ timeout: 30_000 });
    expectPdf(`${saved}.pdf`);
  });

  await test.step('the report that was missed', async () => {
    await dialog(page).getByRole('tab', { name: '定期报表' }).click();
    const yesterday = dayText(Date.now() - DAY);
    const made = dialog(page)
      .getByRole('listitem')
      .filter({ hasText: `日报 ${yesterday}` });
    if (disk) {
      await expect(made).toContainText('磁盘已满', { timeout: 30_000 });
      expect(readdirSync(disk.path).filter((name) => !name.startsWith('filler-'))).toEqual([]);
      await answerDialogs(started, saved, folder);
      await dialog(page).getByRole('button', { name: '选择文件夹' }).click();
    }
    await expect(made).toContainText('补做', { timeout: 30_000 });
    await expect(made.getByRole('button', { name: '在文件夹中显示' })).toBeVisible();
    expectPdf(join(folder, `考核指标日报 ${yesterday}.pdf`));
    expect(rowsOf(join(folder, `考核指标日报 ${yesterday}.xlsx`)).find(([name]) => name === '上报数')?.[1]).toBe('0');
    mkdirSync(join(folder, 'next'));
    await answerDialogs(started, saved, join(folder, 'next'));
    await dialog(page).getByRole('button', { name: '选择文件夹' }).click();
    await expect(dialog(page).getByRole('textbox', { name: '存放文件夹' })).toHaveValue(join(folder, 'next'));
    expect(readdirSync(join(folder, 'next'))).toEqual([]);
    await keep(page, 'figures-reports-zh-dark');
  });
  removeFolder(folder);
  disk?.remove();
});
