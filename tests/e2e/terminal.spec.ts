import type { Page } from '@playwright/test';
import type { Case } from '#shared/domain/case.ts';
import type { Command, Receipt } from '#shared/protocol/commands.ts';
import { CENTRE, type Client, newId, openConsole } from '../contract/gateway/clients.ts';
import { openLine, type SlowLine } from '../contract/station/slowLine.ts';
import { violations } from './support/axe.ts';
import { test as base, expect } from './support/fixtures.ts';
import { commandsOf, goOnDuty, linkOf, openPhone, type Phone, signInAtPhone } from './support/phone.ts';

/** The terminal in the browser, in a real one, against the real gateway. The worker is w00001. */

interface Fixtures {
  lead: Client;
  line: SlowLine;
  phone: Phone;
}
const test = base.extend<Fixtures & { centre: { url: string } }>({
  centre: async ({ gateway }, use) => use(await gateway()),
  lead: async ({ centre }, use) => {
    const lead = await openConsole(centre.url, 'lead');
    await use(lead);
    lead.close();
  },
  line: async ({ centre }, use) => {
    const line = await openLine(centre.url);
    await use(line);
    await line.close();
  },
  phone: async ({ line }, use) => {
    // With a microphone: one that has none says so and gives the floor back at once.
    const phone = await openPhone(line.url, { camera: true });
    await use(phone);
    await phone.close();
    expect(phone.errors, 'the page wrote errors').toEqual([]);
  },
});

const WORKER = 'w00001';
const PLAIN = { kind: 'order', priority: 'urgent', text: '带好工具', requires: 'accepted' } as const;

type Fields = Partial<Omit<Command, 'id'>> & { title: string };
async function issue(lead: Client, fields: Fields): Promise<string> {
  const id = newId();
  const payload = { ...PLAIN, id, issuedAt: Date.now(), recipients: { workers: [WORKER] }, ...fields };
  expect(await lead.op('command.issue', payload, { entityId: id })).toMatchObject({ ok: true });
  return id;
}

async function all<T>(lead: Client, entity: string): Promise<T[]> {
  const answer = await lead.ask('snapshot', { entity, limit: 1000 });
  return (answer.rows as { value: T }[]).map(({ value }) => value);
}
const receipts = async (lead: Client, id: string) =>
  (await all<Receipt>(lead, 'receipt')).filter(({ commandId }) => commandId === id);
const states = async (lead: Client, id: string) => (await receipts(lead, id)).map(({ state }) => state).sort();

/** Positions the gateway has taken. */
async function positionsOf(url: string): Promise<number> {
  const figures = await (await fetch(`${url}/metrics`)).text();
  return Number(/^street_positions_total (\d+)/m.exec(figures)?.[1]);
}

/** The phone has no network from now on. */
function lose(line: SlowLine): void {
  line.dead = true;
  line.cut();
}
async function regain(line: SlowLine, page: Page): Promise<void> {
  line.dead = false;
  line.cut();
  await expect(linkOf(page)).toHaveText('在线', { timeout: 40_000 });
}

/** Opens a command of the phone by its title. */
async function openCommand({ page }: Phone, title: string) {
  const item = commandsOf(page).filter({ hasText: title });
  await item.getByRole('button', { name: title }).click();
  return item;
}

test('[GW96] a worker signs in, goes on duty and reports with a photo; what is reported without a network leaves later', async ({
  centre,
  phone,
  line,
  lead,
}) => {
  const { page } = phone;
  await signInAtPhone(phone, WORKER);
  await goOnDuty(phone);

  await expect.poll(() => positionsOf(centre.url)).toBe(1);
  const photo = { name: 'p.png', mimeType: 'image/png', buffer: await page.screenshot() };
  lose(line);
  await expect(linkOf(page)).toHaveText(/无网络|正在连接/);
  await page.getByRole('navigation').getByRole('button', { name: '上报' }).click();
  const form = page.getByRole('form', { name: '上报' });
  await form.getByLabel('输入关键字查找').fill('井盖');
  await expect(form.getByText('类别目录暂时读不到')).toBeVisible({ timeout: 30_000 });
  await phone.locate();
  // A terminal tells no more than one position in four seconds.
  await page.waitForTimeout(4100);
  await phone.locate();
  await regain(line, page);
  await page.getByRole('navigation').getByRole('button', { name: '指令' }).click();
  await page.getByRole('navigation').getByRole('button', { name: '上报' }).click();
  await form.getByLabel('输入关键字查找').fill('井盖');
  await form.getByRole('list', { name: '类别' }).getByRole('button').first().click();
  await form.getByLabel('标题').fill('路口井盖松动');
  await form.getByLabel('拍照').setInputFiles(photo);
  await expect(form.getByText('已附 1 张')).toBeVisible();

  lose(line);
  await form.getByRole('button', { name: '上报' }).click();
  await expect(form.getByText('已保存')).toBeVisible();
  await expect(linkOf(page)).toContainText('1 条待发送');
  await regain(line, page);

  // Where the phone was meanwhile comes after.
  await expect.poll(() => positionsOf(centre.url)).toBeGreaterThanOrEqual(3);
  const cases = await all<Case>(lead, 'case');
  const reported = cases.filter(({ title }) => title === '路口井盖松动');
  expect(reported).toHaveLength(1);
  expect(reported[0]).toMatchObject({ source: 'terminal', reporterId: WORKER, media: [{ kind: 'photo' }] });
  expect(reported[0]?.lon).toBeCloseTo(CENTRE.lon, 4);
});

