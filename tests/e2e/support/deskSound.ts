import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type Console, expect } from './fixtures.ts';
import { openDevices } from './tap.ts';

/** What is done to the devices of a page that talks and hears, and what an operator does with sound at a desk. */

/**
 * As when the plug of the microphone that is open is pulled: its track ends. Chromium's fake devices cannot be taken away, so the
 * event is the test's own; that another is opened and the talk goes on is the page's.
 */
export async function pullOut(page: Page): Promise<void> {
  // The floor may be there before the microphone is.
  await microphoneIsOpen(page);
  await page.evaluate(() => {
    const open = window.heard.microphones.findLast((stream) => stream.active);
    for (const track of open?.getAudioTracks() ?? []) {
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
  });
}

export const microphoneIsOpen = (page: Page): Promise<void> =>
  expect.poll(async () => (await openDevices(page)).microphones, 'the microphone is open').toBe(1);

/** What is done to the sound of the microphone that is open, as its own track says. */
export function processingOf(page: Page): Promise<{ echoCancellation?: unknown; noiseSuppression?: unknown }> {
  return page.evaluate(() => {
    const open = window.heard.microphones.findLast((stream) => stream.active);
    const { echoCancellation, noiseSuppression } = open?.getAudioTracks()[0]?.getSettings() ?? {};
    return { echoCancellation, noiseSuppression };
  });
}

/** From now on there is no microphone, as Chromium says it where there is none. */
export function takeAway(page: Page): Promise<void> {
  return page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('none', 'NotFoundError'));
  });
}

/** On which side the channel that is talked on is heard. */
export async function hearOn(desk: Page, side: '左' | '中' | '右'): Promise<void> {
  await desk.getByRole('combobox', { name: '声道' }).click();
  await desk.getByRole('option', { name: side, exact: true }).click();
  await expect(desk.getByRole('combobox', { name: '声道' })).toContainText(side);
}

/** The last talk is heard again at one key, then from the list at twice its speed, and a copy of it is saved. */
export async function playsTheLastTalk({ app, page, home }: Console): Promise<void> {
  await page.keyboard.press('t');
  const again = page.getByRole('region', { name: '最近通话' }).getByLabel('播放位置');
  await expect(again).toHaveAttribute('aria-valuetext', /^0:0[1-9]/);
  await page.keyboard.press('Shift+I');
  await page.getByRole('listbox', { name: '通话记录' }).getByRole('option').first().click();
  await page.getByRole('button', { name: '播放', exact: true }).click();
  await page.getByRole('combobox', { name: '语速' }).click();
  await page.getByRole('option', { name: '2×' }).click();
  const position = async () => ({
    at: performance.now() / 1000,
    of: Number(await page.getByLabel('播放位置').inputValue()),
  });
  await page.getByLabel('播放位置').press('Home');
  // The element tells its position four times a second: looked at more often, so that the moment of a change is known.
  const often = { intervals: [40] };
  const begin = (await position()).of;
  await expect.poll(async () => (await position()).of, often).toBeGreaterThan(begin);
  const first = await position();
  await expect.poll(async () => (await position()).of, often).toBeGreaterThan(first.of + 0.8);
  const last = await position();
  expect((last.of - first.of) / (last.at - first.at), 'seconds of sound a second').toBeGreaterThan(1.5);

  const file = join(home, 'talk.ogg');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, file);
  await page.locator('#desk-context').getByRole('button', { name: '导出', exact: true }).click();
  await expect(page.getByText('已导出：')).toBeVisible();
  const bytes = readFileSync(file);
  expect(bytes.toString('latin1', 0, 4)).toBe('OggS');
  expect(bytes.length).toBeGreaterThan(3000);
}
