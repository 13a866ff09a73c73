import { closeSync, cpSync, fsyncSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { StationStatus } from '#shared/contract/views.ts';
import { freshFolder, removeFolder } from '../../tests/support/centre.ts';
import { type ConsoleApp, launchConsole } from '../consoleApp.ts';
import type { Row } from '../measure.ts';
import { caseOf } from '../world/cases.ts';
import { longestCall, videoWindow } from '../world/beside.ts';
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
    rows.push(await longestCall(beside, 'stall, nothing', () => pause(QUIET_MS)));
    rows.push(await longestCall(beside, 'stall, backup', () => withCare(alone, 'backUp')));
    const [backup] = await alone.ask<{ name: string }[]>('read', 'backup.list', {});
    rows.push(await longestCall(beside, 'stall, verify', () => withCare(alone, 'verifyBackup', backup?.name)));
    await alone.close();
    rmSync(join(home, 'backups'), { recursive: true });
    const linked = await launchConsole(centre.url, home);
    beside = await videoWindow(linked);
    const syncing = async () => (await linked.ask<StationStatus>('read', 'status', {})).sync.state;
    rows.push(
      await longestCall(beside, 'stall, rebuild', () => until('rebuilt', async () => (await syncing()) === 'live')),
    );
    rows.push(await longestCall(beside, 'stall, emptying', () => until('emptied', () => !leftIn(home).leftover)));
    rows.push(
      await longestCall(beside, 'stall, vacuum', () => until('given back', () => leftIn(home).free <= KEPT_PAGES)),
    );
    await linked.close();
    const worst = rows.slice(1).reduce((a, b) => (b.value > a.value ? b : a));
    return [{ ...worst, name: 'stall' }, ...rows];
  } finally {
    await centre.close();
    removeFolder(join(home, '..'));
  }
}
