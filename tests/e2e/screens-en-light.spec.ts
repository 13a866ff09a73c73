import { keep } from './support/axe.ts';
import { openCase } from './support/desk.ts';
import { keepEverything, openEveryWindow } from './support/everyScreen.ts';
import { expect, test } from './support/fixtures.ts';

test('every window is clean for axe in English and light, at 1080p and 4K, and its picture is kept', async ({
  gateway,
  district,
  launch,
}) => {
  test.setTimeout(400_000);
  const windows = await openEveryWindow({ gateway, district, launch });
  const { app, page, wall } = windows;
  await keepEverything(windows, 'en-light');
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
    await keep(window, name);
  }
  await openCase(page);
  await keep(page, 'case-4k');
});
