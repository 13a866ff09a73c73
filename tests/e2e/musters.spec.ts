import { openConsole } from '../contract/gateway/clients.ts';
import { freshFolder } from '../support/centre.ts';
import { openCase, openDesk, presetSettings, rows } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';
import { reportByPhone } from './support/report.ts';

const TITLE = '下穿通道积水，车辆被困';

test('a muster from a case: proposed, gathered, noted, settled, stood down, told of', async ({
  launch,
  gateway,
  district,
}) => {
  const { url } = await gateway();
  await district(url, { workers: 60, rate: 0, reliable: true, thinkMs: 500 });
  await reportByPhone(url, { title: TITLE, address: '云锦路下穿通道' });
  const home = freshFolder('home');
  presetSettings(home, { undoSeconds: 0 });
  const { page, app } = await launch({ gateway: url, home });
  await openDesk(page, 'lead');
  await openCase(page, rows(page).filter({ hasText: TITLE }));

  await page.keyboard.press('Shift+M');
  const region = page.getByRole('region', { name: '详情' });
  await expect(region.getByText('没有集结')).toBeVisible();
  await region.getByRole('button', { name: '对当前案件发起集结' }).click();
  const form = region.getByRole('form', { name: '发起集结' });
  await expect(form.getByLabel('名称')).toHaveValue(TITLE);
  // Whoever is taken off the list is not called.
  await form.getByRole('checkbox').nth(9).waitFor({ timeout: 60_000 });
  await form.getByRole('checkbox').nth(9).uncheck();
  await expect(form.getByText('已选 9 人')).toBeVisible();
  await form.getByLabel('任务').fill('携带警戒带和排水泵');
  await form.getByRole('button', { name: '发起集结' }).click();

  await expect(region.getByText(/共 9/)).toBeVisible();
  await expect(region.getByRole('listitem').filter({ hasText: '到达' }).first()).toBeVisible();
  await expect(region.getByText(/已集合 \d\d:\d\d/).first()).toBeVisible({ timeout: 60_000 });
  const log = region.getByRole('region', { name: '共同日志' });
  // A unit is asked for its picture from the board: says yes or no, as people do.
  const askVideo = region.getByRole('button', { name: /^请 .* 传视频$/ }).first();
  const [video] = await Promise.all([app.waitForEvent('window'), askVideo.click()]);
  await expect(video.locator('[data-link="live"], [data-link="refused"]')).toHaveCount(1, { timeout: 30_000 });
  await video.close();
  await log.getByLabel('记一笔').fill('已通知排水公司');
  await page.keyboard.press('Enter');
  await expect(log.getByText('已通知排水公司')).toBeVisible();
  await region
    .getByRole('combobox', { name: /^现场分工/ })
    .first()
    .click();
  await page.getByRole('option', { name: '现场指挥' }).click();
  await expect(log.getByText(/分工：现场指挥/)).toBeVisible();

  // The scene and the ways to it lie on the map.
  await region.getByRole('button', { name: '位置' }).click();
  await expect(page.getByRole('region', { name: '案件', exact: true })).toHaveCount(0);

  await region.getByRole('button', { name: '处置完毕' }).click();
  await expect(log.getByText('处置完毕')).toBeVisible();
  await region.getByRole('button', { name: '解除集结' }).click();
  await page.getByRole('dialog', { name: '解除集结' }).getByRole('button', { name: '解除集结' }).click();
  await expect(region.getByText(/已解除/).first()).toBeVisible();
  await region.getByRole('button', { name: '事后报告' }).click();
  const report = page.getByRole('dialog', { name: /事后报告/ });
  await expect(report.getByText('已通知排水公司')).toBeVisible();
  await expect(report.getByRole('row').filter({ hasText: '处置' }).first()).toBeVisible();
  await page.keyboard.press('Escape');

  await region.getByRole('button', { name: '回放' }).click();
  const ask = page.getByRole('dialog', { name: '回放' });
  await ask.getByRole('textbox').fill('复盘');
  await ask.getByRole('button', { name: '回放' }).click();
  const player = region.getByRole('region', { name: '回放' });
  await expect(player.getByRole('slider', { name: '时间' })).toBeVisible();
  await player.getByRole('button', { name: '结束回放' }).click();
  const lead = await openConsole(url, 'lead');
  const looks = await lead.ask('query', { kind: 'audit', audit: { kind: 'trail.look-up' } });
  lead.close();
  expect(looks.rows).toHaveLength(9);
});
