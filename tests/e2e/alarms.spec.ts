import { v7 } from 'uuid';
import { connectTerminal } from '../support/terminal.ts';
import { openDesk } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';

test('[ST319] [ST320] [ST322] an alarm is acknowledged by keyboard with a note, a timer is started, and a rule is changed', async ({
  launch,
  gateway,
}) => {
  const centre = await gateway();
  const { page } = await launch({ gateway: centre.url });
  await openDesk(page, 'lead');
  const terminal = await connectTerminal(centre.url, 'w00003');
  expect(await terminal.emitWithAck('duty', { on: true, at: Date.now() })).toMatchObject({ ok: true });

  const sos = { id: v7(), at: Date.now(), lon: 121.46, lat: 31.2 };
  expect(await terminal.emitWithAck('sos', sos)).toMatchObject({ ok: true });
  await expect(page.getByRole('button', { name: /告警 1/ })).toBeVisible();
  await page.keyboard.press('Shift+A');
  const list = page.getByRole('dialog', { name: '告警' });
  const item = list.locator(`[data-alarm="${sos.id}"][data-priority="critical"]`);
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
  await speed.press('Control+Enter');
  await expect(rules).toBeHidden();
  await page.keyboard.press('Shift+A');
  await list.getByRole('button', { name: '告警规则' }).click();
  await expect(speed).toHaveValue('45');
  terminal.disconnect();
});
