import { keep } from './support/axe.ts';
import { keepEverything, openDeskWithCase } from './support/everyScreen.ts';
import { test } from './support/fixtures.ts';

test('every window is clean for axe in Chinese and dark, and its picture is kept', async ({
  gateway,
  district,
  launch,
}) => {
  test.setTimeout(400_000);
  const desk = await openDeskWithCase({ gateway, district, launch }, (page) => keep(page, 'sign-in'));
  await keepEverything(desk, 'zh-dark');
  await desk.page.bringToFront();
  await desk.page.keyboard.press('Escape');
  await keep(desk.page, 'desk-map');
});
