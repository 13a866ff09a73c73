import { join } from 'node:path';
import { freshFolder, removeFolder } from '../../tests/support/centre.ts';
import { endProcess, fileSays, root, spawnElectron } from '../electron.ts';
import { interleaved, type Row, toRow } from '../measure.ts';

const PATIENCE_MS = 60_000;

async function bareWindow(): Promise<number> {
  const home = freshFolder('bare');
  const mark = join(home, 'mark');
  const began = performance.now();
  const child = spawnElectron(join(root, 'bench/floors/bareWindow'), [], { BARE_HOME: home, BARE_MARK: mark });
  await fileSays(mark, (text) => text.length > 0, PATIENCE_MS);
  const took = performance.now() - began;
  await endProcess(child);
  removeFolder(home);
  return took;
}

/** Spawn until the desk says it can be worked with, on a data folder that was used before (a shift's first start). */
async function desk(home: string): Promise<number> {
  const log = join(home, 'logs/main.log');
  removeFolder(log);
  const began = performance.now();
  const child = spawnElectron(root, ['--gateway', 'http://127.0.0.1:9'], { STREET_CONSOLE_HOME: home });
  await fileSays(log, (text) => text.includes('window interactive'), PATIENCE_MS);
  const took = performance.now() - began;
  await endProcess(child);
  return took;
}

/** `start`: spawn to interactive desk ÷ spawn to a bare Electron window on the same runtime. */
export async function start(): Promise<Row[]> {
  const home = freshFolder('start');
  await desk(home);
  await bareWindow();
  const samples = await interleaved(7, () => desk(home), bareWindow);
  removeFolder(home);
  return [toRow({ name: 'start', unit: 'ms', ...samples })];
}
