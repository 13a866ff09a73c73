import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import type { Socket } from 'socket.io';
import { freshFolder, removeFolder } from '../support/centre.ts';
import { openCase, openDesk, presetSettings, rows } from './support/desk.ts';
import { deskAnswers, expect, test } from './support/hostileTest.ts';

const openedCase = (page: Page) => page.getByRole('region', { name: '案件', exact: true });

/** An action is refused with its reason on screen, nothing pretends to be kept, and the desk can be read. */
async function refusesToAct(page: Page, title: string, why: string): Promise<void> {
  await openCase(page, rows(page).filter({ hasText: title }));
  await page.keyboard.press('a');
  await expect(page.getByText(why).last()).toBeVisible();
  await expect(openedCase(page)).toContainText('待受理');
  await deskAnswers(page, title);
}

test('a data folder that cannot be written is told, and the desk shows the centre', async ({ hostile, launch }) => {
  const folder = freshFolder('folder');
  const home = join(folder, 'home');
  writeFileSync(home, 'a file where a folder ought to be');
  const { page } = await launch({ gateway: hostile.url, home });
  await expect(page.getByText(`数据文件夹不可写，操作无法保存：${home}`)).toBeVisible();
  await openDesk(page, 'lead');
  await expect(page.getByRole('banner')).toContainText('本机数据有问题：数据文件夹不可写');
  await refusesToAct(page, hostile.title, '数据文件夹不可写，操作没有保存');
  await page.screenshot({ path: 'artefacts/read-only.png' });
  removeFolder(folder);
});

test('a database of a newer version is told and left untouched', async ({ hostile, launch }) => {
  const home = freshFolder('home');
  const file = join(home, 'station.db');
  const db = new Database(file);
  db.exec('CREATE TABLE of_the_future (x)');
  db.pragma('user_version = 999');
  db.close();
  const before = readFileSync(file);
  const { page, close } = await launch({ gateway: hostile.url, home });
  await openDesk(page, 'lead');
  await expect(page.getByRole('banner')).toContainText('本机数据由更新的版本写成，请升级软件');
  await refusesToAct(page, hostile.title, '本机数据由更新的版本写成，请升级软件');
  await close();
  expect(readFileSync(file).equals(before)).toBe(true);
});

const DISK_MB = 64;

/** A small disk of its own at a fresh place; null where the system does not allow one to be mounted. */
function mountSmallDisk(): string | null {
  const folder = freshFolder('disk');
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m`, 'tmpfs', folder]);
  if (mounted.status === 0) return folder;
  removeFolder(folder);
  return null;
}

function unmount(folder: string): void {
  spawnSync('umount', ['-l', folder]);
  removeFolder(folder);
}

/** This file is read by several processes: each tries, and leaves nothing mounted. */
function mayMount(): boolean {
  const folder = mountSmallDisk();
  if (folder !== null) unmount(folder);
  return folder !== null;
}

/** Writes until not a byte more fits. */
function fill(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  for (let size = bavail * bsize, n = 0; size >= 1; n += 1) {
    try {
      writeFileSync(join(folder, `filler-${n}`), Buffer.alloc(size));
    } catch {
      size = Math.floor(size / 2);
    }
  }
}

let seq = 0;
/** A change of the centre that takes some eighty pages. */
function longDelta(at: number): unknown {
  const value = { key: `long-${at}`, version: 1, value: '备注'.repeat(50_000) };
  const change = { seq: at, entity: 'setting', id: value.key, version: 1, op: 'put', value };
  return { epoch: 'epoch-1', from: at, to: at, changes: [change] };
}

const onDisk = test.extend<{ disk: string }>({
  disk: async ({}, use) => {
    const disk = mountSmallDisk() ?? '';
    await use(disk);
    unmount(disk);
  },
});

// Where nothing may be mounted, tests/contract/station/storage.test.ts shows a full disk by a limit of SQLite's own.
if (mayMount()) {
  onDisk('a full disk is told, and with room again the work goes on', async ({ disk, hostile, launch }) => {
    const home = join(disk, 'home');
    mkdirSync(home);
    presetSettings(home, { undoSeconds: 0 });
    let centre: Socket | undefined;
    hostile.become({
      answers: {
        op: () => ({ ok: false, code: 'unavailable', message: '' }),
        sync: (asked) => ({ ok: true, changes: [], to: (asked as { seq: number }).seq, more: false }),
      },
      live: (socket) => (centre = socket),
    });
    const { page } = await launch({ gateway: hostile.url, home });
    await openDesk(page, 'lead');
    fill(disk);
    // The database's log may have room of its own: the centre writes until there is none.
    await expect
      .poll(async () => {
        for (let n = 0; n < 4; n += 1) centre?.emit('delta', longDelta((seq += 1)), () => undefined);
        return page.getByRole('banner').textContent();
      })
      .toContain('磁盘已满');
    await refusesToAct(page, hostile.title, '磁盘已满，操作没有保存');
    await expect(page.getByRole('banner')).toContainText('磁盘已满');
    await page.screenshot({ path: 'artefacts/full-disk.png' });
    for (const name of readdirSync(disk)) if (name.startsWith('filler-')) rmSync(join(disk, name));
    await page.keyboard.press('a');
    await expect(openedCase(page)).toContainText('已立案');
    await expect(page.getByRole('banner')).not.toContainText('磁盘已满');
  });
}
