import type { Locator, Page } from '@playwright/test';
import type { Case } from '#shared/domain/case.ts';
import { CENTRE, openConsole } from '../contract/gateway/clients.ts';
import { rowsOf } from '../contract/gateway/radioClients.ts';
import { freshFolder } from '../support/centre.ts';
import { keep } from './support/axe.ts';
import { openDesk, presetSettings } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';
import { gone, kill, pidOf } from './support/killing.ts';
import { reportByPhone } from './support/report.ts';

const EARLIER = '云锦路12号井盖破损';
const ADDRESS = '云锦路12号';
const DARK = '两盏路灯不亮';

/** Where things of the form stand, in the words of the screen. */
const formOf = (page: Page) => {
  const form = page.getByRole('form', { name: '新案件' });
  return {
    form,
    category: form.getByRole('combobox', { name: '类别' }),
    text: form.getByRole('textbox', { name: '情况描述' }),
    phone: form.getByRole('textbox', { name: '电话' }),
    place: form.getByRole('status', { name: '位置与网格' }),
    found: form.getByRole('region', { name: '可能是同一件事' }),
    photo: form.getByRole('img', { name: /照片 1/ }),
    sides: page.getByRole('dialog', { name: '是不是同一件事' }),
    tabs: page.getByRole('tablist', { name: '草稿' }).getByRole('tab'),
  };
};

/** A new draft of a category, by the initials of its name: three keys. */
async function begin(page: Page, initials: string, name: string): Promise<void> {
  const { category } = formOf(page);
  await page.keyboard.press('Shift+N');
  await expect(category).toBeFocused();
  await page.keyboard.type(initials);
  await page.keyboard.press('Enter');
  await expect(category).toHaveValue(name);
}

/** The same address as of an earlier case, by its suggestion. */
async function typeAddress(page: Page): Promise<void> {
  await page.keyboard.press('Tab');
  await page.keyboard.type(ADDRESS);
  await expect(page.getByRole('option', { name: /以前报过同一地址/ }).first()).toBeVisible();
  await page.keyboard.press('Tab');
}

