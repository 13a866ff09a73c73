import type { ElectronApplication } from '@playwright/test';
import { WALL_SCENES, type WallScene } from '#shared/contract/wallPlan.ts';
import { freshFolder } from '../support/centre.ts';
import { presetSettings, signIn } from './support/desk.ts';
import { beyondEdge } from './support/fits.ts';
import { expect, test } from './support/fixtures.ts';
import { chooseInMenu } from './support/menu.ts';
import { reportByPhone } from './support/report.ts';
import { mayHaveScreens, type Screens, startScreens } from './support/screens.ts';

const HD = '1920x1080';
const SCENE_NAMES: Record<WallScene, string> = {
  ...{ situation: '态势', figures: '数据', cases: '案件', shift: '值班' },
  ...{ musters: '集结', zones: '覆盖', video: '视频' },
};
const AWAY = 'http://127.0.0.1:9';

/** Title and place of every window, the desk first. */
function windows(app: ElectronApplication): Promise<{ title: string; x: number; width: number; height: number }[]> {
  return app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .map((window) => ({ title: window.getTitle(), ...window.getBounds() }))
      .map(({ title, x, width, height }) => ({ title, x, width, height }))
      .sort((a, b) => a.title.length - b.title.length || a.x - b.x),
  );
}

const onScreens = test.extend<{ screens: Screens }>({
  screens: async ({}, use) => {
    const screens = await startScreens();
    screens.show(0, HD, { x: 0, y: 0 });
    screens.show(1, HD, { x: 1920, y: 0 });
    screens.show(2, HD, { x: 3840, y: 0 });
    await use(screens);
    await screens.close();
  },
});

// Where there is no X server with several screens, bounds.test.ts shows where windows go.
if (mayHaveScreens()) {
  onScreens(
    'walls fill their displays, survive the loss of one, and all is as before after a restart',
    async ({ screens, launch }) => {
      const home = freshFolder('home');
      const first = await launch({ gateway: AWAY, home, env: screens.env });
      const { app, page } = first;
      for (let n = 0; n < 3; n += 1) await page.evaluate(() => street.openWindow('wall'));
      const desk = { title: '街道指挥台', x: 100, width: 1400, height: 900 };
      await app.evaluate(({ BrowserWindow }, { x, width, height }) => {
        BrowserWindow.getAllWindows()
          .find((window) => window.getTitle() === '街道指挥台')
          ?.setBounds({ x, y: 80, width, height });
      }, desk);
      const wall = (x: number) => ({ title: '街道指挥台 · 大屏', x, width: 1920, height: 1080 });
      // There is a wall for each display beside the first; a third one has no place.
      await expect.poll(() => windows(app)).toEqual([desk, wall(1920), wall(3840)]);

      screens.lose(1);
      await expect.poll(async () => (await windows(app)).map(({ x }) => x < 1920)).toEqual([true, true, false]);
      expect((await windows(app))[0], 'the desk stays where it is').toEqual(desk);
      screens.show(1, HD, { x: 1920, y: 0 });
      await expect.poll(() => windows(app), 'the wall goes back').toEqual([desk, wall(1920), wall(3840)]);

      screens.show(1, '1280x720', { x: 1920, y: 0 });
      await expect
        .poll(async () => (await windows(app))[1], 'it fills a display of another size')
        .toMatchObject({ width: 1280, height: 720 });
      screens.show(1, HD, { x: 1920, y: 0 });
      await expect.poll(async () => (await windows(app))[1]).toEqual(wall(1920));
      await first.close();

      const again = await launch({ gateway: AWAY, home, env: screens.env });
      await expect.poll(() => windows(again.app)).toEqual([desk, wall(1920), wall(3840)]);
      await again.close();
      screens.lose(2);
      const fewer = await launch({ gateway: AWAY, home, env: screens.env });
      await expect
        .poll(async () => (await windows(fewer.app)).map(({ x }) => x < 3840), 'no window is where nobody sees it')
        .toEqual([true, true, true]);
    },
  );

  onScreens(
    '[ST366] a wall fills an 8K display with everything as large as on any other, and shows its scenes whole at 300 %',
    async ({ screens, gateway, launch }) => {
      screens.lose(2);
      screens.lose(1);
      screens.show(1, '7680x4320', { x: 1920, y: 0 });
      const centre = await gateway();
      await reportByPhone(centre.url, { title: '路灯不亮', address: '建设路 1 号' });
      const home = freshFolder('home');
      presetSettings(home, { walls: { 'wall-1': { tour: [{ scene: 'figures', seconds: 3600 }], drift: false } } });
      const options = { gateway: centre.url, home, env: screens.env };
      const { app, page: wall } = await launch({ ...options, args: ['--window', 'wall'] });
      await expect(wall.getByText('尚未登录')).toBeVisible();
      await wall.keyboard.press('Enter');
      await signIn(wall, 'wall');
      await expect(wall.getByRole('banner')).toContainText('在线', { timeout: 60_000 });
      const width = () => wall.evaluate(() => innerWidth);
      const letters = () =>
        wall.evaluate(() => Number.parseFloat(getComputedStyle(document.querySelector('main') as Element).fontSize));
      const shown = wall.getByRole('banner').locator('[aria-current]');
      // Without a window manager the system may leave out a pixel.
      await expect.poll(width).toBeGreaterThan(7670);
      await expect(shown).toHaveText('数据', { timeout: 30_000 });
      await expect.poll(letters).toBeCloseTo(4 * 26, 0);
      await expect.poll(() => beyondEdge(wall)).toEqual([]);

      screens.show(1, HD, { x: 1920, y: 0 });
      await expect.poll(width).toBeLessThan(1921);
      await expect.poll(letters).toBeCloseTo(26, 0);
      for (let percent = 0; percent < 300; percent = Math.round((100 * (await letters())) / 26)) {
        const before = await letters();
        await chooseInMenu(app, '放大', '街道指挥台 · 大屏');
        await expect.poll(letters).toBeGreaterThan(before);
      }
      for (const scene of WALL_SCENES) {
        const plan = { tour: [{ scene: 'figures' as const, seconds: 3600 }], schedule: [{ at: '00:00', scene }] };
        await wall.evaluate((walls) => street.changeSettings({ walls }), {
          'wall-1': { ...plan, critical: true, drift: false },
        });
        await expect(shown).toHaveText(SCENE_NAMES[scene]);
        await expect.poll(() => beyondEdge(wall), scene).toEqual([]);
        await wall.screenshot({ path: `artefacts/screens/wall-300-${scene}.png` });
      }
    },
  );
}
