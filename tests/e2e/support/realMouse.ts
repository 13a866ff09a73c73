import { execFileSync, spawnSync } from 'node:child_process';
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { expect, test as base } from './fixtures.ts';
import { mayHaveScreens, type Screens, startScreens } from './screens.ts';
import { dragAcross } from './videoTiles.ts';

const SCREENS = 3;
const SCREEN = { width: 1920, height: 1080 };
/** Where a drag begins within its source is left by so many pixels, in steps as a hand does. */
const STEPS = [3, 6, 12] as const;
const SHARES = [0.3, 0.7, 1] as const;

interface At {
  x: number;
  y: number;
}
/** An element, or a point of a page in CSS pixels. */
export type Spot = Locator | { on: Page; at: At };

/** A mouse of the X server, and windows beside each other on screens of their own: what it drags is dragged as by an operator. */
export interface RealMouse {
  /** what an app must have in its environment to be under this mouse */
  env: Screens['env'];
  /** lays windows beside each other, one on each screen */
  place: (app: ElectronApplication, pages: readonly Page[]) => Promise<void>;
  /** takes something to a place that takes it, and lets it go there */
  drag: (from: Spot, to: Locator) => Promise<void>;
  /** holds something over a place until that is lit, looks at it, and gives the drag up by Escape */
  giveUp: (from: Spot, to: Locator, look: () => Promise<void>) => Promise<void>;
  close: () => Promise<void>;
}

/** For tests in which something is dragged; `mouse` is null where this machine has none that a test could move. */
export const test = base.extend<{ mouse: RealMouse | null }>({
  mouse: async ({}, use, { annotations }) => {
    const mouse = mayHaveScreens() && spawnSync('xdotool', ['version']).status === 0 ? await startMouse() : null;
    const description = 'dragging from window to window: install xdotool and the dummy driver of Xorg';
    if (!mouse) annotations.push({ type: 'not driven', description });
    await use(mouse);
    await mouse?.close();
  },
});

async function startMouse(): Promise<RealMouse> {
  const screens = await startScreens();
  for (let n = 0; n < SCREENS; n += 1) screens.show(n, '1920x1080', { x: n * SCREEN.width, y: 0 });
  const tool = (...args: (string | number)[]) =>
    execFileSync('xdotool', args.map(String), { env: { ...process.env, ...screens.env } });
  const moveTo = ({ x, y }: At) => tool('mousemove', x, y);

  /** Presses, moves in steps, and stays over the other until it says that it takes what is held. */
  const hold = async (from: Spot, to: Locator): Promise<void> => {
    const [begin, end] = [await onScreen(from), await onScreen(to)];
    moveTo(begin);
    tool('mousedown', 1);
    for (const step of STEPS) moveTo({ x: begin.x + step, y: begin.y + step });
    for (const share of SHARES) moveTo(between(begin, end, share));
    await expect(async () => {
      for (const by of [1, 0]) moveTo({ x: end.x + by, y: end.y });
      await expect(lit(to)).toHaveCount(1, { timeout: 1000 });
    }).toPass({ timeout: 10_000 });
  };
  const drop = async (from: Spot, to: Locator): Promise<void> => {
    await watchDrop(to.page());
    try {
      await hold(from, to);
    } finally {
      tool('mouseup', 1);
    }
    await expect(to.page().locator('html[data-test-dropped]')).toHaveCount(1, { timeout: 5000 });
  };
  return {
    env: screens.env,
    place: async (app, pages) => {
      for (const [n, page] of pages.entries()) {
        const window = await app.browserWindow(page);
        await window.evaluate((one, x) => one.setPosition(x, 0), n * SCREEN.width);
        await expect.poll(() => page.evaluate(() => screenX)).toBe(n * SCREEN.width);
      }
    },
    // A hand that lets go before the other window has answered drops nothing, and does it again.
    drag: (from, to) => expect(() => drop(from, to)).toPass({ timeout: 40_000 }),
    giveUp: async (from, to, look) => {
      await hold(from, to);
      await look();
      tool('key', 'Escape');
      await expect(lit(to)).toHaveCount(0);
      tool('mouseup', 1);
    },
    close: screens.close,
  };
}

/** Drags with the mouse where there is one, else by events that look like it. */
export const dragTo = (mouse: RealMouse | null, from: Locator, to: Locator): Promise<void> =>
  mouse ? mouse.drag(from, to) : dragAcross(from, to);

/** The place that takes what is held over an element. */
const lit = (to: Locator) => to.locator('xpath=ancestor-or-self::*[@data-over]');

const between = (from: At, to: At, share: number): At => ({
  x: Math.round(from.x + (to.x - from.x) * share),
  y: Math.round(from.y + (to.y - from.y) * share),
});

/** Where the middle of something is on the screens, px. */
async function onScreen(spot: Spot): Promise<At> {
  if ('at' in spot) return shifted(spot.on, spot.at);
  const box = await spot.boundingBox();
  if (!box) throw new Error(`${spot} has no place`);
  return shifted(spot.page(), { x: box.x + box.width / 2, y: box.y + box.height / 2 });
}

async function shifted(page: Page, { x, y }: At): Promise<At> {
  const origin = await page.evaluate(() => ({ x: screenX, y: screenY + outerHeight - innerHeight }));
  return { x: Math.round(origin.x + x), y: Math.round(origin.y + y) };
}

/** The page says on its root element that something was dropped on it. */
function watchDrop(page: Page): Promise<void> {
  return page.evaluate(() => {
    const { dataset } = document.documentElement;
    delete dataset.testDropped;
    window.addEventListener('drop', () => (dataset.testDropped = ''), { once: true, capture: true });
  });
}