/** Pastes a picture into the form, as a file from elsewhere. */
async function paste(form: Locator): Promise<void> {
  await form.evaluate(async (element) => {
    const canvas = new OffscreenCanvas(64, 48);
    canvas.getContext('2d')?.fillRect(8, 8, 20, 20);
    const blob = await canvas.convertToBlob({ type: 'image/png' });
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([blob], 'photo.png', { type: 'image/png' }));
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
}

test('[ST246] by keyboard: a duplicate merged, another complained about, one created after a kill -9', async ({
  launch,
  gateway,
}) => {
  const { url } = await gateway();
  const lead = await openConsole(url, 'lead');
  const cases = (): Promise<Case[]> => rowsOf<Case>(lead, 'case');
  const earlierId = await reportByPhone(url, { title: EARLIER, address: ADDRESS });
  const home = freshFolder('home');
  presetSettings(home, { undoSeconds: 0 });
  const first = await launch({ gateway: url, home });
  const { page } = first;
  await openDesk(page, 'intake');

  await test.step('three keys for the category, a certain address, and what is the same is merged', async () => {
    const { form, place, found, sides } = formOf(page);
    await begin(page, 'jgp', '井盖破损');
    await typeAddress(page);
    await expect(place).toHaveAttribute('data-grid', /^\d{14}$/);
    await expect(place).toContainText('确定');
    await expect(found).toContainText(EARLIER);
    await form.getByRole('radio', { name: '否' }).first().press('Space');
    await found.getByRole('button', { name: '并排对照' }).press('Enter');
    await expect(sides.getByText(EARLIER)).toHaveCount(2);
    await keep(page, 'intake-side-by-side-zh-dark');
    await sides.getByRole('button', { name: '登记并并入此案' }).press('Enter');
    await expect(page.getByText('没有未登记完的草稿')).toBeVisible();
    const mergedInto = async () => (await cases()).find(({ state }) => state === 'merged')?.mergedIntoId;
    await expect.poll(mergedInto).toBe(earlierId);
  });

  await test.step('the same once more is a complaint, and no case is made', async () => {
    const { found, sides } = formOf(page);
    const before = (await cases()).length;
    await begin(page, 'jgp', '井盖破损');
    await typeAddress(page);
    await found.getByRole('button', { name: '并排对照' }).first().press('Enter');
    await sides.getByRole('button', { name: '是同一件，记为再次投诉' }).press('Enter');
    const complaints = async () => (await cases()).find(({ id }) => id === earlierId)?.complaints;
    await expect.poll(complaints).toBe(1);
    await expect(page.getByText('没有未登记完的草稿')).toBeVisible();
    expect(await cases()).toHaveLength(before);
  });

  await test.step('two drafts, one with a photo and a contact, are on disk when the app is killed', async () => {
    const { form, text, phone, photo, tabs } = formOf(page);
    await begin(page, 'ldb', '路灯不亮');
    await text.fill(DARK);
    await form.getByRole('textbox', { name: '姓名' }).fill('欧阳修');
    await phone.fill('13812345678');
    await form.getByRole('textbox', { name: '备注' }).focus();
    await expect(phone).toHaveValue('138****5678');
    await paste(form);
    await expect(photo).toBeVisible();
    await page.getByRole('button', { name: /再登记/ }).press('Enter');
    await expect(tabs).toHaveCount(2);
    await expect(form.getByRole('status', { name: '草稿' })).toHaveAttribute('data-kept', 'true');
    const station = await pidOf(first.app, { name: 'street-station' });
    await kill(await first.app.evaluate(() => process.pid));
    await gone(station);
  });

  const { page: after } = await launch({ gateway: url, home });
  await openDesk(after, 'intake');
  const { form, text, phone, photo, place, tabs } = formOf(after);

  await test.step('both are there again, found by the palette', async () => {
    await after.keyboard.press('Control+K');
    await expect(after.getByRole('combobox', { name: '命令面板' })).toBeFocused();
    await after.keyboard.type('未登记完');
    await after.keyboard.press('Enter');
    await expect(tabs).toHaveCount(2);
    await tabs.filter({ hasText: DARK }).click();
    await expect(text).toHaveValue(DARK);
    await expect(phone).toHaveValue('138****5678');
    await expect(photo).toBeVisible();
  });

  await test.step('its place by the pin: the address follows, and a component close by is taken', async () => {
    await text.focus();
    await after.keyboard.press('Control+Enter');
    await expect(form.getByRole('alert')).toContainText('请确定位置');
    await after.locator('canvas[aria-label^="街道地图"]').press('Enter');
    await expect(place).toHaveAttribute('data-grid', /^\d{14}$/);
    await after.getByRole('button', { name: /^案件位置图钉/ }).press('ArrowUp');
    await expect(form.getByRole('combobox', { name: '地址' })).toHaveValue(/\S/);
    await form.getByRole('group', { name: '位置附近的部件' }).getByRole('button').first().press('Enter');
    await keep(after, 'intake-pin-zh-dark');
    await text.focus();
    await after.keyboard.press('Control+Enter');
    await expect(tabs).toHaveCount(1);
    const arrived = async () => (await cases()).find(({ categoryCode }) => categoryCode === '010106');
    await expect.poll(async () => (await arrived())?.gridCode ?? '').toMatch(/^\d{14}$/);
    const made = await arrived();
    expect(made).toMatchObject({ text: DARK, source: 'hotline', contact: { phone: '138****5678' } });
    expect(made?.address).toMatch(/\S/);
    expect(made?.componentCode).toMatch(/^\d{16}$/);
    expect(made?.media).toHaveLength(1);
    expect(Math.abs((made?.lat ?? 0) - CENTRE.lat)).toBeLessThan(0.05);
  });
  lead.close();
});
