import type { Page } from '@playwright/test';
import { CENTRE, newId, openConsole } from '../contract/gateway/clients.ts';
import { freshFolder, type Gateway } from '../support/centre.ts';
import { connectCrowd } from '../support/terminal.ts';
import { violations } from './support/axe.ts';
import { openDesk, presetSettings } from './support/desk.ts';
import { type Console, expect, type LaunchOptions, test } from './support/fixtures.ts';
import { HID_DEVICE, hidButton } from './support/hid.ts';
import {
  bar,
  context,
  floor,
  GLOBAL_KEY,
  globalKey,
  openField,
  saysWithAPause,
  skipsTheSilence,
  tenTalk,
} from './support/radioDesk.ts';

/** The radio of a desk on the real app and gateway, with Chromium's fake microphone, and terminals of another maker. */

const FAKE_MICROPHONE = ['--use-fake-device-for-media-stream'];
const ALL = 'district';
/** the channel of the worker and the operator */
const DIRECT = '王春海 · 派遣员';

const PEDAL = { gamepad: 'Pedal of the test', button: 1 };
/** Neither Chromium nor its protocol makes up a gamepad, and a machine without `uinput` has none: what the page reads of it is the test's own. */
async function pedal(page: Page, pressed: boolean): Promise<void> {
  const buttons = [false, pressed].map((one) => ({ pressed: one, touched: one, value: Number(one) }));
  const pad = { id: PEDAL.gamepad, buttons };
  await page.evaluate((read) => {
    navigator.getGamepads = () => [null, read as never];
  }, pad);
}

async function keep(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `artefacts/screens/intercom-${name}.png` });
}
/** The same state in English, on the light theme. */
async function keepEnglish(page: Page, name: string): Promise<void> {
  await page.evaluate(() => street.changeSettings({ language: 'en', theme: 'light' }));
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await keep(page, `${name}-en`);
  await page.evaluate(() => street.changeSettings({ language: 'zh-CN', theme: 'dark' }));
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
}

/** A desk on its own data folder, live at a centre. */
async function openRadioDesk(
  launch: (options: LaunchOptions) => Promise<Console>,
  centre: Gateway,
  { username, args = [], settings = {} }: { username: string; args?: string[]; settings?: Record<string, unknown> },
): Promise<Console> {
  const home = freshFolder('home');
  presetSettings(home, { language: 'zh-CN', theme: 'dark', ...settings });
  const desk = await launch({ gateway: centre.url, home, args });
  await openDesk(desk.page, username);
  await expect(floor(desk.page)).toHaveText('空闲');
  return desk;
}

