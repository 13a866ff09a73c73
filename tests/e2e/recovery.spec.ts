import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { electronPath } from '../../scripts/runtime.mjs';
import { freshFolder, removeFolder } from '../support/centre.ts';
import { chooseQueue, link, openCase, openDesk, presetSettings, rows, signIn } from './support/desk.ts';
import { gone, kill, pidOf } from './support/killing.ts';
import { deskAnswers, expect, test } from './support/hostileTest.ts';

const appFolder = resolve(import.meta.dirname, '../..');
/** after a start the desk says of what waits that it is being sent, as long as the centre is there */
const ONE_UNSENT = /等待 1 项|正在发送 0\/1/;
const away = { answers: { op: () => ({ ok: false, code: 'unavailable', message: '' }) } };

const textOfFirst = (app: ElectronApplication): Promise<string> =>
  app.evaluate(async ({ BrowserWindow }) => {
    const page = BrowserWindow.getAllWindows().sort((a, b) => a.id - b.id)[0]?.webContents;
    // A page that is not there would never answer.
    if (!page || page.isCrashed() || page.isLoading()) return '';
    return String(await page.executeJavaScript('document.body.innerText'));
  });

test('killed outright, the app starts again with what it had accepted; a killed page or GPU comes back', async ({
  hostile,
  launch,
}) => {
  const home = freshFolder('home');
  presetSettings(home, { undoSeconds: 0 });
  hostile.become(away);
  const first = await launch({ gateway: hostile.url, home });
  await openDesk(first.page, 'lead');
  await openCase(first.page);
  await first.page.keyboard.press('a');
  await expect(first.page.getByRole('banner')).toContainText('等待 1 项');
  const station = await pidOf(first.app, { name: 'street-station' });
  await kill(await first.app.evaluate(() => process.pid));
  await gone(station);

  const { page, app } = await launch({ gateway: hostile.url, home });
  await openDesk(page, 'lead');
  await expect(page.getByRole('banner')).toContainText(ONE_UNSENT);
  await chooseQueue(page, '派遣');
  await deskAnswers(page, hostile.title);

  const gpu = await pidOf(app, { type: 'GPU' });
  await kill(gpu);
  await expect.poll(() => pidOf(app, { type: 'GPU' }), { message: 'a new GPU process' }).not.toBe(gpu);
  await deskAnswers(page, hostile.title);

  const pageProcess = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0);
  await kill(await pageProcess());
  await expect.poll(() => textOfFirst(app), { timeout: 30_000 }).toMatch(ONE_UNSENT);
  // A page that dies again soon waits before it is loaded: the next station then comes up with no page to talk to.
  await kill(await pageProcess());
  await kill(await pidOf(app, { name: 'street-station' }));
  await expect.poll(() => textOfFirst(app), { timeout: 30_000 }).toMatch(ONE_UNSENT);
  const [second] = await Promise.all([
    app.waitForEvent('window'),
    app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items[0]?.submenu?.items[0]?.click()),
  ]);
  await chooseQueue(second, '派遣');
  await deskAnswers(second, hostile.title);
  hostile.become({});
  await expect(second.getByRole('banner')).toContainText('无待发', { timeout: 60_000 });
  expect(hostile.ops.map(({ kind }) => kind)).toEqual(['case.accept']);
});

test('quits although its station has just died', async ({ hostile, launch }) => {
  const { app } = await launch({ gateway: hostile.url });
  const main = app.process().pid ?? 0;
  const stations: number[] = [];
  // Each death makes the pause before the next station longer: the quit then falls into a time without any.
  while (stations.length < 4) {
    let station = 0;
    const next = async () => {
      station = await pidOf(app, { name: 'street-station' });
      return station > 0 && !stations.includes(station);
    };
    // One that is gone is still told of for a moment.
    await expect.poll(next).toBe(true);
    stations.push(station);
    await kill(station);
  }
  await app.evaluate(({ app: electron }) => electron.quit()).catch(() => undefined);
  await gone(main);
});

const PAGE_BYTES = 4096;

/** Tears pages of the file's second half but those that hold `spared`, and marks the stop as unclean. */
function tear(file: string, spared: string): void {
  const bytes = readFileSync(file);
  const middle = Math.floor(bytes.length / 2 / PAGE_BYTES) * PAGE_BYTES;
  for (let at = middle; at < bytes.length; at += PAGE_BYTES) {
    const page = bytes.subarray(at, at + PAGE_BYTES);
    if (!page.includes(spared)) page.fill(0xa5);
  }
  const mark = bytes.indexOf('clean1');
  expect(mark).toBeGreaterThan(0);
  bytes.write('clean0', mark);
  writeFileSync(file, bytes);
}

