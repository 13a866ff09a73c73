import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gridCollectionSchema } from '#shared/district/files.ts';
import { bboxOf, type LonLat } from '#shared/geo/index.ts';
import { connectTerminal } from '../support/terminal.ts';
import { openDesk } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';

const file = resolve(import.meta.dirname, '../../resources/district/grids.geojson');
const WORKER = 'w00003';

/** A unit grid of the demo district, and the middle of it. */
function aUnitGrid(): { code: string; community: string; name: string; at: LonLat } {
  const { features } = gridCollectionSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const unit = features.find(({ properties }) => properties.tier === 'unit');
  const box = bboxOf(unit?.geometry.coordinates[0] ?? []);
  if (!unit || !box) throw new Error('the demo district has no unit grid');
  const { code } = unit.properties;
  const community = features.find(({ properties }) => properties.code === code.slice(0, 12))?.properties;
  if (!community) throw new Error('its community is not drawn');
  return { code, community: community.code, name: community.name, at: [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] };
}

test('[ST326] [ST327] [ST328] a grid is covered while somebody is in it, and empty from when they were last seen', async ({
  launch,
  gateway,
}) => {
  const centre = await gateway();
  const { page } = await launch({ gateway: centre.url });
  await openDesk(page, 'lead');
  const terminal = await connectTerminal(centre.url, WORKER);
  expect(await terminal.emitWithAck('duty', { on: true, at: Date.now() })).toMatchObject({ ok: true });
  const { code, community, name, at } = aUnitGrid();
  const position = { t: Date.now(), lon: at[0], lat: at[1], speed: 1 };
  expect(await terminal.emitWithAck('position', position)).toMatchObject({ ok: true });

  await page.keyboard.press('Shift+Z');
  const board = page.getByRole('region', { name: '网格覆盖' });
  const status = board.getByRole('status');
  await expect(status).toHaveAttribute('data-live', 'true', { timeout: 30_000 });
  const states = board.getByRole('group', { name: '按情况筛选' });
  await states.getByRole('button', { name: /^有人/ }).click();
  const covered = board.locator(`[data-zone="${community}"][data-state="covered"]`);
  await expect(covered).toContainText('1 人在内');

  // The row takes the map to the grid and names who is nearest; what lies below is one step away.
  await covered.click();
  await expect(page.getByRole('img', { name: new RegExp(name) })).toContainText(community);
  await expect(board.getByText('最近的人')).toBeVisible();
  await expect(board.getByRole('listitem')).not.toHaveCount(0);
  await board.getByRole('button', { name: '下级网格' }).click();
  await expect(board.getByRole('tab', { name: /^单元网格/, selected: true })).toBeVisible();
  const unit = board.locator(`[data-zone="${code}"]`);
  await states.getByRole('button', { name: /^有人/ }).click();
  await expect(unit).toHaveAttribute('data-state', 'covered');
  await page.screenshot({ path: 'artefacts/screens/zones-covered.png' });

  // Whoever goes off duty is followed no more, and was there.
  expect(await terminal.emitWithAck('duty', { on: false, at: Date.now() })).toMatchObject({ ok: true });
  await expect(unit).toHaveCount(0);
  await states.getByRole('button', { name: /^暂时无人/ }).click();
  // It is empty for the shortest time: the last of the list.
  await expect(async () => {
    await board.getByRole('listbox').press('End');
    await expect(unit).toContainText(/\d.* 无人/, { timeout: 5000 });
  }).toPass();
  terminal.disconnect();

  await board.getByRole('button', { name: '覆盖要求' }).click();
  const form = page.getByRole('form', { name: '覆盖要求' });
  const most = form.getByRole('group', { name: '单元网格' }).getByRole('textbox', { name: /^无人不超过/ });
  await most.fill('0.5');
  await most.press('Control+Enter');
  await expect(form.getByRole('alert')).toContainText('0–1440');
  await most.fill('90');
  await most.press('Control+Enter');
  await expect(form).toBeHidden();
  await expect(board).toContainText('无人不超过 1时30分');

  // Without the centre nothing is said of now.
  await centre.end();
  await expect(status).toHaveAttribute('data-live', 'false');
  await expect(status).toContainText('听不到中心的位置');
  await expect(unit).toHaveAttribute('data-state', 'empty');
  await page.screenshot({ path: 'artefacts/screens/zones-stale.png' });
});