test('[GW123] [ST196] [ST287] [ST288] two desks and ten simulated terminals: granted, heard, queued, pre-empted, denied, overruled, lost, recorded, alone', async ({
  gateway,
  district,
  launch,
}) => {
  const centre = await gateway();
  const settings = { talkButton: PEDAL, globalTalkKey: GLOBAL_KEY, hidDevice: HID_DEVICE };
  const [{ page, app }, { page: second, app: other }] = await Promise.all([
    openRadioDesk(launch, centre, { username: 'dispatcher', args: FAKE_MICROPHONE, settings }),
    openRadioDesk(launch, centre, { username: 'lead' }),
  ]);
  const [wang, crowd] = await Promise.all([openField(centre.url, 'w00001'), connectCrowd(centre.url, 'w00002', 10)]);
  await wang.ask('duty', { on: true, at: Date.now() });
  await wang.ask('position', { t: Date.now(), ...CENTRE, speed: 1, heading: 90 });

  // Without a microphone: said in words, and no floor is held in silence.
  await second.keyboard.down('Space');
  await expect(bar(second).getByText('没有找到话筒：可以收听，不能讲话')).toBeVisible();
  await expect(floor(second)).not.toContainText('讲话，剩');
  await keep(second, 'no-microphone');
  await second.keyboard.up('Space');

  // Space held: granted, and the field hears what the microphone says.
  await page.keyboard.down('Space');
  await expect(floor(page)).toContainText('正在讲话，剩');
  await expect(floor(second)).toContainText('派遣员 正在讲话');
  await expect.poll(() => wang.heard.length).toBeGreaterThan(50);
  await keep(page, 'granted');

  // So does a pedal, from its press to its release.
  await page.keyboard.up('Space');
  await expect(floor(page)).not.toContainText('正在讲话');
  await pedal(page, true);
  await expect(floor(page)).toContainText('正在讲话，剩');
  await pedal(page, false);
  await expect(floor(page)).not.toContainText('正在讲话');
  await hidButton(app, page);
  await globalKey(app, page, other);
  await page.keyboard.down('Space');
  await expect(floor(page)).toContainText('正在讲话，剩');

  // The shift lead ends it.
  await second.keyboard.press('i');
  await context(second).getByRole('button', { name: '中止讲话' }).click();
  await second.getByRole('dialog').getByRole('button', { name: '中止讲话' }).click();
  await expect(floor(page)).toContainText('话权已收回：被值守人员中止');
  await page.keyboard.up('Space');
  const packets = wang.heard.slice(5);

  // The field talks: its name shows, and its mark is lit. Whoever wants to talk too waits.
  expect(await wang.ask('floor:request', { channelId: ALL })).toMatchObject({ state: 'granted' });
  const quiet = wang.talk(packets);
  await expect(floor(second)).toContainText('王春海 正在讲话');
  await expect(page.getByText('王春海 · 正在讲话')).toBeVisible();
  await page.keyboard.down('Space');
  await expect(floor(page)).toContainText('排队第 1 位');
  await keep(page, 'queued');
  await page.keyboard.up('Space');
  await expect(floor(page)).not.toContainText('排队');

  // An emergency takes the floor, from another window of the app as well.
  const [video] = await Promise.all([app.waitForEvent('window'), page.evaluate(() => street.openWindow('video'))]);
  await expect(video.locator('main')).toBeVisible();
  // A window that has just opened takes no key before it knows the radio.
  await expect(async () => {
    await video.keyboard.up('F9');
    await video.keyboard.down('F9');
    await expect(floor(page)).toContainText('紧急正在讲话，剩', { timeout: 5000 });
  }).toPass({ timeout: 60_000 });
  await expect(video.getByRole('status').last()).toContainText('正在讲话，剩');
  await keep(page, 'emergency');
  quiet();
  await video.keyboard.up('F9');
  await expect(floor(page)).not.toContainText('正在讲话');

  // And may be taken by one, which is said with its reason. Then all want to talk.
  await page.keyboard.down('Space');
  await expect(floor(page)).toContainText('正在讲话，剩');
  await wang.ask('floor:request', { channelId: ALL, emergency: true });
  const alarm = wang.talk(packets);
  await expect(floor(page)).toContainText('话权已收回：紧急讲话优先');
  await keep(page, 'pre-empted');
  await page.keyboard.up('Space');
  const [ten, lead] = await Promise.all([
    district(centre.url, { workers: 10, first: 10, rate: 1, radio: 36_000, reliable: true }),
    openConsole(centre.url, 'lead'),
    ...crowd.map((socket) => socket.emitWithAck('floor:request', { channelId: ALL })),
  ]);
  await page.keyboard.down('Space');
  await expect(floor(page)).toContainText('未获话权：排队的人太多');
  await keep(page, 'denied');
  await page.keyboard.up('Space');

  alarm();
  await wang.ask('floor:release', { channelId: ALL });
  for (const socket of crowd) socket.disconnect();

  // A talker who is lost holds up nobody: the next in the queue has the floor.
  await tenTalk({ ten, desks: [page, second], lead, wang }, packets);
  await saysWithAPause(wang, ALL, packets);
  lead.close();
  wang.socket.disconnect();
  await expect(floor(second)).not.toContainText('正在讲话');

  // What was said stands in the list, and plays.
  await page.keyboard.press('Shift+I');
  const talks = context(page).getByRole('listbox', { name: '通话记录' }).getByRole('option');
  await expect.poll(() => talks.count()).toBeGreaterThanOrEqual(5);
  // The ten said a lot, and a list draws what is in sight alone.
  await context(page).getByRole('searchbox').fill('派遣员');
  await expect(talks.filter({ hasNotText: '派遣员' })).toHaveCount(0);
  await talks.filter({ hasText: '派遣员' }).last().click();
  await context(page).getByRole('button', { name: '播放' }).click();
  await expect(context(page).getByLabel('播放位置')).toHaveAttribute('aria-valuetext', /^0:0[1-9]/);
  await keep(page, 'talks');
  expect(await violations(page)).toEqual([]);
  await skipsTheSilence(page, '王春海');

  await centre.end();
  await expect(bar(page)).toContainText('独立工作中');
  await keep(page, 'alone');
});

