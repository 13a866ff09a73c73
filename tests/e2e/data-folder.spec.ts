import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import type { Socket } from 'socket.io';
import { freshFolder, removeFolder } from '../support/centre.ts';
import { openCase, openDesk, presetSettings, rows } from './support/desk.ts';
import type { HostileGateway } from './support/hostileGateway.ts';
import { deskAnswers, expect, test } from './support/hostileTest.ts';

const openedCase = (page: Page) => page.getByRole('region', { name: '案件', exact: true });

/** An action is refused with its reason on screen, nothing pretends to be kept, and the desk can be read. */
async function refusesToAct(page: Page, title: string, why: string): Promise<void> {
  await openCase(page, rows(page).filter({ hasText: title }));
  await page.keyboard.press('a');
  await expect(page.getByText(why).last()).toBeVisible();
  await expect(openedCase(page)).toContainText('待受理');
  await deskAnswers(page, title);
  await expect(openedCase(page)).toContainText('待受理');
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

let fillers = 0;
/** Writes until not a byte more fits. */
function fill(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  for (let size = bavail * bsize; size >= 1; ) {
    try {
      writeFileSync(join(folder, `filler-${(fillers += 1)}`), Buffer.alloc(size));
    } catch {
      size = Math.floor(size / 2);
    }
  }
}

/** Keeps a disk full until the answer is called: what the app's engine gives up of its own files is taken at once. */
function keepFull(folder: string): () => void {
  fill(folder);
  const timer = setInterval(() => fill(folder), 20);
  return () => clearInterval(timer);
}

/** A change of the centre with a value of so many characters. */
function deltaOf(at: number, length: number): unknown {
  const value = { key: `long-${at}`, version: 1, value: '备'.repeat(length) };
  const change = { seq: at, entity: 'setting', id: value.key, version: 1, op: 'put', value };
  return { epoch: 'epoch-1', from: at, to: at, changes: [change] };
}

/** A centre that writes to the desk, and knows how far it has come: a desk that is behind it is sent nothing twice. */
function writingCentre(hostile: HostileGateway): { write: (length: number) => Promise<boolean> } {
  let end = 0;
  let socket: Socket | undefined;
  hostile.become({
    end: () => end,
    answers: {
      op: () => ({ ok: false, code: 'unavailable', message: '' }),
      sync: (asked) => ({ ok: true, changes: [], to: (asked as { seq: number }).seq, more: false }),
    },
    live: (joined) => (socket = joined),
  });
  /** Whether a value of so many characters was written to the disk. A desk that cannot write leaves, and comes again. */
  const write = async (length: number): Promise<boolean> => {
    await expect.poll(() => socket?.connected, { timeout: 60_000 }).toBe(true);
    const written = await new Promise<boolean>((resolve) => {
      const left = () => resolve(false);
      socket?.once('disconnect', left);
      socket?.emit('delta', deltaOf(end + 1, length), () => {
        socket?.off('disconnect', left);
        resolve(true);
      });
    });
    if (written) end += 1;
    return written;
  };
  return { write };
}

/** Reads from the middle of the database's log: as long as somebody does, it cannot begin anew and so find room in itself. */
async function holdLog(home: string, centre: { write: (length: number) => Promise<boolean> }): Promise<() => void> {
  expect(await centre.write(1)).toBe(true);
  const reader = new Database(join(home, 'station.db'), { readonly: true });
  reader.exec('BEGIN');
  reader.prepare('SELECT COUNT(*) FROM outbox').get();
  return () => reader.close();
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
    const centre = writingCentre(hostile);
    const { page } = await launch({ gateway: hostile.url, home });
    await openDesk(page, 'lead');
    const stopReading = await holdLog(home, centre);
    const giveRoom = keepFull(disk);
    // The database's log may have room of its own: the centre writes, ever less at a time, until nothing fits.
    for (const length of [100_000, 5_000, 1]) while (await centre.write(length));
    await expect(page.getByRole('banner')).toContainText('磁盘已满');
    await refusesToAct(page, hostile.title, '磁盘已满，操作没有保存');
    await expect(page.getByRole('banner')).toContainText('磁盘已满');
    await page.screenshot({ path: 'artefacts/full-disk.png' });
    stopReading();
    giveRoom();
    for (const name of readdirSync(disk)) if (name.startsWith('filler-')) rmSync(join(disk, name));
    await page.keyboard.press('a');
    await expect(openedCase(page)).toContainText('已立案');
    await expect(page.getByRole('banner')).not.toContainText('磁盘已满');
  });
}