test('damaged files are set aside and told, what waited is saved; a second start brings the first to the front', async ({
  hostile,
  launch,
}) => {
  const home = freshFolder('home');
  presetSettings(home, { undoSeconds: 0 });
  hostile.become(away);
  const first = await launch({ gateway: hostile.url, home });
  await openDesk(first.page, 'lead');
  await openCase(first.page);
  await first.page.keyboard.press('a');
  await expect(first.page.getByRole('banner')).toContainText('等待 1 项');
  await first.close();
  tear(join(home, 'station.db'), 'case.accept');
  writeFileSync(join(home, 'settings.json'), '{"theme":"purple"');
  writeFileSync(join(home, 'windows.json'), '[\u0000');

  const args = ['--window', 'banana', '--seed-district', '/nowhere/at/all', '--no-such-switch'];
  const { page, app } = await launch({ gateway: hostile.url, home, args });
  await expect(page.getByText('设置文件已损坏，已另存并恢复默认')).toBeVisible();
  await expect(page.getByText('窗口位置文件已损坏，已另存并恢复默认')).toBeVisible();
  await expect(page.getByText('无法识别的启动参数：--window banana')).toBeVisible();
  await expect(page.getByText('找不到指定的辖区数据，已使用自带数据：/nowhere/at/all')).toBeVisible();
  await expect(page.getByText(/本机数据库已损坏，已另存；保住了 \d+ 项操作/)).toBeVisible();
  await page.screenshot({ path: 'artefacts/damaged-files.png' });
  for (const name of ['station.db', 'settings.json', 'windows.json'])
    expect(readdirSync(home).filter((entry) => entry.startsWith(`${name}.damaged-`)).length, name).toBeGreaterThan(0);
  await openDesk(page, 'lead');
  await expect(page.getByRole('banner')).toContainText(ONE_UNSENT);
  await chooseQueue(page, '派遣');
  await deskAnswers(page, hostile.title);
  hostile.become({});
  await expect(page.getByRole('banner')).toContainText('无待发', { timeout: 60_000 });
  expect(hostile.ops.map(({ kind }) => kind)).toEqual(['case.accept']);

  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const second = spawn(electronPath().executable, [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), appFolder], {
    env: { ...process.env, STREET_CONSOLE_HOME: home },
    stdio: 'ignore',
  });
  expect((await once(second, 'exit'))[0]).toBe(0);
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
    .toBe(true);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  // This gateway confirms every action and changes nothing: the case stands where it stood.
  await chooseQueue(page, '受理');
  await deskAnswers(page, hostile.title);
});

test('a demo with a damaged district takes its own, and its killed gateway comes back with what was done', async ({
  launch,
}) => {
  const home = freshFolder('home');
  const district = freshFolder('district');
  presetSettings(home, { undoSeconds: 0 });
  cpSync(join(appFolder, 'resources/district'), district, { recursive: true });
  writeFileSync(join(district, 'grids.geojson'), '{"type":"FeatureCollection","features":[');
  const { page, app } = await launch({ home, args: ['--seed-district', district, '--workers', '40', '--rate', '40'] });
  await expect(page.getByText('指定的辖区数据已损坏，已使用自带数据')).toBeVisible();
  await expect(link(page)).toHaveText('在线', { timeout: 60_000 });
  await expect(rows(page).first()).toBeVisible({ timeout: 60_000 });
  const title = await openCase(page);
  await page.keyboard.press('a');
  const open = page.getByRole('region', { name: '案件', exact: true });
  await expect(open).toContainText('已立案');
  await kill(await pidOf(app, { name: 'street-gateway' }));
  await expect(link(page)).toContainText('独立工作 自');
  await expect(link(page)).toHaveText('在线', { timeout: 60_000 });
  await expect(page.getByRole('banner')).toContainText('无待发', { timeout: 30_000 });
  await expect(open).toContainText('已立案');
  await expect(open).toContainText('历史完整');
  await expect(page.getByRole('heading', { name: title, exact: true })).toBeVisible();
  removeFolder(district);
});

test('a sign-in is still asked for after a kill: nobody is let in by what lies on disk', async ({
  hostile,
  launch,
}) => {
  const home = freshFolder('home');
  const first = await launch({ gateway: hostile.url, home });
  await openDesk(first.page, 'lead');
  await kill(await first.app.evaluate(() => process.pid));
  const { page } = await launch({ gateway: hostile.url, home });
  hostile.become({ login: (response) => void response.destroy() });
  await signIn(page, 'lead', 'wrong');
  await expect(page.getByRole('alert')).toContainText('用户名或密码不正确');
});
