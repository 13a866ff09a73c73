import { closeSync, cpSync, fsyncSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import type { StationStatus } from '#shared/contract/views.ts';
import { freshFolder, removeFolder } from '../../tests/support/centre.ts';
import { type ConsoleApp, launchConsole } from '../consoleApp.ts';
import type { Row } from '../measure.ts';
import { caseOf } from '../world/cases.ts';
import { startIdleThread } from '../idleThread.ts';
import { ScriptedCentre, type ScriptedRow } from '../world/centre.ts';
import { keptHome } from '../world/home.ts';

const CASES = 1_000_000;
/** cases of the centre that the cache is rebuilt from */
const REBUILT = 50_000;
const QUIET_MS = 10_000;
const PATIENCE_MS = 1_200_000;
/** freed pages that stay in the file */
const KEPT_PAGES = 8192;

const asRow = (value: { id: string }): ScriptedRow => ({ id: value.id, version: 1, value });

async function startCentre(): Promise<ScriptedCentre> {
  const now = Date.now();
  const cases = Array.from({ length: REBUILT }, (_, n) => asRow(caseOf(n, now)));
  const keep = { key: 'desk.keep.ended-case-days', version: 1, value: 365 };
  return ScriptedCentre.start({ snapshot: { case: cases, setting: [{ id: keep.key, version: 1, value: keep }] } });
}

/** Opens a second window: its page has no map to paint, so that what it waits for is the station. */
async function videoWindow({ app, page }: ConsoleApp): Promise<Page> {
  const opened = app.waitForEvent('window');
  await page.evaluate(() => street.openWindow('video'));
  const beside = await opened;
  await beside.waitForFunction(() => globalThis.stationTap?.ready === true);
  return beside;
}

/**
 * From within the page, until it is told to end: twenty cheap calls 3 ms apart, then a third of a second without any, in
 * which what waits for idle time gets its turn. Keeps the time of each.
 */
function probe(page: Page): Promise<() => Promise<number[]>> {
  return page
    .evaluate(() => {
      const times: number[] = [];
      let going = true;
      const run = async (): Promise<number[]> => {
        for (let n = 1; going; n += 1) {
          const started = performance.now();
          await stationTap.call('read', ['alarm.list', {}]);
          times.push(performance.now() - started);
          await new Promise((resolve) => setTimeout(resolve, n % 20 === 0 ? 333 : 3));
        }
        return times;
      };
      Object.assign(globalThis, { probing: run(), endProbe: () => (going = false) });
    })
    .then(
      () => () =>
        page.evaluate(() => {
          const { probing, endProbe } = globalThis as unknown as { probing: Promise<number[]>; endProbe(): void };
          endProbe();
          return probing;
        }),
    );
}

async function during(page: Page, name: string, work: () => Promise<void>): Promise<Row> {
  const end = await probe(page);
  const endIdle = startIdleThread();
  const began = performance.now();
  await work();
  const times = await end();
  const floor = await endIdle();
  process.stderr.write(`  ${name}: ${Math.round(performance.now() - began)} ms, ${times.length} calls\n`);
  const longest = Math.max(...times);
  return {
    name: `stall, ${name}`,
    value: longest,
    unit: 'ms',
    floor,
    ratio: longest / Math.max(floor, 1),
    runs: times.length,
    min: Math.min(...times),
    max: longest,
  };
}

async function until(what: string, probe: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await probe())) {
    if (performance.now() > end) throw new Error(`${what}: not in time`);
    await pause(250);
  }
}

/** A copy just made is gigabytes that the next one who forces anything to disk would wait for: not what is measured here. */
function forceToDisk(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = openSync(join(entry.parentPath, entry.name), 'r+');
    fsyncSync(file);
    closeSync(file);
  }
}

/** What is left to empty and to give back, read beside the app. */
function leftIn(home: string): { leftover: boolean; free: number } {
  const db = new Database(join(home, 'station.db'), { readonly: true });
  try {
    const leftover = db.prepare("SELECT 1 FROM meta WHERE key = 'leftover'").get() !== undefined;
    return { leftover, free: Number(db.pragma('freelist_count', { simple: true })) };
  } finally {
    db.close();
  }
}

async function withCare(console: ConsoleApp, call: string, ...args: unknown[]): Promise<void> {
  await console.ask(call, ...args);
  const care = async () => (await console.ask<StationStatus>('read', 'status', {})).care;
  await until(call, async () => (await care()).running === null);
  const { last } = await care();
  if (!last?.ok) throw new Error(`${call}: ${last?.reason}`);
}

/** `stall`: the longest cheap call of a window while the station takes care of a million cached cases, ms. */
export async function stall(): Promise<Row[]> {
  const home = join(freshFolder('stall'), 'home');
  cpSync(await keptHome(CASES), home, { recursive: true });
  forceToDisk(home);
  const centre = await startCentre();
  const rows: Row[] = [];
  try {
    const alone = await launchConsole('http://127.0.0.1:9', home);
    let beside = await videoWindow(alone);
    rows.push(await during(beside, 'nothing', () => pause(QUIET_MS)));
    rows.push(await during(beside, 'backup', () => withCare(alone, 'backUp')));
    const [backup] = await alone.ask<{ name: string }[]>('read', 'backup.list', {});
    rows.push(await during(beside, 'verify', () => withCare(alone, 'verifyBackup', backup?.name)));
    await alone.close();
    rmSync(join(home, 'backups'), { recursive: true });
    const linked = await launchConsole(centre.url, home);
    beside = await videoWindow(linked);
    const syncing = async () => (await linked.ask<StationStatus>('read', 'status', {})).sync.state;
    rows.push(await during(beside, 'rebuild', () => until('rebuilt', async () => (await syncing()) === 'live')));
    rows.push(await during(beside, 'emptying', () => until('emptied', () => !leftIn(home).leftover)));
    rows.push(await during(beside, 'vacuum', () => until('given back', () => leftIn(home).free <= KEPT_PAGES)));
    await linked.close();
    const worst = rows.slice(1).reduce((a, b) => (b.value > a.value ? b : a));
    return [{ ...worst, name: 'stall' }, ...rows];
  } finally {
    await centre.close();
    removeFolder(join(home, '..'));
  }
}
