import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { aReport, CENTRE, newId, openConsole, openTerminal } from '../contract/gateway/clients.ts';
import { freshFolder } from '../support/centre.ts';
import { keep } from './support/axe.ts';
import { openCase, openDesk, presetSettings, rows, saveTo, timeline } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';
import { expectPdf } from './support/pdf.ts';

const ADDRESS = '建设路12号';

test('[ST261] [ST262] [ST263] a case has one stream of all that happened, a PDF of it, and its place a dossier without persons', async ({
  gateway,
  launch,
}) => {
  const centre = await gateway();
  const worker = await openTerminal(centre.url, 'w00001');
  await worker.ask('duty', { on: true, at: Date.now() });
  await worker.ask('position', { t: Date.now(), ...CENTRE });
  const lead = await openConsole(centre.url, 'lead');
  const { caseId } = (await worker.ask('report', aReport({ title: '井盖破损', address: ADDRESS }))) as unknown as {
    caseId: string;
  };
  await worker.ask('report', aReport({ title: '路灯不亮', address: '建设路112号' }));
  const commandId = newId();
  const command = {
    ...({ id: commandId, kind: 'order', priority: 'urgent', requires: 'accepted' } as const),
    ...{ title: '先行围挡', text: '放置围挡', issuedAt: Date.now(), caseId, recipients: { workers: ['w00001'] } },
  };
  expect(await lead.op('command.issue', command)).toMatchObject({ ok: true });
  await worker.hears<{ id: string }>('command', ({ id }) => id === commandId);
  const receipt = { commandId, state: 'done', at: Date.now(), note: '围挡已放好' };
  expect(await worker.ask('receipt', receipt)).toMatchObject({ ok: true });

  const home = freshFolder('home');
  presetSettings(home, { undoSeconds: 0 });
  const { app, page } = await launch({ gateway: centre.url, home });
  await openDesk(page, 'lead');
  await worker.ask('position', { t: Date.now(), ...CENTRE });
  await openCase(page, rows(page).filter({ hasText: '井盖破损' }));
  const lines: Locator = timeline(page).getByRole('listitem');
  await expect(lines.filter({ hasText: '围挡已放好' })).toContainText('已完成');
  await expect(lines.filter({ hasText: '先行围挡' }).first()).toBeVisible();
  await keep(page, 'case-stream-zh-dark');

  const filters = page.getByRole('group', { name: '显示哪些' });
  await filters.getByRole('button', { name: '指令与回执' }).press('Enter');
  await expect(lines.filter({ hasText: '围挡已放好' })).toHaveCount(0);
  await filters.getByRole('button', { name: '指令与回执' }).press('Enter');

  await page.getByRole('button', { name: '查看谁到过附近' }).click();
  const why = page.getByRole('dialog', { name: '查看谁到过附近' });
  await why.getByRole('textbox').fill('核实处置经过');
  await page.keyboard.press('Control+Enter');
  await expect(lines.filter({ hasText: '在附近，最近' })).not.toHaveCount(0);

  const saved = join(freshFolder('dossier'), 'dossier.pdf');
  await saveTo(app, saved);
  await page.keyboard.press('Control+p');
  await expect(page.getByText(`已保存到 ${saved}`)).toBeVisible({ timeout: 30_000 });
  expectPdf(saved);

  await page.getByRole('button', { name: '地点档案' }).first().press('Enter');
  const dossier = page.getByRole('article', { name: ADDRESS });
  await expect(dossier).toContainText('本机共 1 件，未结 1 件');
  await expect(dossier.getByRole('region', { name: '未结隐患' })).toContainText('井盖破损');
  await expect(dossier).not.toContainText('路灯不亮');
  await keep(page, 'place-dossier-zh-dark');
  await page.getByRole('search').getByLabel('地址', { exact: true }).fill('建设路112号');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: '建设路112号' })).toContainText('路灯不亮');
  worker.close();
  lead.close();
});
