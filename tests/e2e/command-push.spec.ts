import type { Locator, Page } from '@playwright/test';
import { freshFolder } from '../support/centre.ts';
import { openDesk, presetSettings } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';
import { commandsOf, goOnDuty, openPhone, signInAtPhone } from './support/phone.ts';

const TITLE = '台风蓝色预警：加固高空构件';
/** of the simulated ones nobody has this number */
const WALKER = 'w02001';
const SIMULATED = 2000;

test('one command, three desks, two thousand terminals and a phone: one truth everywhere', async ({
  launch,
  gateway,
  district,
}) => {
  test.setTimeout(420_000);
  const { url } = await gateway();
  const started = district(url, { workers: SIMULATED, rate: 0, reliable: true, thinkMs: 2000, positionInterval: 60 });
  const desk = async (username: string): Promise<Page> => {
    const home = freshFolder('home');
    presetSettings(home, { undoSeconds: 0 });
    const { page } = await launch({ gateway: url, home });
    await openDesk(page, username);
    return page;
  };
  const dispatcher = await desk('dispatcher');
  const lead = await desk('lead');
  const supervisor = await desk('supervisor');
  const phone = await openPhone(url);
  await signInAtPhone(phone, WALKER);
  await goOnDuty(phone);
  await started;

  await dispatcher.keyboard.press('b');
  await regionOf(dispatcher)
    .getByRole('button', { name: /新指令/ })
    .first()
    .click();
  const form = dispatcher.getByRole('form', { name: '下达指令' });
  await form.getByRole('textbox', { name: /^标题/ }).fill(TITLE);
  await form.getByRole('combobox', { name: '按范围' }).fill('全体');
  await dispatcher.keyboard.press('Enter');
  const preview = form.getByRole('status', { name: '将发给' });
  await expect(preview).toContainText('2001 名网格员', { timeout: 120_000 });
  await expect(preview).toContainText('需他人确认');
  await dispatcher.keyboard.press('Control+Enter');

  // So many need a second person; until then no terminal hears of it.
  await lead.getByRole('button', { name: '查看', exact: true }).click();
  await expect(regionOf(lead).getByText('需要您确认')).toBeVisible();
  await expect(commandsOf(phone.page).filter({ hasText: TITLE })).toHaveCount(0);
  await regionOf(lead).getByRole('button', { name: '确认下达' }).click();

  const shown = commandsOf(phone.page).filter({ hasText: TITLE });
  await expect(shown).toHaveCount(1, { timeout: 30_000 });
  await shown.getByRole('button', { name: TITLE }).click();
  await shown.getByRole('button', { name: '接受' }).click();

  await supervisor.keyboard.press('b');
  for (const page of [lead, dispatcher, supervisor]) await openBoard(page);
  // Nobody owes an answer any more, at any of the three.
  for (const page of [lead, dispatcher, supervisor]) {
    await expect(regionOf(page).getByRole('button', { name: /^催办 0 人/ })).toBeAttached({ timeout: 180_000 });
    await expect(regionOf(page).getByRole('radio', { name: '全部 2,001', exact: true })).toBeAttached();
  }
  await phone.close();
  expect(phone.errors).toEqual([]);
});

const regionOf = (page: Page): Locator => page.getByRole('region', { name: '详情与指令' });

/** The receipts of the newest command. */
async function openBoard(page: Page): Promise<void> {
  const list = regionOf(page).getByRole('listbox', { name: '回执明细' });
  if (await list.isVisible()) return;
  await regionOf(page).getByRole('button', { name: '回执明细' }).first().click();
  await expect(list).toBeVisible();
}
