// `npm run backup -- make|list|verify|restore [--home DIR] [NAME or FILE]`: backups of a desk's data, without the app.
import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { makeBackup } from '../electron/station/care/backup.ts';
import { CareFailure } from '../electron/station/care/jobs.ts';
import { prepareRestore, requestRestore, settleRestore } from '../electron/station/care/restore.ts';
import { backupName, Shelf } from '../electron/station/care/shelf.ts';
import { soundnessOf } from '../electron/station/care/soundness.ts';
import { loadDriver } from '../electron/station/db/driver.ts';
import { lockFolder } from '../electron/station/db/lock.ts';
import { dataFolder } from './doctor/dataFolder.ts';
import { sizeText } from './setup/report.mjs';

const USAGE = 'npm run backup -- make|list|verify|restore [--home DIR] [NAME or FILE]';
const WORDS: Record<string, string> = {
  'backup-unknown': 'There is no such backup.',
  'backup-damaged': 'This backup is damaged and cannot be used.',
  'backup-newer': 'This backup was written by a newer version: update the program first.',
  'backup-no-room': 'Not enough room on the disk: no backup was made.',
  'backup-failed': 'The backup did not succeed; the data are as they were.',
  'restore-no-room': 'Not enough room on the disk: nothing was restored, the data are as they were.',
  'restore-failed': 'The restore did not succeed; the data are as they were.',
  'storage-newer': 'The data were written by a newer version: update the program first.',
  'storage-in-use': 'The app has this data folder open: quit it first.',
  'no-data': 'There are no data in this folder.',
};

const driver = loadDriver('');
const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** A name on the shelf, or any file. */
function backupFile(shelf: Shelf, given: string): { name: string; file: string } {
  if (shelf.has(given)) return { name: given, file: shelf.pathOf(given) };
  if (given !== '' && existsSync(given)) return { name: given, file: realpathSync(given) };
  throw new CareFailure('backup-unknown', given);
}

async function make(home: string, shelf: Shelf): Promise<void> {
  const file = resolve(home, 'station.db');
  if (!existsSync(file)) throw new CareFailure('no-data', home);
  const name = backupName('asked', Date.now());
  await makeBackup(file, shelf.folder, name, driver);
  shelf.mark(name, 'ok');
  shelf.prune(Date.now());
  say(`Made and verified: ${shelf.pathOf(name)}`);
}

function list(shelf: Shelf): void {
  const all = shelf.list();
  for (const { name, at, bytes, verified } of all) {
    say(`${name}  ${new Date(at).toISOString()}  ${sizeText(bytes)}  ${verified}`);
  }
  if (all.length === 0) say(`No backups in ${shelf.folder}`);
}

function verify(shelf: Shelf, given: string): void {
  const { name, file } = backupFile(shelf, given);
  const soundness = soundnessOf(file, driver);
  if (shelf.has(name)) shelf.mark(name, soundness === 'damaged' ? 'failed' : 'ok');
  if (soundness !== 'ok') throw new CareFailure(`backup-${soundness}`, name);
  say(`Sound: ${name}`);
}

async function restore(home: string, shelf: Shelf, given: string): Promise<void> {
  const { name, file } = backupFile(shelf, given);
  const lock = lockFolder(home, driver, 0);
  if (!lock) throw new CareFailure('storage-in-use', home);
  try {
    await prepareRestore(file, home, driver);
    requestRestore(home, name);
    const failed = settleRestore(home, driver, Date.now(), pino({ level: 'silent' }));
    if (failed) throw new CareFailure(failed.reason ?? 'restore-failed', name);
    say(`Restored from ${name}. What waited before still waits; the earlier database is kept beside it.`);
  } finally {
    lock.release();
  }
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { home: { type: 'string' } } });
const [command = '', given = ''] = positionals;
const home = resolve(values.home ?? dataFolder());
const shelf = new Shelf(home);
try {
  if (command === 'make') await make(home, shelf);
  else if (command === 'list') list(shelf);
  else if (command === 'verify') verify(shelf, given);
  else if (command === 'restore') await restore(home, shelf, given);
  else {
    process.stderr.write(`${USAGE}\n`);
    process.exitCode = 2;
  }
} catch (error) {
  const reason = error instanceof CareFailure ? error.reason : '';
  process.stderr.write(
    `${WORDS[reason] ?? 'It did not succeed.'} (${error instanceof Error ? error.message : error})\n`,
  );
  process.exitCode = 1;
}
