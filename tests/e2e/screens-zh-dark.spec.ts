import { keep } from './support/axe.ts';
import { keepEverything, openEveryWindow } from './support/everyScreen.ts';
import { test } from './support/fixtures.ts';

test('every window is clean for axe in Chinese and dark, and its picture is kept', async ({
  gateway,
  district,
  launch,
}) => {
  test.setTimeout(400_000);
  const windows = await openEveryWindow({ gateway, district, launch }, (page) => keep(page, 'sign-in'));
  await keepEverything(windows, 'zh-dark');
  await windows.page.keyboard.press('Escape');
  await keep(windows.page, 'desk-map');
});
