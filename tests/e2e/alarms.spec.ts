import type { Page } from '@playwright/test';
import { v7 } from 'uuid';
import { connectTerminal } from '../support/terminal.ts';
import { openDesk } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';

test('[ST319] [ST320] [ST322] [ST346] [ST347] an alarm stands on the maps until it is seen to, is acknowledged by keyboard with a note, a timer is started, and rules are changed', async ({
  launch,
  gateway,
}) => {
  const centre = await gateway();
  const { page, app } = await launch({ gateway: centre.url });
  await openDesk(page, 'lead');
  const [wall] = await Promise.all([app.waitForEvent('window'), page.evaluate(() => street.openWindow('wall'))]);
  await expect(wall.getByRole('banner').locator('[aria-current]')).toBeVisible({ timeout: 30_000 });
  await page.bringToFront();
  const terminal = await connectTerminal(centre.url, 'w00003');
  expect(await terminal.emitWithAck('duty', { on: true, at: Date.now() })).toMatchObject({ ok: true });

  const sos = { id: v7(), at: Date.now(), lon: 121.46, lat: 31.2 };
  expect(await terminal.emitWithAck('sos', sos)).toMatchObject({ ok: true });
  await expect(page.getByRole('button', { name: /告警 1/ })).toBeVisible();
  const list = page.getByRole('dialog', { name: '告警' });
  const item = list.locator(`[data-alarm="${sos.id}"][data-priority="critical"]`);

  await test.step('where it rings stands on the map, with the way to its row; a wall goes there by itself', async () => {
    const markOn = (window: Page) => window.locator(`[data-alarm-mark="${sos.id}"][data-priority="critical"]`);
    await expect(wall.getByRole('alert')).toContainText('紧急求助');
    await expect(markOn(wall)).toHaveAttribute('data-state', 'open');
    await expect(markOn(wall).locator('[role="img"]')).toHaveAttribute('aria-label', /^紧急求助.*待确认/);
    await expect(markOn(wall).locator('button')).toHaveCount(0);
    await wall.screenshot({ path: 'artefacts/screens/alarm-wall.png' });
    await markOn(page)
      .getByRole('button', { name: /^紧急求助.*待确认/ })
      .click();
    await expect(item.getByRole('button', { name: '查看' })).toBeFocused();
    await page.screenshot({ path: 'artefacts/screens/alarm-row.png' });
    await page.keyboard.press('Escape');
    await expect(list).toBeHidden();
  });

  await page.keyboard.press('Shift+A');
  await expect(item).toContainText('紧急求助');
  // The note is kept while it is being written.
  const note = item.getByRole('textbox', { name: '处置说明' });
  await item.getByRole('button', { name: '确认' }).press('Enter');
  await expect(note).toBeFocused();
  await note.press('Enter');
  await expect(item.getByRole('alert')).toHaveText('请写明处置情况');
  await page.keyboard.type('已派人');
  await note.press('Escape');
  await expect(note).toBeHidden();
  await item.getByRole('button', { name: '确认' }).press('Enter');
  await expect(note).toHaveValue('已派人');
  await note.press('Enter');
  await expect(item).toHaveAttribute('data-open', 'false');
  await expect(item).toContainText('已派人');
  await expect(item).not.toContainText('等待发送到中心');
  await expect(page.getByRole('button', { name: /告警 0/ })).toBeVisible();
  await expect(page.locator(`[data-alarm-mark="${sos.id}"]`), 'it goes on, and somebody sees to it').toHaveAttribute(
    'data-state',
    'seen',
  );

  // What it is about, with the timer of the worker.
  await item.getByRole('button', { name: '查看' }).press('Enter');
  await expect(list).toBeHidden();
  const started = new Promise((resolve) => terminal.once('welfare', resolve));
  await page.getByRole('button', { name: '开始平安计时' }).click();
  expect(await started).toMatchObject({ minutes: 20, level: 0 });
  await expect(page.locator('[data-welfare="running"]')).toContainText('每 20 分钟');

  await page.keyboard.press('Shift+A');
  await list.getByRole('button', { name: '告警规则' }).click();
  const rules = page.getByRole('dialog', { name: '告警规则' });
  const speed = rules.getByRole('group', { name: '超速' }).getByRole('textbox', { name: '高于（公里/小时）' });
  await speed.fill('45');
  // Whom a rule of distance is about is found by name.
  await rules.getByRole('button', { name: '添加一对' }).click();
  for (const [field, id] of [
    ['网格员', 'w00003'],
    ['另一网格员', 'w00004'],
  ] as const) {
    const worker = rules.getByRole('combobox', { name: field, exact: true });
    await worker.fill(id);
    await worker.press('Enter');
    await expect(worker).not.toHaveValue(id);
  }
  await rules.getByRole('textbox', { name: '不得近于（米）' }).fill('20');
  await page.screenshot({ path: 'artefacts/screens/alarm-pairs.png' });
  await speed.press('Control+Enter');
  await expect(rules).toBeHidden();
  await page.keyboard.press('Shift+A');
  await list.getByRole('button', { name: '告警规则' }).click();
  await expect(speed).toHaveValue('45');
  await expect(rules.getByRole('textbox', { name: '不得近于（米）' })).toHaveValue('20');
  terminal.disconnect();
});
