import { execFileSync, spawnSync } from 'node:child_process';
import type { ElectronApplication, Page } from '@playwright/test';
import type { Socket } from 'socket.io-client';
import type { Transmission } from '#shared/protocol/intercom.ts';
import { decodeVoiceFrame, encodeVoiceFrame } from '#shared/protocol/voiceFrame.ts';
import { type Client, newId } from '../../contract/gateway/clients.ts';
import { rowsOf } from '../../contract/gateway/radioClients.ts';
import type { Child } from '../../support/child.ts';
import { connectTerminal } from '../../support/terminal.ts';
import { expect, test } from './fixtures.ts';

/** What an operator sees and does at the radio, and terminals of another maker that talk with the desk. */

export const bar = (page: Page) => page.locator('#desk-radio');
export const floor = (page: Page) => bar(page).getByRole('status').first();
export const context = (page: Page) => page.locator('#desk-context');

export interface Field {
  socket: Socket;
  /** Opus packets that were heard */
  heard: Uint8Array[];
  ask: (event: string, payload: unknown) => Promise<{ state?: string; channelIndex?: number; streamId?: number }>;
  /** talks with these packets, over and over, until stopped */
  talk: (packets: readonly Uint8Array[], channelIndex?: number) => () => void;
  /** says them once, at the pace of speech */
  say: (packets: readonly Uint8Array[], channelIndex?: number) => Promise<void>;
}
export async function openField(gateway: string, workerId: string): Promise<Field> {
  const socket = await connectTerminal(gateway, workerId);
  const heard: Uint8Array[] = [];
  socket.on('voice', (frame: Uint8Array) => {
    const read = decodeVoiceFrame(new Uint8Array(frame));
    if (read) heard.push(new Uint8Array(read.packet));
  });
  const ask: Field['ask'] = (event, payload) => socket.timeout(5000).emitWithAck(event, payload);
  const send = (packet: Uint8Array, n: number, channelIndex: number) =>
    socket.emit('voice', encodeVoiceFrame({ channelIndex, streamId: 1, sequence: n, timestamp: n * 960 }, packet));
  const talk: Field['talk'] = (packets, channelIndex = 0) => {
    let n = 0;
    const timer = setInterval(() => {
      send(packets[n % packets.length] ?? new Uint8Array([0xf8]), n, channelIndex);
      n += 1;
    }, 20);
    return () => clearInterval(timer);
  };
  const say: Field['say'] = async (packets, channelIndex = 0) => {
    for (const [n, packet] of packets.entries()) {
      send(packet, n, channelIndex);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return { socket, heard, ask, talk, say };
}

export const GLOBAL_KEY = 'F8';
/** xdotool presses keys of the X server itself, whoever has the focus. */
const hasXdotool = process.platform === 'linux' && spawnSync('xdotool', ['version']).status === 0;
const focused = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow() !== null);

/** The key of the whole system talks and ends while another program is in front. */
export async function globalKey(app: ElectronApplication, page: Page, other: ElectronApplication): Promise<void> {
  if (!hasXdotool) {
    test
      .info()
      .annotations.push({ type: 'not driven', description: 'the global key: install xdotool, and have an X server' });
    return;
  }
  await other.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.focus());
  await expect.poll(() => focused(app), 'no window of the app has the focus').toBe(false);
  execFileSync('xdotool', ['key', GLOBAL_KEY]);
  await expect(floor(page)).toContainText('正在讲话，剩');
  expect(await focused(app)).toBe(false);
  // A second press within 0.7 s is a key that repeats.
  await page.waitForTimeout(800);
  execFileSync('xdotool', ['key', GLOBAL_KEY]);
  await expect(floor(page)).not.toContainText('正在讲话');
}

const TEN = Array.from({ length: 10 }, (_, n) => `w${`${n + 11}`.padStart(5, '0')}`);
const talksOf = async (lead: Client, channelId: string) =>
  (await rowsOf<Transmission>(lead, 'transmission')).filter((talk) => talk.channelId === channelId);

/**
 * Ten handhelds of the simulator and both desks on one channel: they talk as they like, an operator's emergency takes the floor of
 * one of them, and when all ten are gone at once amid a talk the floor goes to whoever waits.
 */
