import type { Page } from '@playwright/test';
import { readStrip, STRIP_COLUMNS, stripBlocks } from '#shared/domain/clockStrip.ts';

/** Clocks in pictures: drawn by what takes the place of a camera, and read from what is shown. */

interface Pixels {
  width: number;
  light: number[];
}

/** The time in the picture of an element, and when it was looked at; null when no clock can be read in it. */
export async function pictureTime(page: Page, selector: string): Promise<{ at: number; now: number } | null> {
  const { width, light, now } = await page.evaluate((wanted): Pixels & { now: number } => {
    const picture = document.querySelector<HTMLVideoElement | HTMLCanvasElement>(wanted);
    const width = picture instanceof HTMLVideoElement ? picture.videoWidth : (picture?.width ?? 0);
    if (!picture || width === 0) return { width: 0, light: [], now: Date.now() };
    const rows = Math.ceil((width / 32) * 2);
    const canvas = new OffscreenCanvas(width, rows);
    const context = canvas.getContext('2d');
    context?.drawImage(picture, 0, 0);
    const now = Date.now();
    const data = context?.getImageData(0, 0, width, rows).data ?? [];
    return { width, light: Array.from({ length: width * rows }, (_, at) => data[at * 4] ?? 0), now };
  }, selector);
  const at = width === 0 ? null : readStrip(width, (x, y) => light[y * width + x] ?? 0);
  return at === null ? null : { at, now };
}

/** How old the picture of an element is, ms; null when no clock can be read in it. */
export async function pictureAge(page: Page, selector: string): Promise<number | null> {
  const read = await pictureTime(page, selector);
  return read && read.now - read.at;
}

/** Gives a page a camera whose picture is a clock that a machine can read. The page's own policy allows no code as text: it asks. */
export async function fakeCamera(page: Page): Promise<void> {
  await page.exposeFunction('stripBlocks', (time: number) => stripBlocks(time));
  await page.evaluate((columns) => {
    const { stripBlocks: blocksOf } = window as unknown as { stripBlocks: (time: number) => Promise<boolean[]> };
    const block = 16;
    const canvas = document.createElement('canvas');
    canvas.width = columns * block;
    canvas.height = 288;
    const context = canvas.getContext('2d', { alpha: false });
    const paint = (now: number, blocks: readonly boolean[]): void => {
      if (!context) return;
      context.fillStyle = `hsl(${(now / 20) % 360} 40% 40%)`;
      context.fillRect(0, 0, canvas.width, canvas.height);
      for (const [at, white] of blocks.entries()) {
        context.fillStyle = white ? '#fff' : '#000';
        context.fillRect((at % columns) * block, Math.floor(at / columns) * block, block, block);
      }
      context.font = '32px monospace';
      context.fillStyle = '#fff';
      context.fillText(new Date(now).toISOString().slice(11, 23), 24, 160);
    };
    const next = async (): Promise<void> => {
      const now = Date.now();
      paint(now, await blocksOf(now));
      setTimeout(() => void next(), 40);
    };
    void next();
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (wanted) => {
      // The real question all the same: whoever may use the camera is told the machine's own addresses, as on a phone.
      const real = await ask(wanted);
      return new MediaStream([...canvas.captureStream(25).getVideoTracks(), ...real.getAudioTracks()]);
    };
  }, STRIP_COLUMNS);
}
