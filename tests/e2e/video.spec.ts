import type { Page } from '@playwright/test';
import { signIn } from '../contract/gateway/clients.ts';
import { violations } from './support/axe.ts';
import { fakeCamera, pictureAge } from './support/clock.ts';
import { openDesk } from './support/desk.ts';
import { expect, test } from './support/fixtures.ts';
import { openPhone, signInAtPhone } from './support/phone.ts';

const PLAYING = 'canvas:not([data-still])';
const tile = (page: Page, n: number) => page.getByRole('region', { name: new RegExp(`^画面 ${n}：`) });
const showsState = (page: Page, n: number, state: string) =>
  expect(tile(page, n)).toHaveAttribute('data-link', state, { timeout: 20_000 });

async function openVideo(page: Page, app: { waitForEvent(event: 'window'): Promise<Page> }): Promise<Page> {
  const [video] = await Promise.all([app.waitForEvent('window'), page.evaluate(() => street.openWindow('video'))]);
  await expect(video.getByRole('navigation', { name: '视频源' })).toBeVisible();
  return video;
}

/** Shows the first source that fits, from the tree. */
async function choose(video: Page, text: string, mark?: '可播放' | '未接入'): Promise<void> {
  await video.getByLabel('查找视频源').fill(text);
  const tree = video.getByRole('navigation', { name: '视频源' });
  const sources = tree.getByRole('listitem').getByRole('button');
  await (mark ? sources.filter({ hasText: mark }) : sources).first().click();
}

test('[ST219] cameras play, a worker shows a picture, and every way it can fail is said', async ({
  gateway,
  launch,
}) => {
  test.setTimeout(120_000);
  const centre = await gateway();
  const { page, app } = await launch({ gateway: centre.url });
  await openDesk(page, 'lead');
  const video = await openVideo(page, app);
  const { user: worker } = (await signIn(centre.url, 'w00001')) as unknown as { user: { name: string } };
  const phone = await openPhone(centre.url, { camera: true });
  await signInAtPhone(phone, 'w00001');
  await fakeCamera(phone.page);

  // A camera plays, a known one without a stream says so, and a broken one too.
  await choose(video, '高点', '可播放');
  await showsState(video, 1, 'live');
  await expect.poll(() => pictureAge(video, PLAYING)).toBeLessThan(3000);
  await choose(video, '9901', '未接入');
  await showsState(video, 2, 'not-configured');
  await expect(tile(video, 2)).toContainText('中心还没有它的码流地址');
  await choose(video, '99010100081326000007');
  await showsState(video, 3, 'failed');
  await expect(tile(video, 3)).toContainText('该地址没有视频');
  await tile(video, 1).getByRole('button', { name: '码流数据' }).click();
  await expect(tile(video, 1)).toContainText(/PNG · 416×234 · .*kbit\/s · 延时 \d+ ms/);
  await tile(video, 1).getByRole('button', { name: '云台' }).click();
  await video.getByRole('button', { name: '向左' }).click();
  await video.getByRole('button', { name: '西侧' }).click();
  await video.keyboard.press('Escape');

  // A worker is asked from the desk: refuses, is asked again in the tile, accepts, plays, ends.
  await page.getByRole('button', { name: '搜索' }).click();
  await page.getByRole('combobox', { name: '命令面板' }).fill(worker.name);
  await page.getByRole('option').filter({ hasText: worker.name }).first().click();
  await page.getByRole('button', { name: '请求视频' }).click();
  await showsState(video, 4, 'ringing');
  const dialog = phone.page.getByRole('dialog', { name: '视频邀请' });
  await dialog.getByLabel('拒绝原因').fill('正在劝导');
  await dialog.getByRole('button', { name: '拒绝', exact: true }).click();
  await showsState(video, 4, 'refused');
  await expect(tile(video, 4)).toContainText('正在劝导');
  await tile(video, 4).getByRole('button', { name: '请求视频' }).click();
  await dialog.getByRole('button', { name: '接受', exact: true }).click();
  await showsState(video, 4, 'live');
  await expect.poll(() => pictureAge(video, 'video')).toBeLessThan(2000);
  const ages: number[] = [];
  for (let look = 0; look < 20; look += 1) ages.push((await pictureAge(video, 'video')) ?? Number.NaN);
  const sorted = ages.filter((age) => !Number.isNaN(age)).toSorted((x, y) => x - y);
  console.log(
    `terminal to desk, glass to glass, ms: p50 ${sorted[sorted.length >> 1]}, most ${sorted.at(-1)} (n ${sorted.length})`,
  );
  await video.setViewportSize({ width: 1920, height: 1080 });
  await video.screenshot({ path: 'artefacts/screens/video-1080.png' });
  await video.setViewportSize({ width: 3840, height: 2160 });
  await video.screenshot({ path: 'artefacts/screens/video-4k.png' });
  expect(await violations(video)).toEqual([]);
  await phone.page.getByRole('button', { name: '停止传送' }).click();
  await showsState(video, 4, 'ended');
  await expect(tile(video, 4)).toContainText('对方已结束');
  await phone.close();
  await tile(video, 4).getByRole('button', { name: '请求视频' }).click();
  await showsState(video, 4, 'failed');
  await expect(tile(video, 4)).toContainText('对方终端不在线');

  // The centre goes away: what played says that it tries again, over its last picture; nobody can be asked.
  await centre.end();
  await showsState(video, 1, 'reconnecting');
  await expect(tile(video, 1)).toContainText(/第 \d+ 次重试/);
  await expect(tile(video, 1).locator('canvas[data-still]')).toBeVisible();
  await tile(video, 4).getByRole('button', { name: '请求视频' }).click();
  await expect(tile(video, 4)).toContainText('本台未与中心连接');
});