test('[GW96] a command is read, accepted and done; a lost answer sends nothing twice, and a reload keeps all', async ({
  phone,
  line,
  lead,
}) => {
  const { page } = phone;
  await signInAtPhone(phone, WORKER);
  await goOnDuty(phone);
  const id = await issue(lead, { title: '请到路口', target: { ...CENTRE, address: '云锦路 1 号' } });
  const item = await openCommand(phone, '请到路口');
  await expect(item.getByText('带好工具')).toBeVisible();
  await expect(item.getByRole('link', { name: '用地图打开' })).toHaveAttribute('href', /^geo:31\.195,121\.46/);
  await expect.poll(() => states(lead, id)).toEqual(['delivered', 'read']);

  // The receipt arrives and its answer is lost.
  line.back = 600_000;
  await item.getByRole('button', { name: '接受' }).click();
  await expect.poll(() => states(lead, id)).toEqual(['accepted', 'delivered', 'read']);
  await expect(linkOf(page)).toContainText('1 条待发送');
  const [first] = (await receipts(lead, id)).filter(({ state }) => state === 'accepted');
  line.back = 0;
  line.cut();
  await expect(linkOf(page)).toHaveText('在线', { timeout: 40_000 });
  expect((await receipts(lead, id)).filter(({ state }) => state === 'accepted')).toEqual([first]);

  await page.reload();
  await expect(linkOf(page)).toHaveText('在线');
  await expect(page.getByText('在岗')).toBeVisible();
  await expect(commandsOf(page)).toHaveCount(1);
  const again = await openCommand(phone, '请到路口');
  await again.getByRole('button', { name: '看路线' }).click();
  await expect(again.getByText(/沿路约/)).toBeVisible();
  await again.getByRole('button', { name: '我已到达' }).click();
  await expect.poll(() => states(lead, id)).toContain('arrived');
  await again.getByRole('button', { name: '无法完成' }).click();
  await again.getByLabel('原因').fill('井盖已由管线单位更换');
  await again.getByRole('button', { name: '发送' }).click();
  await expect
    .poll(() => receipts(lead, id))
    .toContainEqual(expect.objectContaining({ state: 'failed', note: '井盖已由管线单位更换' }));
  const arrived = (await receipts(lead, id)).find(({ state }) => state === 'arrived');
  expect(arrived?.lon).toBeCloseTo(CENTRE.lon, 4);
});

test('[GW97] a command that comes twice is one; cancelled, corrected and reminded ones say so', async ({
  phone,
  line,
  lead,
}) => {
  const { page } = phone;
  await signInAtPhone(phone, WORKER);
  // The terminal's own acknowledgement is lost: the gateway delivers again.
  line.there = 600_000;
  const twice = await issue(lead, { title: '送达两次' });
  await expect(commandsOf(page).filter({ hasText: '送达两次' })).toBeVisible();
  expect(await states(lead, twice)).toEqual([]);
  line.there = 0;
  line.cut();
  await expect.poll(() => states(lead, twice), { timeout: 40_000 }).toEqual(['delivered']);
  await expect(commandsOf(page).filter({ hasText: '送达两次' })).toHaveCount(1);

  expect(await lead.op('command.remind', {}, { entityId: twice })).toMatchObject({ ok: true });
  await expect(page.getByText('中心再次催办')).toBeVisible();
  await openCommand(phone, '送达两次');
  await expect(page.getByText('中心再次催办')).toBeHidden();

  const wrong = await issue(lead, { title: '去东门' });
  await expect(commandsOf(page).filter({ hasText: '去东门' })).toBeVisible();
  const corrected = { ...PLAIN, kind: undefined, id: newId(), issuedAt: Date.now(), title: '去西门' };
  expect(await lead.op('command.correct', corrected, { entityId: wrong })).toMatchObject({ ok: true });
  const right = commandsOf(page).filter({ hasText: '去西门' });
  await expect(right.locator('del')).toHaveText('去东门');
  await expect(commandsOf(page).filter({ hasText: '已更正' })).toBeVisible();

  expect(await lead.op('command.cancel', { reason: '已由他人处理' }, { entityId: twice })).toMatchObject({ ok: true });
  const cancelled = commandsOf(page).filter({ hasText: '已撤销' });
  await expect(cancelled).toContainText('已由他人处理');
  await expect(cancelled.getByRole('button', { name: '接受' })).toBeHidden();
});

