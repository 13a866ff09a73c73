import type { Locator, Page } from '@playwright/test';
import type { Worker } from '#shared/protocol/entities.ts';
import { freshFolder } from '../support/centre.ts';
import { aReport, CENTRE, type Client, newId, openConsole, openTerminal } from '../contract/gateway/clients.ts';
import { rowsOf } from '../contract/gateway/radioClients.ts';
import { openDesk, presetSettings, rows } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';
import { map } from './support/mapView.ts';

const SKILL = '急救';
const TITLE = '路面塌陷，围挡倒伏';
/** degrees of longitude of a metre here, about */
const METRE = 1 / 95_250;
/** px of a metre where a worker is followed, at zoom 16.5 */
const FOLLOW_PX = (512 * 2 ** 16.5 * METRE) / 360;
const MINUTE = 60_000;

const ring = (page: Page): Locator => page.getByRole('group', { name: /^已选网格员/ });
const card = (page: Page): Locator => page.getByRole('region', { name: '网格员', exact: true });
const chip = (page: Page, words: string | RegExp): Locator => page.getByRole('status').filter({ hasText: words });
const panel = (page: Page): Locator => page.getByRole('dialog', { name: '筛选网格员' });
const choice = (page: Page, name: string): Locator => panel(page).getByRole('checkbox', { name });

interface Point {
  x: number;
  y: number;
}
const ringAt = (page: Page): Promise<Point> =>
  ring(page).evaluate((element) => element.getBoundingClientRect().toJSON());
const away = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

