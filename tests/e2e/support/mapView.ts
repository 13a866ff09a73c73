import type { Locator, Page } from '@playwright/test';
import { expect } from './fixtures.ts';

export const map = (page: Page): Locator => page.getByRole('region', { name: /街道地图/ });
export const scale = (page: Page): Locator => page.getByText(/^[\d.,]+ (公里|米)$/);

/** Opens what a control of the map hangs out, once it is there. */
export async function opened(page: Page, name: string): Promise<Locator> {
  await page.getByRole('button', { name, exact: true }).click();
  const popup = page.getByRole('dialog', { name, exact: true });
  await expect(popup).toBeVisible();
  return popup;
}

/** A point of the map by shares of its width and height. */
export async function pointOf(page: Page, x: number, y: number): Promise<{ x: number; y: number }> {
  const box = await map(page).boundingBox();
  if (!box) throw new Error('the map has no place');
  return { x: box.x + box.width * x, y: box.y + box.height * y };
}

export async function clickAt(page: Page, x: number, y: number): Promise<void> {
  const at = await pointOf(page, x, y);
  await page.mouse.move(at.x, at.y);
  await page.mouse.click(at.x, at.y);
}
