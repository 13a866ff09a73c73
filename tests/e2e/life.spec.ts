import { freshFolder } from '../support/centre.ts';
import { action, chooseQueue, openCase, openDesk, presetSettings, rows, timeline } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';

test('a report goes its whole life from one desk: accepted, dispatched, handled, verified, closed', async ({
  gateway,
  district,
  launch,
}) => {
  const centre = await gateway();
  await district(centre.url, { workers: 150, rate: 0.5, reliable: true, speed: 40, positionInterval: 1 });
  const home = freshFolder('home');
  presetSettings(home, { undoSeconds: 0 });
  const { page } = await launch({ gateway: centre.url, home });
  await openDesk(page, 'lead');

  await chooseQueue(page, '受理');
  const title = await openCase(page);
  const head = page.getByRole('region', { name: '案件', exact: true });
  await expect(head).toContainText('待受理');
  await page.screenshot({ path: 'artefacts/life-1-reported.png' });

  // Triage by keyboard alone: accept, open the dispatch form with its department filled in, send.
  await page.keyboard.press('a');
  await expect(head).toContainText('已立案');
  await page.keyboard.press('d');
  const form = page.getByRole('form', { name: '派遣' });
  await expect(form).toBeVisible();
  await expect(form.getByRole('checkbox', { checked: true }).first()).toBeVisible();
  await page.screenshot({ path: 'artefacts/life-2-dispatch.png' });
  await page.keyboard.press('Control+Enter');
  await expect(form).toBeHidden();

  // The worker's terminal gets the command, answers with receipts, works and reports back with a photo.
  await expect(head).toContainText('已反馈', { timeout: 120_000 });
  await expect(head).toContainText('已到达');
  await expect(timeline(page)).toContainText('接收');
  await expect(timeline(page)).toContainText('反馈');
  await page.screenshot({ path: 'artefacts/life-3-reported-back.png' });

  // Another worker verifies on the spot: pass closes the case.
  await action(page, '核查派遣').click();
  const verify = page.getByRole('form', { name: '核查派遣' });
  await expect(verify.getByRole('radio', { checked: true })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(verify).toBeHidden();
  await expect(head).toContainText('已结案', { timeout: 120_000 });
  await expect(timeline(page)).toContainText('核查通过');
  await expect(head).toContainText('历史完整');
  await page.screenshot({ path: 'artefacts/life-4-closed.png' });

  await chooseQueue(page, '已结束');
  await expect(rows(page).filter({ hasText: title })).toBeVisible();

  // The queue is filtered by keyboard: words, and a light that no ended case has; what is left out is said.
  const queues = page.getByRole('region', { name: '案件队列' });
  const filters = page.getByRole('form', { name: '筛选条件' });
  await page.keyboard.press('q');
  await filters.getByLabel('文字').fill(title);
  await page.keyboard.press('Enter');
  await expect(filters).toBeHidden();
  await expect(rows(page).filter({ hasText: title }).first()).toBeVisible();
  await expect(rows(page).filter({ hasNotText: title })).toHaveCount(0);
  await expect(queues).toContainText(/符合 \d+ \/ \d+ 件/);
  await page.keyboard.press('q');
  await filters.getByRole('combobox', { name: '时限' }).click();
  await page.getByRole('option', { name: '超期' }).click();
  await page.keyboard.press('Escape');
  await expect(filters).toBeHidden();
  await expect(queues).toContainText('没有符合条件的案件');
  await page.screenshot({ path: 'artefacts/life-5-filtered.png' });
  await page.keyboard.press('Shift+Q');
  await expect(rows(page).filter({ hasText: title })).toBeVisible();
  await expect(queues).not.toContainText('符合');
});
