import type { Page } from '@playwright/test';
import { aReport, type Client, newId, openTerminal } from '../contract/gateway/clients.ts';
import { freshFolder } from '../support/centre.ts';
import { violations } from './support/axe.ts';
import { caseRegion, chooseQueue, form, openDesk, openTitled, presetSettings, sendForm } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';
import { aPhoto, desksOf, onDuty } from './support/people.ts';

/** One case with several hands: the shift lead's desk, terminals, and the other roles at desks of their own. */

const HOUR = 3_600_000;
const hands = (page: Page) => page.getByRole('region', { name: '承办' });

test('several hands on one case, each by itself; pressure with its reply; an extension that waits for a second', async ({
  gateway,
  launch,
}) => {
  const { url } = await gateway();
  const [near, far] = await Promise.all([onDuty(url, 'w00001', 0.001), onDuty(url, 'w00002', 0.004)]);
  const reporter = await openTerminal(url, 'w00003');
  const { intake, dispatcher } = await desksOf(url, ['intake', 'dispatcher']);
  const flood = aReport({ title: '积水倒灌', category: '010104', media: [await aPhoto(url, 'w00003', 1)] });
  expect(await reporter.ask('report', flood)).toMatchObject({ ok: true });
  expect(await intake.op('case.accept', {}, { entityId: flood.id })).toMatchObject({ ok: true });
  const id = flood.id;
  const home = freshFolder('home');
  presetSettings(home, { undoSeconds: 0 });
  const { page } = await launch({ gateway: url, home });
  await openDesk(page, 'lead');

  await test.step('the policy of cases: every closed case is looked at once more', async () => {
    await page.keyboard.press('Control+K');
    await page.getByRole('dialog').getByRole('combobox').fill('办案规则');
    await page.getByRole('option', { name: /办案规则/ }).click();
    const policy = form(page, '办案规则');
    await policy.getByLabel('其他结案案件').fill('101');
    await page.keyboard.press('Control+Enter');
    await expect(policy.getByRole('alert')).toContainText('比例 0–100');
    await policy.getByLabel('其他结案案件').fill('100');
    await page.keyboard.press('Control+Enter');
    await expect(policy).toBeHidden();
  });

  await test.step('two departments and two workers, each proposed with its reasons', async () => {
    await chooseQueue(page, '派遣');
    await openTitled(page, flood.title);
    await page.keyboard.press('d');
    const dispatch = form(page, '派遣');
    await expect(dispatch).toContainText('推荐理由：类别默认');
    await expect(dispatch).toContainText('沿街');
    await expect(dispatch).toContainText(/剩工作时间/);
    // The nearest fitting one is chosen already; whoever is off duty is warned of by name before they are sent.
    await expect(dispatch.getByRole('checkbox', { checked: true })).toHaveCount(1);
    await dispatch.getByRole('combobox', { name: '再派一个部门' }).fill('园林');
    await page.keyboard.press('Enter');
    await expect(dispatch.getByRole('button', { name: /^去掉/ })).toHaveCount(1);
    await dispatch.getByRole('searchbox').fill('w00002');
    await expect(dispatch.getByRole('checkbox')).toHaveCount(2);
    await dispatch.getByRole('checkbox', { checked: false }).click();
    await expect(dispatch.getByRole('checkbox', { checked: true })).toHaveCount(2);
    await page.screenshot({ path: 'artefacts/screens/dispatch-form-zh-dark.png' });
    expect.soft(await violations(page)).toEqual([]);
    await sendForm(page, '派遣');
    await expect(hands(page).getByRole('listitem')).toHaveCount(4);
    await expect(hands(page)).toContainText('主办');
  });

  await test.step('each reports by itself; a department without a terminal is recorded by hand', async () => {
    const told = (terminal: Client, action: string, more: object = {}) =>
      terminal.ask('case:action', { id: newId(), caseId: id, action, at: Date.now(), ...more });
    expect(await told(near, 'start')).toMatchObject({ ok: true });
    await expect(caseRegion(page)).toContainText('处置中');
    const after = await aPhoto(url, 'w00001', 2);
    expect(await told(near, 'report-back', { note: '已抽排', media: [after] })).toMatchObject({ ok: true });
    await expect(hands(page)).toContainText('4 方承办，1 方已反馈');
    await expect(caseRegion(page)).toContainText('处置中');
  });

  await test.step('pressed at the desk, the command goes to the one who is pressed, whose terminal replies', async () => {
    await page.keyboard.press('s');
    const press = form(page, '督办');
    await press.getByRole('radio', { name: /^赵立/ }).check();
    await press.getByRole('button', { name: '+2 小时' }).click();
    await press.getByRole('textbox').last().fill('两小时内恢复通行');
    await sendForm(page, '督办');
    await expect(caseRegion(page)).toContainText('还没有回复');
    const order = await far.hears<{ id: string; text: string }>('command', ({ text }) => text.includes('恢复通行'));
    const receipt = { commandId: order.id, state: 'done', at: Date.now(), note: '泵车已到位' };
    expect(await far.ask('receipt', receipt)).toMatchObject({ ok: true });
    await expect(caseRegion(page)).toContainText(/回复：泵车已到位\s*按时回复/);
    expect(near.all<{ text: string }>('command').filter(({ text }) => text.includes('恢复通行'))).toEqual([]);
  });

  await test.step('an extension waits for the second of two', async () => {
    const until = Date.now() + 60 * 24 * HOUR;
    const asked = await dispatcher.op('case.request-extension', { until, reason: '等待管材' }, { entityId: id });
    expect(asked).toMatchObject({ ok: true });
    await expect(caseRegion(page)).toContainText('派遣员');
    await expect(caseRegion(page)).toContainText('延期须两人同意');
    await page
      .getByRole('toolbar')
      .getByRole('button', { name: /^同意延期/ })
      .click();
    await sendForm(page, '同意延期');
    await expect(caseRegion(page)).toContainText('已同意，等待另一人复批');
    // The first of two cannot be the second.
    const grant = page.getByRole('toolbar').getByRole('button', { name: /^同意延期/ });
    await expect(grant).toHaveAttribute('aria-disabled', 'true');
  });
  for (const client of [near, far, reporter, intake, dispatcher]) client.close();
});
