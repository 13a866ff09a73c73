import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { CENTRE, type Client, newId, openConsole, openTerminal } from '../contract/gateway/clients.ts';
import { freshFolder } from '../support/centre.ts';
import { openCase, openDesk, presetSettings, rows, saveTo } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';
import { reportByPhone } from './support/report.ts';

const TITLE = '沿街井盖缺失，行人绕行';
const MINUTE = 60_000;

/** A worker who has walked along a street for ten minutes, as their terminal tells it when it is heard again. */
async function walked(url: string, workerId: string, north: number): Promise<Client> {
  const terminal = await openTerminal(url, workerId);
  const began = Date.now() - 10 * MINUTE;
  expect(await terminal.ask('duty', { on: true, at: began })).toMatchObject({ ok: true });
  const way = Array.from({ length: 20 }, (_, n) => ({
    ...{ t: began + n * 30_000, lon: CENTRE.lon - 0.004 + n * 0.0004, lat: CENTRE.lat + north },
  }));
  expect(await terminal.ask('position', way)).toMatchObject({ ok: true, accepted: way.length });
  return terminal;
}

/** Counts on the page's body what it sounds from now on. */
function countTones(page: Page): Promise<void> {
  return page.evaluate(() => {
    const { createOscillator } = AudioContext.prototype;
    AudioContext.prototype.createOscillator = function (this: AudioContext) {
      document.body.dataset.tones = String(Number(document.body.dataset.tones ?? 0) + 1);
      return createOscillator.call(this);
    };
  });
}

test('[ST348] what was: the district played over the map, who was around a case, and the streets nobody walked', async ({
  launch,
  gateway,
}) => {
  const { url } = await gateway();
  const walkers = await Promise.all(['w00003', 'w00004'].map((id, at) => walked(url, id, at * 0.001)));
  await reportByPhone(url, { title: TITLE, address: '云锦路' });
  const lead = await openConsole(url, 'lead');
  const home = freshFolder('home');
  presetSettings(home, { undoSeconds: 0 });
  const { page, app } = await launch({ gateway: url, home });
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

    // Whoever looks at what was still hears of what is.
    await countTones(page);
    const sos = { id: newId(), at: Date.now(), ...CENTRE };
    expect(await walkers[0]?.ask('sos', sos)).toMatchObject({ ok: true });
    await expect(page.getByRole('button', { name: /告警 1/ })).toBeVisible();
    await expect(page.locator('body')).toHaveAttribute('data-tones', /[1-9]/);
    await expect(bar).toBeVisible();
    const mark = page.locator(`[data-alarm-mark="${sos.id}"]`);
    await expect(mark, 'what is now does not lie among what was').toHaveCount(0);
    await bar.getByRole('slider', { name: '时间' }).focus();
    await page.keyboard.press('Shift+R');
    await expect(bar).toBeHidden();
    await expect(mark.getByRole('button')).toBeVisible();
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

    await panel.getByRole('button', { name: '导出 2 人的轨迹' }).click();
    const why = page.getByRole('dialog', { name: '导出 2 人的轨迹' });
    await why.getByRole('textbox').fill('移交调查');
    await why.getByRole('button', { name: '导出 2 人的轨迹' }).click();
    const saved = async (format: 'GPX' | 'GeoJSON') => {
      const file = join(home, `ways.${format.toLowerCase()}`);
      await saveTo(app, file);
      await panel.getByRole('button', { name: format, exact: true }).click();
      await expect.poll(() => existsSync(file)).toBe(true);
      return readFileSync(file, 'utf8');
    };
    const gpx = await saved('GPX');
    expect([gpx.match(/<trk>/g), gpx.match(/<trkpt /g)].map((found) => found?.length ?? 0)).toEqual([
      2,
      expect.any(Number),
    ]);
    expect(gpx).toMatch(/<trkpt lat="31\.19\d*" lon="121\.4\d*"><time>\d{4}-/);
    const { features } = JSON.parse(await saved('GeoJSON')) as { features: { geometry: { coordinates: unknown[] } }[] };
    expect(features).toMatchObject([{ geometry: { type: 'LineString' } }, { geometry: { type: 'LineString' } }]);
    expect(await looks('trail.export'), 'a line for each of them').toBe(2);
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
  for (const terminal of walkers) terminal.close();
  lead.close();
});
