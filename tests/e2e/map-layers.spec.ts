import { freshFolder } from '../support/centre.ts';
import { keep } from './support/axe.ts';
import { openDesk, presetSettings, rows } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';
import { clickAt, opened, pointOf, scale } from './support/mapView.ts';
import { reportByPhone } from './support/report.ts';

/** a charging point of the demo district, and where it lies from the middle of a map at zoom 16.5 over the reported case, px */
const COMPONENT = { name: '新山支路非机动车充电桩', x: 69.9, y: -42.5 };

test('[ST310]–[ST317] areas, fills, measures, counted layers and views of the map', async ({ gateway, launch }) => {
  const centre = await gateway();
  await reportByPhone(centre.url, { title: '井盖破损', address: '新山支路' });
  const home = freshFolder('home');
  presetSettings(home, { undoSeconds: 0 });
  const { page } = await launch({ gateway: centre.url, home });
  await openDesk(page, 'lead');
  await expect(scale(page)).toBeVisible({ timeout: 30_000 });

  await test.step('[ST310] [ST357] an area is drawn, also while the look changes, named, and lies on the map', async () => {
    await (await opened(page, '区域')).getByRole('button', { name: '在地图上画…' }).click();
    const bar = page.getByRole('region', { name: '新区域' });
    await expect(bar).toBeVisible();
    for (const [x, y] of [
      [0.4, 0.35],
      [0.6, 0.35],
      [0.5, 0.65],
    ] as const)
      await clickAt(page, x, y);
    await expect(bar.getByText(/平方|公顷/)).toBeVisible();
    for (const theme of ['light', 'dark'] as const) {
      await page.evaluate((change) => street.changeSettings(change), { theme });
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    }
    await page.keyboard.press('Enter');
    const form = page.getByRole('dialog', { name: '新区域' });
    await form.getByLabel('名称').fill('防汛重点');
    await form.getByRole('combobox', { name: '类别' }).click();
    await page.getByRole('option', { name: '危险区域' }).click();
    await keep(page, 'area-form-zh-dark');
    await form.getByRole('button', { name: '保存' }).click();
    await expect(form).toHaveCount(0);
    const list = await opened(page, '区域');
    await expect(list.getByText('防汛重点')).toBeVisible();
    await expect(list.locator('li[data-waiting=false]')).toHaveCount(1);
    await keep(page, 'areas-zh-dark');
  });

  await test.step('[ST311] removed and taken back', async () => {
    const list = page.getByRole('dialog', { name: '区域', exact: true });
    await page.evaluate(() => street.changeSettings({ undoSeconds: 30 }));
    await list.getByRole('button', { name: '删除“防汛重点”' }).click();
    await expect(list.getByText('还没有区域')).toBeVisible();
    await page.getByRole('button', { name: '撤回' }).first().click();
    await expect(page.getByText('防汛重点').first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(list).toHaveCount(0);
  });

  await test.step('[ST312] grids are filled, the legend says what every grid has', async () => {
    const panel = await opened(page, '图层');
    await panel.getByRole('switch', { name: '网格填色' }).click();
    const legend = panel.locator('[data-legend=fill]');
    await expect(legend.getByRole('listitem').first()).toBeVisible();
    const counted = (await legend.getByText(/个网格/).allInnerTexts()).map((text) => Number.parseInt(text, 10));
    expect(counted.reduce((sum, n) => sum + n, 0)).toBe(6);
    await expect(panel.getByText(/^截至/)).toBeVisible();
    await keep(page, 'layer-panel-zh-dark');
    // A layer goes down by the keys, and stays down.
    await panel.getByRole('switch', { name: '区域' }).focus();
    await page.keyboard.press('Alt+ArrowDown');
    await expect(panel.locator('[data-layer=fill] + [data-layer=areas]')).toHaveCount(1);
  });

  await test.step('[ST314] a view comes back with its layers', async () => {
    const panel = page.getByRole('dialog', { name: '图层', exact: true });
    await panel.getByLabel('视图名称').fill('防汛');
    await panel.getByRole('button', { name: '保存当前视图' }).click();
    await panel.getByRole('switch', { name: '网格填色' }).click();
    await expect(panel.locator('[data-legend=fill]')).toHaveCount(0);
    await panel.getByRole('button', { name: '防汛', exact: true }).click();
    await expect(panel.locator('[data-legend=fill]')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
  });

  await test.step('[ST341] [ST345] the view is in the palette, and a wall may look at it in its tour', async () => {
    const far = await scale(page).innerText();
    await page.keyboard.press('Home');
    await page.getByRole('button', { name: '放大', exact: true }).click();
    await expect(scale(page)).not.toHaveText(far);
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('视图：防汛');
    await page.keyboard.press('Enter');
    await expect(scale(page)).toHaveText(far);
    await page.keyboard.press('Control+,');
    const settings = page.getByRole('dialog', { name: '设置' });
    await settings.getByText('轮播画面').click();
    await settings.getByRole('combobox', { name: '画面 1 的地点' }).click();
    await expect(page.getByRole('option', { name: '防汛重点' }), 'an area that was drawn').toBeVisible();
    await page.getByRole('option', { name: '防汛', exact: true }).click();
    await expect
      .poll(() => page.evaluate(async () => (await street.settings()).walls['wall-1']?.tour[0]?.place?.name))
      .toBe('防汛');
    await keep(page, 'wall-tour-zh-dark');
    await page.keyboard.press('Escape');
    await expect(settings).toHaveCount(0);
  });

  await test.step('[ST313] measured with the keys alone', async () => {
    await page.getByRole('button', { name: '测量' }).click();
    const bar = page.getByRole('region', { name: '测量' });
    await expect(bar).toHaveAttribute('data-points', '0');
    await page.keyboard.press('Enter');
    await expect(bar).toHaveAttribute('data-points', '1');
    await clickAt(page, 0.7, 0.5);
    await expect(bar).toHaveAttribute('data-points', '2');
    await expect(bar.getByText(/总长 [\d.]+ (米|公里)/)).toBeVisible();
    await keep(page, 'measure-zh-dark');
    await page.keyboard.press('Backspace');
    await expect(bar).toHaveAttribute('data-points', '1');
    await page.keyboard.press('Escape');
    await expect(bar).toHaveCount(0);
  });

  await test.step('[ST315] the heat says what it counts, [ST316] components wait until the map is near', async () => {
    const panel = await opened(page, '图层');
    await panel.getByRole('switch', { name: '案件热度' }).click();
    const heat = panel.locator('[data-legend=heat]');
    await expect(heat).toHaveAttribute('data-cases', '1');
    await expect(heat).toContainText('未结案件 · 全部类别 · 上报时间：不限');
    await panel.getByRole('combobox', { name: '类别' }).click();
    await page.getByRole('option', { name: '矛盾纠纷' }).click();
    await expect(heat).toHaveAttribute('data-cases', '0');
    await panel.getByRole('combobox', { name: '类别' }).click();
    await page.getByRole('option', { name: '市政公用' }).click();
    await expect(heat).toHaveAttribute('data-cases', '1');
    await panel.getByRole('switch', { name: '部件' }).click();
    await expect(panel.getByText('放大到街道后显示')).toBeVisible();
    await panel.getByRole('switch', { name: '职能部门' }).click();
    await expect(panel.locator('[data-legend=departments]')).toContainText('32 个部门');
    await keep(page, 'layer-panel-counted-zh-dark');
    await page.keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
  });

  await test.step('[ST316] near the streets a component has its name, and a click opens its dossier', async () => {
    await rows(page).filter({ hasText: '井盖破损' }).click();
    const panel = await opened(page, '图层');
    await expect(panel.getByText(/这一带 \d+ 个/)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
    const middle = await pointOf(page, 0.5, 0.5);
    const at = { x: middle.x + COMPONENT.x, y: middle.y + COMPONENT.y };
    await expect(async () => {
      await page.mouse.move(middle.x, middle.y + 200);
      await page.mouse.move(at.x, at.y);
      await expect(page.getByRole('tooltip').getByText(COMPONENT.name)).toBeVisible({ timeout: 5000 });
    }).toPass();
    await keep(page, 'components-zh-dark');
    await page.mouse.click(at.x, at.y);
    await expect(page.getByRole('article', { name: COMPONENT.name })).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('[ST317] a filled grid lists what was counted in it, and the queue follows', async () => {
    await page.keyboard.press('Shift+Enter');
    const list = page.locator('[role=dialog][data-n]');
    await expect(list).toContainText('未结案件 1 件');
    await expect(list.getByRole('button', { name: /井盖破损/ })).toBeVisible();
    await keep(page, 'grid-counted-zh-dark');
    await list.getByRole('button', { name: '队列只看此网格' }).click();
    await expect(page.getByRole('region', { name: '案件队列' })).toContainText(
      (await list.getAttribute('aria-label')) ?? '',
    );
    await page.keyboard.press('Escape');
    await expect(list).toHaveCount(0);
  });
});