test('typed requests are answered by the terminal itself or with one tap', async ({ phone, lead }) => {
  const { page } = phone;
  await signInAtPhone(phone, WORKER);
  await goOnDuty(phone);
  const located = await issue(lead, { title: '您在哪里', request: 'locate' });
  await expect
    .poll(() => receipts(lead, located))
    .toContainEqual(expect.objectContaining({ state: 'done', lon: CENTRE.lon, lat: CENTRE.lat }));

  const replies = [
    { id: 'two', label: '两个' },
    { id: 'none', label: '没有' },
  ];
  const asked = await issue(lead, { title: '还有几个沙袋', request: 'question', replies });
  await (await openCommand(phone, '还有几个沙袋')).getByRole('button', { name: '两个' }).click();
  await expect
    .poll(() => receipts(lead, asked))
    .toContainEqual(expect.objectContaining({ state: 'done', reply: 'two' }));

  const shown = await issue(lead, { title: '拍一张水位', request: 'photo' });
  const item = await openCommand(phone, '拍一张水位');
  await item
    .getByLabel('拍照并回复')
    .setInputFiles({ name: 'p.png', mimeType: 'image/png', buffer: await page.screenshot() });
  await expect
    .poll(() => receipts(lead, shown))
    .toContainEqual(expect.objectContaining({ state: 'done', media: [expect.objectContaining({ kind: 'photo' })] }));

  const safe = await issue(lead, { title: '台风报平安', request: 'welfare', priority: 'flash' });
  await (await openCommand(phone, '台风报平安')).getByRole('button', { name: '我安全' }).click();
  await expect.poll(() => states(lead, safe)).toEqual(['delivered', 'done', 'read']);
});

test('a held button calls for help, asks for the floor; a video invitation is answered', async ({ phone, lead }) => {
  const { page } = phone;
  await signInAtPhone(phone, WORKER);
  const sos = page.getByRole('button', { name: /紧急求助/ });
  await sos.click();
  await sos.hover();
  await page.mouse.down();
  await expect(page.getByText('中心已收到求助')).toBeVisible();
  await page.mouse.up();
  await lead.hears<{ code: string }>('notice', ({ code }) => code === 'sos');
  expect(lead.all<{ code: string }>('notice').filter(({ code }) => code === 'sos')).toHaveLength(1);

  await page.getByRole('button', { name: '对讲' }).click();
  await page.getByRole('button', { name: '按住讲话' }).hover();
  await page.mouse.down();
  await expect(page.getByText('请讲话')).toBeVisible();
  await page.mouse.up();
  await expect(page.getByText('频道空闲')).toBeVisible();

  const sessionId = newId();
  expect(await lead.ask('video:invite', { sessionId, workerId: WORKER, kind: 'camera' })).toMatchObject({ ok: true });
  const dialog = page.getByRole('dialog', { name: '视频邀请' });
  await dialog.getByLabel('拒绝原因').fill('正在劝导');
  await dialog.getByRole('button', { name: '拒绝', exact: true }).click();
  const answer = await lead.hears<{ sessionId: string }>('video:answer');
  expect(answer).toMatchObject({ sessionId, accept: false, reason: '正在劝导' });
});

test('the terminal opens without a network, is installable, and is clean for axe on a phone and a tablet', async ({
  phone,
  line,
  lead,
}) => {
  const { page } = phone;
  const keep = async (name: string) => {
    await page.screenshot({ path: `artefacts/screens/terminal-${name}.png` });
    expect.soft(await violations(page), name).toEqual([]);
  };
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByLabel('Worker number')).toBeVisible();
  await keep('sign-in-en');
  await page.getByRole('button', { name: '中文' }).click();
  await signInAtPhone(phone, WORKER);
  await goOnDuty(phone);
  const replies = [
    { id: 'ok', label: '可以' },
    { id: 'later', label: '半小时后' },
  ];
  const target = { ...CENTRE, address: '云锦路 12 弄 3 号' };
  await issue(lead, { title: '云锦路积水，请立即到场设置警示并疏导行人', priority: 'flash', target, replies });
  await issue(lead, { title: '请拍一张河道水位', priority: 'routine', request: 'photo' });
  const notice = await issue(lead, { title: '今晚有雷雨', kind: 'notice', priority: 'routine', requires: 'read' });
  await expect(commandsOf(page)).toHaveCount(3);
  await lead.op('command.cancel', { reason: '预警解除' }, { entityId: notice });
  const flash = await openCommand(phone, '云锦路积水');
  await flash.getByRole('button', { name: '看路线' }).click();
  await expect(flash.getByText(/沿路约/)).toBeVisible();

  for (const [width, height] of [
    [360, 640],
    [768, 1024],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: width < 400 ? 'dark' : 'light' });
    for (const tab of ['指令', '上报', '对讲']) {
      await page.getByRole('navigation').getByRole('button', { name: tab }).click();
      await keep(`${tab}-${width}`);
    }
  }
  const debug = await page.context().newCDPSession(page);
  const { installabilityErrors } = await debug.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);

  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  lose(line);
  await page.reload();
  await page.getByRole('navigation').getByRole('button', { name: '指令' }).click();
  await expect(commandsOf(page)).toHaveCount(3);
  await expect(linkOf(page)).toHaveText(/无网络|正在连接/);
});
