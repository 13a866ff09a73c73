import type { Page } from '@playwright/test';
import { CASE_POLICY } from '#shared/protocol/desks.ts';
import { aReport, newId, openTerminal } from '../contract/gateway/clients.ts';
import { freshFolder } from '../support/centre.ts';
import { keep } from './support/axe.ts';
import {
  action,
  caseRegion,
  chooseQueue,
  form,
  openDesk,
  openTitled,
  presetSettings,
  sendForm,
  signOut,
} from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';
import { aPhoto, desksOf, onDuty } from './support/people.ts';

/** From the last report back to a case opened anew: no step by anybody who had a hand in an earlier one. */

const hand = (page: Page, name: string) =>
  page.getByRole('region', { name: '承办' }).getByRole('listitem').filter({ hasText: name });

test('[ST248] [ST251] photos side by side, another worker verifies, the verifier asks the resident and looks once more, the lead opens it anew', async ({
  gateway,
  launch,
}) => {
  const { url } = await gateway();
  const [near, reporter] = await Promise.all([onDuty(url, 'w00001', 0.001), openTerminal(url, 'w00003')]);
  const checker = await onDuty(url, 'w00004', 0.002);
  const { intake, dispatcher, lead } = await desksOf(url, ['intake', 'dispatcher', 'lead']);
  const flood = aReport({ title: '积水倒灌', category: '010104', media: [await aPhoto(url, 'w00003', 1)] });
  const of = { entityId: flood.id };
  const told = (what: 'start' | 'report-back' | 'verify-pass', more: object) => ({
    id: newId(),
    caseId: flood.id,
    action: what,
    at: Date.now(),
    ...more,
  });
  const fine = { ok: true };
  const template = {
    id: newId(),
    name: '清运',
    actions: ['report-back' as const],
    states: [],
    text: '案件 {{number}}：断枝已清运',
  };
  expect(await dispatcher.op('reply-template.save', { template })).toMatchObject(fine);
  const policy = { ...CASE_POLICY, sampling: { settled: 1, verified: 1 } };
  expect(await lead.op('case-policy.set', { policy })).toMatchObject(fine);
  expect(await reporter.ask('report', flood)).toMatchObject(fine);
  expect(await intake.op('case.accept', {}, of)).toMatchObject(fine);
  const both = { departmentIds: ['urban-management', 'greening'], workerIds: ['w00001'] };
  expect(await dispatcher.op('case.dispatch', both, of)).toMatchObject(fine);
  expect(await near.ask('case:action', told('start', {}))).toMatchObject(fine);
  const after = await aPhoto(url, 'w00001', 2);
  expect(await near.ask('case:action', told('report-back', { note: '已抽排', media: [after] }))).toMatchObject(fine);
  const home = freshFolder('home');
  presetSettings(home, { undoSeconds: 0 });
  const { page } = await launch({ gateway: url, home });
  await openDesk(page, 'lead');

  await test.step('a department without a terminal is spoken for, in the words of a template', async () => {
    await chooseQueue(page, '处置中');
    await openTitled(page, flood.title);
    await hand(page, '园林').getByRole('button', { name: /反馈$/ }).click();
    await expect(form(page, '反馈').getByRole('button', { name: '插入模板' })).toBeVisible();
    await page.keyboard.press('Alt+T');
    await page.getByRole('combobox', { name: '模板' }).fill('清运');
    await page.keyboard.press('Enter');
    await expect(form(page, '反馈').getByRole('textbox')).toHaveValue(/^案件 \d{20,}：断枝已清运$/);
    await sendForm(page, '反馈');
    await expect(action(page, '核查派遣')).toBeVisible();
  });

  await test.step('before and after under one slider; a worker who had no hand in it is proposed', async () => {
    const slider = caseRegion(page).getByRole('slider', { name: '前后对比滑块' });
    await slider.press('End');
    await expect(slider).toHaveValue('100');
    await slider.press('Home');
    await expect(slider).toHaveValue('0');
    await caseRegion(page).getByRole('figure', { name: '处置前后对比' }).scrollIntoViewIfNeeded();
    await keep(page, 'case-compare-zh-dark');
    await page.getByRole('heading', { name: flood.title, exact: true }).click();
    await page.keyboard.press('v');
    await expect(form(page, '核查派遣')).toContainText('已排除派遣或处置过此案件的');
    await expect(form(page, '核查派遣').getByRole('radio', { checked: true })).toHaveCount(1);
    await sendForm(page, '核查派遣');
    await expect(caseRegion(page)).toContainText('核查中');
    expect(await checker.ask('case:action', told('verify-pass', { note: '现场已恢复' }))).toMatchObject(fine);
    await expect(caseRegion(page)).toContainText('已结案');
    await expect(caseRegion(page)).toContainText('被抽中复核');
    await signOut(page);
  });

  await test.step('the verifier asks the resident, and finds at the second look that it came back', async () => {
    await openDesk(page, 'verifier');
    await chooseQueue(page, '待复核');
    await openTitled(page, flood.title);
    await action(page, '评价').click();
    await form(page, '评价').getByRole('radio', { name: /★{5}/ }).check();
    await keep(page, 'evaluate-zh-dark');
    await sendForm(page, '评价');
    await expect(caseRegion(page)).toContainText('5 星');
    await action(page, '结案复核').click();
    await form(page, '结案复核').getByRole('radio', { name: '不合格' }).check();
    await form(page, '结案复核').getByRole('textbox').fill('积水复现');
    await sendForm(page, '结案复核');
    const note = caseRegion(page).getByRole('paragraph').filter({ hasText: '不合格' });
    // Opening anew is the shift lead's, at whose desk a button stands here.
    await expect(note).toContainText('值班长');
    await expect(note.getByRole('button')).toHaveCount(0);
    expect(await lead.op('case.reopen', { reason: '复核不合格' }, of)).toMatchObject(fine);
    await expect(caseRegion(page)).toContainText('已立案');
  });
  for (const client of [near, reporter, checker, intake, dispatcher, lead]) client.close();
});
