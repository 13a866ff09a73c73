import type { Locator, Page } from '@playwright/test';
import { aReport, openConsole, openTerminal } from '../contract/gateway/clients.ts';
import { freshFolder } from '../support/centre.ts';
import { violations } from './support/axe.ts';
import { caseRegion, chooseQueue, openDesk, openTitled, presetSettings, timeline } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';

const decision = (page: Page): Locator => page.getByRole('dialog', { name: /^需要您决定/ });
const outbox = (page: Page): Locator => page.getByRole('dialog', { name: '待发操作' });

/** Ends the pause of the held action, which the centre then finds it cannot take, and opens it to decide. */
async function sendAndMeetConflict(page: Page): Promise<void> {
  await expect(page.getByRole('form')).toHaveCount(0);
  await page.keyboard.press('o');
  await outbox(page).getByRole('button', { name: '立即发送' }).click();
  await outbox(page).getByRole('button', { name: '核对并决定' }).click();
  await expect(decision(page)).toContainText('案件已被他人更改');
  // It has left: nothing offers to take it back any more.
  await expect(page.getByRole('button', { name: '撤回' })).toHaveCount(0);
}

test('an action that another desk made impossible is decided: take theirs, send mine again, change it', async ({
  gateway,
  launch,
}) => {
  const centre = await gateway();
  const terminal = await openTerminal(centre.url, 'w00001');
  const reports = ['路灯不亮', '占道经营', '绿地破损'].map((title) => aReport({ title }));
  for (const report of reports) expect(await terminal.ask('report', report)).toMatchObject({ ok: true });
  const other = await openConsole(centre.url, 'intake');
  const home = freshFolder('home');
  presetSettings(home, { undoSeconds: 30 });
  const { page } = await launch({ gateway: centre.url, home });
  await openDesk(page, 'lead');
  const [lamp, stall, lawn] = reports.map(({ id }) => id);

  await test.step('take theirs: the case is as the centre has it, and nothing waits', async () => {
    await openTitled(page, '路灯不亮');
    await page.keyboard.press('a');
    await expect(caseRegion(page)).toContainText('可撤回');
    await other.op('case.reject', { reason: '不属本街道' }, { entityId: lamp });
    await sendAndMeetConflict(page);
    const dialog = decision(page);
    await expect(dialog.getByRole('row', { name: /^状态/ })).toContainText('已立案');
    await expect(dialog.getByRole('row', { name: /^状态/ })).toContainText('不予受理');
    await expect(dialog.getByRole('listitem').filter({ hasText: '不属本街道' })).toContainText('受理员');
    await expect(dialog.getByRole('button', { name: '仍按我的再提交' })).toBeDisabled();
    await page.screenshot({ path: 'artefacts/screens/decision-zh-dark.png' });
    expect.soft(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: '采用中心的' }).click();
    await page.getByRole('dialog', { name: '采用中心的版本？' }).getByRole('button', { name: '采用中心的' }).click();
    await expect(outbox(page)).toContainText('没有等待发送的操作');
    await page.keyboard.press('Escape');
    await expect(caseRegion(page)).toContainText('不予受理');
    await expect(timeline(page).getByRole('listitem').filter({ hasText: '立案' })).toHaveCount(0);
  });

  await test.step('send mine again: on top of what the other desk did', async () => {
    await openTitled(page, '占道经营');
    await page.keyboard.press('s');
    await page.getByRole('form', { name: '督办' }).getByRole('textbox').last().fill('市民反复投诉');
    await page.keyboard.press('Control+Enter');
    await other.op('case.accept', {}, { entityId: stall });
    await sendAndMeetConflict(page);
    await decision(page).getByRole('button', { name: '仍按我的再提交' }).press('Enter');
    await expect(outbox(page)).toContainText('没有等待发送的操作');
    await page.keyboard.press('Escape');
    const lines = timeline(page).getByRole('listitem');
    await expect(lines.filter({ hasText: '市民反复投诉' })).toHaveCount(1);
    await expect(lines.filter({ hasText: '立案' })).toHaveCount(1);
  });

  await test.step('change it: the form holds what was written, and what is sent is the change', async () => {
    await chooseQueue(page, '受理');
    await openTitled(page, '绿地破损');
    await page.getByRole('toolbar').getByRole('button', { name: '更多' }).click();
    await page.getByRole('menuitem', { name: /^作废/ }).click();
    await page.getByRole('form', { name: '作废' }).getByRole('textbox').fill('重复登记');
    await page.keyboard.press('Control+Enter');
    await other.op('case.accept', {}, { entityId: lawn });
    await expect(caseRegion(page)).toContainText('已作废');
    await sendAndMeetConflict(page);
    await decision(page).getByRole('button', { name: '修改后提交' }).press('Enter');
    const form = page.getByRole('dialog').getByRole('form', { name: '作废' });
    await expect(form.getByRole('textbox')).toHaveValue('重复登记');
    await form.getByRole('textbox').fill('重复登记，与 12 号案件相同');
    await page.keyboard.press('Escape');
    // Escape goes back to the two versions; what was typed is still there.
    await decision(page).getByRole('button', { name: '修改后提交' }).press('Enter');
    await expect(form.getByRole('textbox')).toHaveValue('重复登记，与 12 号案件相同');
    await page.keyboard.press('Control+Enter');
    await expect(outbox(page)).toContainText('没有等待发送的操作');
    await page.keyboard.press('Escape');
    await expect(timeline(page).getByRole('listitem').filter({ hasText: '作废' })).toHaveCount(1);
    await expect(timeline(page)).toContainText('重复登记，与 12 号案件相同');
    await expect(page.getByRole('banner')).toContainText('无待发');
  });
  terminal.close();
  other.close();
});
