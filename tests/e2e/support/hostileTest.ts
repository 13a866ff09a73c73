import type { Page } from '@playwright/test';
import { rows } from './desk.ts';
import { expect, test as base } from './fixtures.ts';
import { type HostileGateway, startHostileGateway } from './hostileGateway.ts';

/** Tests that have a gateway of their own which does wrong. */
export const test = base.extend<{ hostile: HostileGateway }>({
  hostile: async ({}, use) => {
    const gateway = await startHostileGateway();
    await use(gateway);
    await gateway.close();
  },
});
export { expect };

/** The desk can still be worked with: its palette opens, finds and closes, and its queue can be read. */
export async function deskAnswers(page: Page, title: string): Promise<void> {
  await expect(rows(page).filter({ hasText: title })).toHaveCount(1);
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: '命令面板' });
  await expect(palette).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
}
