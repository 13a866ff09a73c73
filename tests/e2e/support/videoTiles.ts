import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { expect } from './fixtures.ts';

/** What an operator sees and does in the video window, in the words of the screen (Chinese). */

export const tile = (page: Page, n: number): Locator => page.getByRole('region', { name: new RegExp(`^画面 ${n}：`) });

export const showsState = (page: Page, n: number, state: string) =>
  expect(tile(page, n)).toHaveAttribute('data-link', state, { timeout: 20_000 });

export async function openVideo(page: Page, app: ElectronApplication): Promise<Page> {
  const [video] = await Promise.all([app.waitForEvent('window'), page.evaluate(() => street.openWindow('video'))]);
  await expect(video.getByRole('navigation', { name: '视频源' })).toBeVisible();
  return video;
}

/** The sources of the tree that fit. */
export async function sourcesOf(video: Page, text: string): Promise<Locator> {
  await video.getByLabel('查找视频源').fill(text);
  return video.getByRole('navigation', { name: '视频源' }).getByRole('listitem').getByRole('button');
}

/** Drags from one window into another: what the one gives is what the other gets. */
export async function dragAcross(from: Locator, to: Locator): Promise<void> {
  const given = await from.evaluate((element) => {
    const dataTransfer = new DataTransfer();
    element.dispatchEvent(new DragEvent('dragstart', { bubbles: true, dataTransfer }));
    return dataTransfer.types.map((type) => [type, dataTransfer.getData(type)] as const);
  });
  expect(given.length, 'something is dragged').toBeGreaterThan(0);
  await to.evaluate((element, data) => {
    const dataTransfer = new DataTransfer();
    for (const [type, value] of data) dataTransfer.setData(type, value);
    for (const type of ['dragover', 'drop'])
      element.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
  }, given);
}
