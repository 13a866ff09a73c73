import type { Page } from '@playwright/test';
import { aReport, openTerminal } from '../contract/gateway/clients.ts';
import { freshFolder } from '../support/centre.ts';
import { keep } from './support/axe.ts';
import { caseRegion, openDesk, presetSettings } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';
import { desksOf } from './support/people.ts';

/** What the centre's rule proposes to press, worked by keys, and several cases that are one incident. */

const board = (page: Page) => page.getByRole('dialog', { name: '督办看板' });
const show = (page: Page, name: RegExp) => board(page).getByRole('button', { name });

test('[ST249] [ST250] [ST252] the board presses what is proposed or puts it aside with a reason; a major incident is spoken to as one', async ({
  gateway,
  launch,
}) => {
  const { url } = await gateway();
  const reporter = await openTerminal(url, 'w00003');
  const { intake } = await desksOf(url, ['intake']);
  const flood = aReport({ title: '积水倒灌', category: '010104' });
  const others = ['井盖松动', '路灯不亮'].map((title) => aReport({ title, category: '010106' }));
  for (const report of [flood, ...others]) {
    expect(await reporter.ask('report', report)).toMatchObject({ ok: true });
    expect(await intake.op('case.accept', {}, { entityId: report.id })).toMatchObject({ ok: true });
  }
  for (const { id } of others) {
    expect(await intake.op('case.complain', { note: '仍未处理' }, { entityId: id })).toMatchObject({ ok: true });
  }
  const home = freshFolder('home');
  presetSettings(home, { undoSeconds: 0 });
  const { page } = await launch({ gateway: url, home });
  await openDesk(page, 'lead');

  await test.step('a proposal is taken with one key, another put aside with a reason', async () => {
    await page.keyboard.press('Shift+S');
    await expect(board(page).getByRole('listitem')).toHaveCount(2);
    await expect(board(page)).toContainText('再次投诉 1 次');
    await keep(page, 'supervision-board-zh-dark');
    await page.keyboard.press('s');
    await expect(board(page).getByRole('listitem')).toHaveCount(1);
    await page.keyboard.press('x');
    const why = page.getByRole('dialog', { name: '搁置督办建议' });
    await why.getByRole('textbox').fill('已电话答复居民');
    await page.keyboard.press('Control+Enter');
    await expect(why).toBeHidden();
    await expect(show(page, /^建议督办 0/)).toBeVisible();
    await show(page, /^已搁置 1/).click();
    await expect(board(page).getByRole('listitem')).toContainText('已电话答复居民');
    await show(page, /^督办中 1/).click();
    await expect(board(page).getByRole('listitem')).toContainText('1 级督办');
    await board(page).getByRole('listitem').getByRole('button').first().press('Enter');
    await expect(board(page)).toBeHidden();
    await expect(caseRegion(page)).toContainText('再次投诉');
  });

  await test.step('another case comes under this one, and one note goes to both after its preview', async () => {
    const incident = page.getByRole('region', { name: '重大事件' });
    await incident.getByRole('button', { name: '关联其他案件到此' }).click();
    await incident.getByRole('combobox').fill(flood.title);
    await page.getByRole('option', { name: flood.title }).click();
    await expect(incident).toContainText('本案件是重大事件，关联 1 件');
    await expect(incident).toContainText(/办理记录共 \d+ 条/);
    await incident.getByRole('button', { name: '全部备注' }).click();
    const all = page.getByRole('dialog', { name: '给关联案件加同一条备注' });
    await expect(all).toContainText('将对以下 2 件执行');
    await all.getByRole('textbox').fill('台风期间统一调度');
    await page.keyboard.press('Control+Enter');
    await expect(all).toBeHidden();
    await incident.getByRole('button', { name: flood.title }).click();
    await expect(page.getByRole('heading', { name: flood.title, exact: true })).toBeVisible();
    await expect(page.getByRole('list', { name: '办理过程' })).toContainText('台风期间统一调度');
    await expect(incident).toContainText('本案件');
  });
  for (const client of [reporter, intake]) client.close();
});
