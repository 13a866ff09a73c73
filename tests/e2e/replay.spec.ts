import { openConsole } from '../contract/gateway/clients.ts';
import { freshFolder } from '../support/centre.ts';
import { openCase, openDesk, presetSettings, rows } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';
import { reportByPhone } from './support/report.ts';

const TITLE = '沿街井盖缺失，行人绕行';

test('what was: the district played over the map, who was around a case, and the streets nobody walked', async ({
  launch,
  gateway,
  district,
}) => {
  const { url } = await gateway();
  await district(url, { workers: 80, rate: 0, reliable: true, thinkMs: 500 });
  await reportByPhone(url, { title: TITLE, address: '云锦路' });
  const lead = await openConsole(url, 'lead');
  const place = { lon: 121.46, lat: 31.195 };
  await expect
    .poll(async () => {
      const span = { from: Date.now() - 600_000, to: Date.now() + 60_000 };
      const near = await lead.ask('query', { kind: 'trail-near', place, radius: 5000, ...span });
      return (near.rows as unknown[]).length;
    })
    .toBeGreaterThan(20);
  const home = freshFolder('home');
  presetSettings(home, { undoSeconds: 0 });
  const { page } = await launch({ gateway: url, home });
  await openDesk(page, 'lead');
  await openCase(page, rows(page).filter({ hasText: TITLE }));
  const looks = async (kind: string) =>
    ((await lead.ask('query', { kind: 'audit', audit: { kind } })).rows as { reason: string }[]).length;

  await test.step('the district is played after a reason, says that it is no now, and one key ends it', async () => {
    await page.keyboard.press('Shift+R');
    const panel = page.getByRole('region', { name: '回放与走访' });
    await panel.getByRole('button', { name: '回放全区' }).click();
    const ask = page.getByRole('dialog', { name: '回放全区' });
    await expect(ask.getByRole('button', { name: '回放全区' })).toBeDisabled();
    await ask.getByRole('textbox').fill('交接班复盘');
    await ask.getByRole('button', { name: '回放全区' }).click();
    const bar = page.getByRole('region', { name: '全区回放' });
    await expect(bar).toHaveAttribute('data-replay', 'shown');
    await expect(bar.getByText(/^回放 .*\d\d:\d\d:\d\d/)).toBeVisible();
    await bar.getByRole('button', { name: '暂停' }).click();
    await bar.getByRole('button', { name: '下一件事' }).click();
    await expect(bar.getByRole('status').first()).toContainText(`上报 ${TITLE}`);
    expect(await looks('trail.district')).toBe(1);
    await bar.getByRole('slider', { name: '时间' }).focus();
    await page.keyboard.press('Shift+R');
    await expect(bar).toBeHidden();
  });

  await test.step('who was around the case is found, looked up one by one, and played with its history', async () => {
    const panel = page.getByRole('region', { name: '回放与走访' });
    await panel.getByRole('tab', { name: '案件周边' }).click();
    await panel.getByRole('combobox', { name: '距离案件' }).click();
    await page.getByRole('option', { name: '2000 米以内' }).click();
    await panel.getByRole('button', { name: '查找并回放' }).click();
    const ask = page.getByRole('dialog', { name: '查找并回放' });
    await ask.getByRole('textbox').fill('核实谁最先到场');
    await ask.getByRole('button', { name: '查找并回放' }).click();
    const found = panel.getByText(/\d+ 人到过 2000 米以内/);
    await expect(found).toBeVisible();
    await expect(panel.getByRole('region', { name: '回放' })).toBeVisible();
    expect(await looks('trail.look-up')).toBeGreaterThan(0);
    await panel.getByRole('button', { name: '结束回放' }).click();
    await expect(panel.getByRole('button', { name: '查找并回放' })).toBeVisible();
  });

  await test.step('streets that were walked are a share of those there are, and what was left out is listed', async () => {
    const panel = page.getByRole('region', { name: '回放与走访' });
    await panel.getByRole('tab', { name: '走访核对' }).click();
    await expect(panel.getByText(/全区 走访 \d+\.\d%/)).toBeVisible();
    await expect(panel.getByText(/走访从 \d{4}-\d\d-\d\d 起有记录/)).toBeVisible();
    const grids = panel.getByRole('region', { name: '下级网格（走访少的在前）' });
    await grids.getByRole('button').last().click();
    await expect(panel.getByRole('button', { name: '上一级' })).toBeVisible();
    await panel.getByRole('region', { name: '未走访路段' }).getByRole('button').first().click();
    await expect(panel.getByRole('list', { name: '图例：最近一次走访' })).toBeVisible();
  });
  lead.close();
});
