import { picture } from './support/axe.ts';
import { openCase } from './support/desk.ts';
import { keepEverything, openDeskWithCase } from './support/everyScreen.ts';
import { expect, test } from './support/fixtures.ts';

test('every window is clean for axe in English and light, and its picture is kept, at 4K too', async ({
  gateway,
  district,
  launch,
}) => {
  test.setTimeout(400_000);
  const { app, page } = await openDeskWithCase({ gateway, district, launch });
  const wall = await keepEverything({ app, page }, 'en-light');
  await page.bringToFront();
  await page.keyboard.press('Escape');
  // A wall or desk of four times the pixels: the same screens, not smaller ones.
  await app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.setBounds({ x: 0, y: 0, width: 3840, height: 2160 });
  });
  for (const [window, name] of [
    [page, 'desk-map-4k'],
    [wall, 'wall-4k'],
  ] as const) {
    await expect.poll(() => window.evaluate(() => innerWidth)).toBeGreaterThan(3800);
    await picture(window, name);
  }
  await openCase(page);
  await picture(page, 'case-4k');
});
