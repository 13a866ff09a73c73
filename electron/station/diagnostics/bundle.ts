import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
// The build for browsers: the one for Node brings a `require` of its own, which the app's bundle has already.
import { strToU8, zipSync } from 'fflate/browser';
import type { DiagnosticsOrder } from '#shared/contract/diagnostics.ts';
import { type Driver, loadDriver } from '../db/driver.ts';
import { lockFolder } from '../db/lock.ts';
import { codeOf, databaseFacts } from './database.ts';
import { redactedLogs } from './logs.ts';
import { diskFacts, fileFacts, settingsFacts, statusFacts, systemFacts, vaultFacts } from './machine.ts';

/** What each file of a bundle is, for whoever opens it. `docs/user-guide.md` shows the same table. */
const CONTENTS: Record<string, string> = {
  'versions.json': 'versions of the app and of what it runs on · 软件与运行环境的版本',
  'system.json': 'system, processors, memory, time zone · 操作系统、处理器、内存、时区',
  'settings.json': 'settings, without user names and credentials · 设置（不含用户名和凭证）',
  'vault.json': 'where the key is kept, nothing of the key · 密钥的存放方式（不含密钥）',
  'status.json': 'how the station is, in states and counts · 本机数据服务的状态与计数',
  'disk.json': 'room on the disk · 磁盘空间',
  'files.json': 'names, sizes and times of the files in the data folder · 数据文件夹中文件的名称、大小和时间',
  'station-db.json':
    'counts, layout and checks of the database, no row of it · 数据库的计数、版本和校验结果（不含内容）',
  'trails-db.json': 'the same of the trails · 轨迹库的同样信息',
};
const LOGS =
  'log lines: times, codes and numbers; every text that is not our own is withheld · 日志（只含时间、代码和数字）';
const NEVER =
  'Not in it: contacts, texts, addresses, names of people, passwords, tokens, keys, crash dumps. 不含联系方式、案件文字、地址、人名、密码、令牌、密钥和崩溃转储。';

/**
 * Makes a diagnostics bundle: a zip of facts about this desk that are about nobody. Needs no station, and a part that cannot be had is
 * told by its code, so that it works when little else does.
 *
 * @returns bytes of the bundle
 * @throws when it cannot be written; then nothing lies at the target
 */
export function makeBundle(order: DiagnosticsOrder, now: number): number {
  const bytes = zipSync(
    Object.fromEntries(Object.entries(filesOf(order, now)).map(([name, text]) => [name, strToU8(text)])),
  );
  writeWhole(order.target, bytes);
  return bytes.length;
}

function filesOf(order: DiagnosticsOrder, now: number): Record<string, string> {
  const { home, versions, status } = order;
  const facts: Record<string, () => unknown> = {
    'versions.json': () => versions,
    'system.json': systemFacts,
    'settings.json': () => settingsFacts(home),
    'vault.json': () => vaultFacts(home),
    'status.json': () => statusFacts(status),
    'disk.json': () => diskFacts(home),
    'files.json': () => fileFacts(home),
    'station-db.json': () =>
      withDriver(order, (driver) => ({ inUse: isInUse(home, driver), ...ofDatabase(home, driver) })),
    'trails-db.json': () => withDriver(order, (driver) => databaseFacts(join(home, 'trails.db'), driver)),
  };
  const files: Record<string, string> = {};
  for (const [name, run] of Object.entries(facts)) files[name] = toText(attempt(run));
  const logs = attempt(() => redactedLogs(home));
  if (!('failed' in logs)) Object.assign(files, logs);
  const contents = Object.keys(files).map((name) => ({ name, is: CONTENTS[name] ?? LOGS }));
  return { 'manifest.json': toText({ made: new Date(now).toISOString(), never: NEVER, contents }), ...files };
}

function ofDatabase(home: string, driver: Driver): Record<string, unknown> {
  return databaseFacts(join(home, 'station.db'), driver);
}

/** Whether a station works in the folder. */
function isInUse(home: string, driver: Driver): boolean | { failed: string } {
  return attempt(() => {
    const lock = lockFolder(home, driver, 0);
    lock?.release();
    return lock === null;
  });
}

function withDriver<T>({ resourcesPath }: DiagnosticsOrder, run: (driver: Driver) => T): T {
  return run(loadDriver(resourcesPath));
}

function attempt<T>(run: () => T): T | { failed: string } {
  try {
    return run();
  } catch (error) {
    return { failed: codeOf(error) };
  }
}

function toText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Under another name until it is whole; for this account only. */
function writeWhole(target: string, bytes: Uint8Array): void {
  const part = `${target}.part`;
  rmSync(part, { force: true });
  const file = openSync(part, 'wx', 0o600);
  try {
    try {
      writeSync(file, bytes);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(part, target);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}