async function middle(page: Page): Promise<Point> {
  const box = await map(page).boundingBox();
  if (!box) throw new Error('the map has no box');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Opens a worker's card by name, by keys alone. */
async function openWorker(page: Page, { name, id }: Worker): Promise<void> {
  await page.keyboard.press('/');
  const field = page.getByRole('dialog').getByRole('combobox');
  await field.fill(id);
  const hit = page.getByRole('option').filter({ hasText: name }).first();
  await expect(hit).toBeVisible();
  await hit.click();
  await expect(card(page).getByRole('heading', { name, exact: true })).toBeVisible();
  await expect(ring(page)).toHaveAccessibleName(`已选网格员 ${name}`);
}

/** A terminal whose worker has been on duty for an hour and was seen a minute ago, so many metres east of the centre. */
async function onDuty(url: string, { id }: Worker, east: number): Promise<Client> {
  const terminal = await openTerminal(url, id);
  await terminal.ask('duty', { on: true, at: Date.now() - 60 * MINUTE });
  await terminal.ask('position', at(east, Date.now() - MINUTE));
  return terminal;
}
const at = (east: number, t = Date.now()) => ({ t, lon: CENTRE.lon + east * METRE, lat: CENTRE.lat });

test('workers are filtered and followed, the view is held, and what was dropped is told', async ({
  gateway,
  launch,
}) => {
  const centre = await gateway();
  const lead = await openConsole(centre.url, 'lead');
  const all = await rowsOf<Worker>(lead, 'worker');
  const is = (skilled: boolean, role: string) => (one: Worker) =>
    one.role === role && (one.skills?.includes(SKILL) ?? false) === skilled;
  const [captain, medic, third] = [
    all.find(is(false, 'team-lead')),
    all.find(is(true, 'grid-worker')),
    all.find(is(false, 'grid-worker')),
  ];
  if (!captain || !medic || !third) throw new Error('the demo district has no such workers');
  const [still, walks, calls] = [
    await onDuty(centre.url, captain, -150),
    await onDuty(centre.url, medic, 0),
    await onDuty(centre.url, third, 400),
  ];
  // Two kilometres in a second, twice, to places that do not agree; and far too vague.
  const wrong = [
    at(2000, Date.now() - MINUTE + 1000),
    at(-9000, Date.now() - MINUTE + 2000),
    { ...at(0), accuracy: 950 },
  ];
  expect(await walks.ask('position', wrong)).toMatchObject({ dropped: { jump: 2, accuracy: 1 } });
  await still.ask('report', aReport({ title: TITLE, ...at(-900) }));
  const home = freshFolder('home');
  presetSettings(home, { undoSeconds: 0, theme: 'dark' });
  const { page } = await launch({ gateway: centre.url, home });
  await openDesk(page, 'lead');
  await expect(map(page)).toBeVisible();

  await test.step('[ST305] a filter by keys: counts beside the choices, what is hidden in words, a call for help always', async () => {
    await expect(page.getByRole('button', { name: /^筛选网格员/ })).toBeVisible();
    await page.keyboard.press('f');
    await expect(panel(page).locator('label').filter({ hasText: SKILL })).toContainText('1');
    await expect(panel(page)).toContainText('丢弃 3 个（跳点 2、精度差 1），涉及 1 人');
    await choice(page, SKILL).focus();
    await page.keyboard.press('Space');
    await expect(panel(page)).toContainText('显示 1 / 3');
    await expect(panel(page).locator('label').filter({ hasText: '组长' })).toContainText('0');
    await page.screenshot({ path: 'artefacts/screens/fleet-filter.png' });
    await calls.ask('sos', { id: newId(), ...at(400), at: Date.now() });
    await expect(panel(page)).toContainText('显示 2 / 3');
    await page.keyboard.press('Escape');
    await expect(panel(page)).toBeHidden();
    await expect(chip(page, SKILL)).toContainText('显示 2 / 3');
    await page.reload();
    await expect(chip(page, SKILL)).toContainText('显示 2 / 3', { timeout: 30_000 });
    await page.keyboard.press('Escape');
    await expect(chip(page, SKILL)).toBeHidden();
  });

  await test.step('[ST304] the card says what was dropped, and why', async () => {
    await openWorker(page, medic);
    await expect(card(page)).toContainText('3 个：跳点 2、精度差 1');
    await expect(card(page)).toContainText(/最后一个 .*精度差/);
  });

  await test.step('[ST306] whoever is followed stays in the middle, the map goes along, until it is moved by hand', async () => {
    await page.keyboard.press('z');
    await expect(chip(page, `跟随 ${medic.name}`)).toBeVisible();
    await expect.poll(async () => away(await ringAt(page), await middle(page))).toBeLessThan(40);
    // Another is chosen with the mouse, who stands still: their ring tells how the map goes.
    const { x, y } = await middle(page);
    await page.mouse.click(x - 150 * FOLLOW_PX, y);
    await expect(ring(page)).toHaveAccessibleName(`已选网格员 ${captain.name}`);
    const before = await ringAt(page);
    await walks.ask('position', at(200));
    await expect.poll(async () => before.x - (await ringAt(page)).x).toBeGreaterThan(60);
    await expect(chip(page, `跟随 ${medic.name}`)).toBeVisible();
    // The mouse lies on the chosen mark, and leaves it for its press within a frame, as on a slow machine.
    const marked = await ringAt(page);
    await page.mouse.move(marked.x, marked.y);
    const tip = page.getByRole('tooltip').filter({ hasText: captain.name });
    await expect(tip).toBeVisible();
    await page.evaluate(() => {
      const next = window.requestAnimationFrame.bind(window);
      window.requestAnimationFrame = (then) => window.setTimeout(() => next(then), 400);
      window.cancelAnimationFrame = window.clearTimeout.bind(window);
    });
    await page.mouse.move(x, y + 150);
    await page.mouse.down();
    await page.mouse.move(x - 80, y + 190, { steps: 6 });
    await page.mouse.up();
    await expect(chip(page, '视图已锁定')).toBeVisible();
    await expect(chip(page, `跟随 ${medic.name}`)).toBeHidden();

    // [ST350] A look that comes late is not lost when the desk draws meanwhile, and tells of no mouse that has left.
    const mark = await ringAt(page);
    await page.mouse.move(mark.x, mark.y);
    await page.evaluate(() => street.changeSettings({ undoSeconds: 3 }));
    await expect(tip).toBeVisible();
    await page.mouse.move(x, y + 150);
    await expect(tip).toBeHidden();
    await page.mouse.move(mark.x, mark.y);
    await page.mouse.move(1, 1);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await expect(tip).toBeHidden();
  });

  await test.step('[ST307] a locked view stays; released, a row takes the map to its case and with the next click back', async () => {
    const row = rows(page).filter({ hasText: TITLE });
    const held = await ringAt(page);
    await row.click();
    await expect(page.getByText('视图已锁定，地图没有移动')).toBeVisible();
    expect(away(await ringAt(page), held)).toBeLessThan(2);
    await page.screenshot({ path: 'artefacts/screens/fleet-locked.png' });
    await page.getByRole('button', { name: '解除' }).click();
    await expect(chip(page, '视图已锁定')).toBeHidden();
    await row.click();
    await expect.poll(async () => away(await ringAt(page), held)).toBeGreaterThan(100);
    await row.click();
    await expect.poll(async () => away(await ringAt(page), held)).toBeLessThan(2);
  });
  for (const one of [lead, still, walks, calls]) one.close();
});
