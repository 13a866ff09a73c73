import type { Page } from '@playwright/test';
import type { Socket } from 'socket.io-client';
import { decodeVoiceFrame, encodeVoiceFrame } from '#shared/protocol/voiceFrame.ts';
import { CENTRE, newId } from '../contract/gateway/clients.ts';
import { freshFolder, type Gateway } from '../support/centre.ts';
import { connectCrowd, connectTerminal } from '../support/terminal.ts';
import { violations } from './support/axe.ts';
import { openDesk, presetSettings } from './support/desk.ts';
import { type Console, expect, type LaunchOptions, test } from './support/fixtures.ts';

/** The radio of a desk on the real app and gateway, with Chromium's fake microphone, and terminals of another maker. */

const FAKE_MICROPHONE = ['--use-fake-device-for-media-stream'];
const ALL = 'district';
/** the channel of the worker and the operator */
const DIRECT = '王春海 · 派遣员';

interface Field {
  socket: Socket;
  /** Opus packets that were heard */
  heard: Uint8Array[];
  ask: (event: string, payload: unknown) => Promise<{ state?: string; channelIndex?: number; streamId?: number }>;
  /** talks with these packets, over and over, until stopped */
  talk: (packets: readonly Uint8Array[]) => () => void;
}
async function openField(gateway: string, workerId: string): Promise<Field> {
  const socket = await connectTerminal(gateway, workerId);
  const heard: Uint8Array[] = [];
  socket.on('voice', (frame: Uint8Array) => {
    const read = decodeVoiceFrame(new Uint8Array(frame));
    if (read) heard.push(new Uint8Array(read.packet));
  });
  const ask: Field['ask'] = (event, payload) => socket.timeout(5000).emitWithAck(event, payload);
  const talk: Field['talk'] = (packets) => {
    let n = 0;
    const timer = setInterval(() => {
      const packet = packets[n % packets.length] ?? new Uint8Array([0xf8]);
      socket.emit('voice', encodeVoiceFrame({ channelIndex: 0, streamId: 1, sequence: n, timestamp: n * 960 }, packet));
      n += 1;
    }, 20);
    return () => clearInterval(timer);
  };
  return { socket, heard, ask, talk };
}

const bar = (page: Page) => page.locator('#desk-radio');
const floor = (page: Page) => bar(page).getByRole('status').first();
const context = (page: Page) => page.locator('#desk-context');

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

test('two desks and a field of terminals: granted, heard, queued, pre-empted, denied, overruled, lost, recorded, alone', async ({
  gateway,
  launch,
}) => {
  const centre = await gateway();
  const [{ page, app }, { page: second }] = await Promise.all([
    openRadioDesk(launch, centre, { username: 'dispatcher', args: FAKE_MICROPHONE }),
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
  await keepEnglish(page, 'queued');
  await page.keyboard.up('Space');
  await expect(floor(page)).not.toContainText('排队');

  // An emergency takes the floor, from another window of the app as well.
  const [video] = await Promise.all([app.waitForEvent('window'), page.evaluate(() => street.openWindow('video'))]);
  await expect(video.locator('main')).toBeVisible();
  // A window that has just opened takes no key before it knows the radio.
  await expect(async () => {
    await video.keyboard.up('F9');
    await video.keyboard.down('F9');
    await expect(floor(page)).toContainText('紧急正在讲话，剩', { timeout: 2000 });
  }).toPass({ timeout: 15_000 });
  await expect(video.getByRole('status').last()).toContainText('正在讲话，剩');
  await keep(page, 'emergency');
  quiet();
  await video.keyboard.up('F9');
  await expect(floor(page)).not.toContainText('正在讲话');

  // And may be taken by one, which is said with its reason. Then all want to talk.
  await page.keyboard.down('Space');
  await expect(floor(page)).toContainText('正在讲话，剩');
  await wang.ask('floor:request', { channelId: ALL, emergency: true });
  await expect(floor(page)).toContainText('话权已收回：紧急讲话优先');
  await keep(page, 'pre-empted');
  await page.keyboard.up('Space');
  const alarm = wang.talk(packets);
  await Promise.all(crowd.map((socket) => socket.emitWithAck('floor:request', { channelId: ALL })));
  await page.keyboard.down('Space');
  await expect(floor(page)).toContainText('未获话权：排队的人太多');
  await keep(page, 'denied');
  await page.keyboard.up('Space');

  // A talker who is lost holds up nobody: the next in the queue has the floor.
  alarm();
  wang.socket.disconnect();
  await expect(floor(second)).toContainText('赵立 正在讲话');
  for (const socket of crowd) socket.disconnect();
  await expect(floor(second)).not.toContainText('正在讲话');

  // What was said stands in the list, and plays.
  await page.keyboard.press('Shift+I');
  const talks = context(page).getByRole('listbox', { name: '通话记录' }).getByRole('option');
  await expect.poll(() => talks.count()).toBeGreaterThanOrEqual(5);
  await talks.filter({ hasText: '派遣员' }).last().click();
  await context(page).getByRole('button', { name: '播放' }).click();
  await expect(context(page).getByLabel('播放位置')).toHaveAttribute('aria-valuetext', /^0:0[1-9]/);
  await keep(page, 'talks');
  expect(await violations(page)).toEqual([]);

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
  wang.socket.disconnect();
});