test('a worker who asks is called back at one key, on a channel of the two of them', async ({ gateway, launch }) => {
  const centre = await gateway();
  const { page } = await openRadioDesk(launch, centre, { username: 'dispatcher' });
  const wang = await openField(centre.url, 'w00001');
  await wang.ask('call-back', { id: newId(), at: Date.now(), note: '井盖旁边有人受伤' });
  await bar(page).getByRole('button', { name: '1 人等待回呼' }).click();
  await expect(context(page).getByRole('list', { name: '等待回呼' })).toContainText('井盖旁边有人受伤');
  await keep(page, 'call-backs');
  await page.keyboard.press('y');
  await expect(context(page).getByText('派遣员 于')).toBeVisible();
  await page.keyboard.press('i');
  const direct = context(page).getByRole('region', { name: DIRECT });
  await expect(direct).toContainText('讲话频道');
  await expect(direct).toContainText('正在收听（2）');
  await keep(page, 'channels');
  await keepEnglish(page, 'channels');
  expect(await violations(page)).toEqual([]);

  // Who stands on the map is chosen together, and a channel is opened with all of them.
  const others = await Promise.all(['w00002', 'w00003'].map((id) => openField(centre.url, id)));
  for (const [n, { ask }] of [wang, ...others].entries()) {
    await ask('duty', { on: true, at: Date.now() });
    await ask('position', { t: Date.now(), lon: CENTRE.lon + n * 0.004, lat: CENTRE.lat, speed: 0, heading: 0 });
  }
  await page.keyboard.press('Escape');
  const map = page.getByRole('region', { name: /街道地图/ });
  const chosen = page.getByRole('region', { name: '已选网格员' });
  const box = await map.boundingBox();
  if (!box) throw new Error('no map');
  await expect(async () => {
    await page.keyboard.down('Control');
    await page.mouse.move(box.x + box.width * 0.2, box.y + box.height * 0.15);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.8, box.y + box.height * 0.85, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up('Control');
    await expect(chosen).toContainText('已选 3 人', { timeout: 5000 });
  }).toPass({ timeout: 60_000 });
  await expect(chosen).toContainText('在岗 3 人');
  await keep(page, 'chosen');
  await keepEnglish(page, 'chosen');
  await page.keyboard.press('Shift+J');
  const opened = context(page).getByRole('region', { name: /等 3 人/ });
  await expect(opened.getByRole('region', { name: '成员' })).toContainText('成员（4）');
  await expect(opened.getByText('在听')).toHaveCount(3);
  await opened.getByRole('button', { name: '移出 王春海' }).click();
  await expect(opened.getByRole('region', { name: '成员' })).toContainText('成员（3）');
  await expect(opened).toContainText('正在收听（3）');
  await opened.getByRole('searchbox', { name: '加人（按姓名查找）' }).fill('王春海');
  await opened.getByRole('button', { name: '王春海' }).first().click();
  await expect(opened.getByRole('region', { name: '成员' })).toContainText('成员（4）');
  await keep(page, 'members');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Shift+C');
  await expect(context(page)).toContainText('3 人');
  await chosen.getByRole('button', { name: '清除所选' }).click();
  await expect(chosen).toBeHidden();

  // A command without an answer is escalated to a call: one press on its notice, and the desk is on the channel to the worker.
  const lead = await openConsole(centre.url, 'lead');
  const policy = {
    dueSeconds: { flash: 1, urgent: 60, routine: 60 },
    escalation: { steps: ['voice-call'], everySeconds: 5 },
  };
  expect(await lead.op('command.policy-set', { policy } as never)).toMatchObject({ ok: true });
  const words = {
    kind: 'order',
    priority: 'flash',
    title: '井盖塌陷，请到岗',
    text: '请到岗',
    requires: 'accepted',
  } as const;
  const asked = { id: newId(), ...words, issuedAt: Date.now(), escalate: true, recipients: { workers: ['w00001'] } };
  expect(await lead.op('command.issue', asked)).toMatchObject({ ok: true });
  // What is read aloud at once is hidden from the tree of what can be read, until somebody goes there.
  const notice = page.locator('h2', { hasText: '请呼叫 王春海：指令没有回执' });
  await expect(notice).toBeVisible();
  await keep(page, 'voice-call');
  await page.locator('button', { hasText: /^呼叫$/ }).click();
  await expect(notice).toBeHidden();
  await expect(context(page).getByRole('region', { name: DIRECT })).toContainText('讲话频道');
  lead.close();
  for (const { socket } of others) socket.disconnect();
  wang.socket.disconnect();
});