export async function tenTalk(
  { ten, desks, lead, wang }: { ten: Child; desks: [Page, Page]; lead: Client; wang: Field },
  packets: readonly Uint8Array[],
): Promise<void> {
  const [page, second] = desks;
  const channelId = newId();
  const members = { workerIds: [...TEN, 'w00001'], userIds: ['dispatcher', 'lead'] };
  const opened = await lead.op('channel.open', { channelId, name: '十人通话', kind: 'ad-hoc', members });
  expect(opened).toMatchObject({ ok: true });
  await page.keyboard.press('i');
  for (const desk of desks) {
    await context(desk).getByRole('option').filter({ hasText: '十人通话' }).click();
    const channel = context(desk).getByRole('region', { name: '十人通话' });
    await channel.getByRole('button', { name: '在此讲话' }).click();
  }
  const talker = async () => (await talksOf(lead, channelId)).findLast(({ endedAt }) => endedAt === null)?.talker;
  await expect.poll(async () => TEN.includes((await talker())?.id ?? '')).toBe(true);
  for (const desk of desks) await expect(floor(desk)).toContainText(/[^员] 正在讲话/);
  await page.keyboard.down('F9');
  await expect(floor(page)).toContainText('紧急正在讲话，剩');
  await expect(floor(second)).toContainText('派遣员 正在讲话');
  await page.keyboard.up('F9');
  const ends = async () =>
    (await talksOf(lead, channelId)).filter((talk) => TEN.includes(talk.talker.id)).map(({ endedBy }) => endedBy);
  await expect.poll(ends).toContain('preempted');

  // Somebody of the ten holds the floor, and another worker waits behind those who wait already.
  await expect(async () => {
    expect(TEN).toContain((await talker())?.id);
    const asked = await wang.ask('floor:request', { channelId });
    if (asked.state !== 'queued') await wang.ask('floor:release', { channelId });
    expect(asked.state).toBe('queued');
  }).toPass({ timeout: 15_000 });
  const hush = wang.talk(packets, (opened.result as { index: number }).index);
  await ten.end('SIGKILL');
  for (const desk of desks) await expect(floor(desk)).toContainText('王春海 正在讲话');
  await expect.poll(ends).toContain('vanished');
  hush();
  await wang.ask('floor:release', { channelId });
}

/** 20 ms of Opus in which nobody speaks */
const HUSH = new Uint8Array([0xf8, 0xff, 0xfe]);

/** A worker says something, is silent for 1.6 s, and says something more. */
export async function saysWithAPause(wang: Field, channelId: string, packets: readonly Uint8Array[]): Promise<void> {
  expect(await wang.ask('floor:request', { channelId })).toMatchObject({ state: 'granted' });
  const pause = Array.from({ length: 80 }, () => HUSH);
  await wang.say([...packets.slice(0, 25), ...pause, ...packets.slice(25, 45)]);
  await wang.ask('floor:release', { channelId });
}

/** The last talk of a worker, in the list that is open, is played over its silence. */
export async function skipsTheSilence(page: Page, name: string): Promise<void> {
  await context(page).getByRole('searchbox').fill(name);
  const talks = context(page).getByRole('listbox', { name: '通话记录' }).getByRole('option');
  await expect(talks.filter({ hasNotText: name })).toHaveCount(0);
  await talks.filter({ hasText: name }).first().click();
  await context(page).getByRole('button', { name: '播放', exact: true }).first().click();
  const player = context(page).getByRole('group', { name });
  const position = player.getByLabel('播放位置');
  // Its silences are known when it is drawn.
  await expect(player.locator('rect').first()).toBeAttached();
  const gained = position.evaluate(mostGained);
  await player.getByRole('checkbox', { name: '跳过静音' }).click();
  await position.press('Home');
  const play = player.getByRole('button', { name: '播放', exact: true });
  if (await play.isVisible()) await play.click();
  expect(await gained, 'seconds that were passed over').toBeGreaterThan(PASSED_OVER);
}

/** s; of the pause 0.3 are played, and the position is told four times a second */
const PASSED_OVER = 0.8;

/** Runs in the page: by how many seconds the position gained most on the clock from one change of it to the next, within 6 s. */
function mostGained(slider: Element): Promise<number> {
  const look = () => ({ at: performance.now() / 1000, of: Number((slider as HTMLInputElement).value) });
  const begun = look();
  return new Promise((resolve) => {
    let [before, most] = [begun, 0];
    const timer = setInterval(() => {
      const now = look();
      if (now.of !== before.of) {
        most = Math.max(most, now.of - before.of - (now.at - before.at));
        before = now;
      }
      if (most < 1 && now.at - begun.at < 6) return;
      clearInterval(timer);
      resolve(most);
    }, 20);
  });
}
