import { join } from 'node:path';
import { freshFolder, removeFolder } from '../../tests/support/centre.ts';
import { endProcess, fileSays, root, spawnElectron } from '../electron.ts';
import { interleaved, type Row, toRow } from '../measure.ts';
import { fillHome, keptHome } from '../world/home.ts';

const CASES = 1_000_000;
const RUNS = 7;
const PATIENCE_MS = 60_000;

/** Spawn until the desk can be worked with, and until the station behind it has its database open. */
async function startOn(home: string): Promise<{ desk: number; station: number }> {
  const [main, station] = [join(home, 'logs/main.log'), join(home, 'logs/station.log')];
  removeFolder(main);
  removeFolder(station);
  const began = performance.now();
  const child = spawnElectron(root, ['--gateway', 'http://127.0.0.1:9'], { STREET_CONSOLE_HOME: home });
  const took = async (file: string, words: string) => {
    await fileSays(file, (text) => text.includes(words), PATIENCE_MS);
    return performance.now() - began;
  };
  const [desk, up] = await Promise.all([took(main, 'window interactive'), took(station, 'the station is up')]);
  await endProcess(child);
  return { desk, station: up };
}

/** `open-large`: start with a million cached cases ÷ start with none; second line: until the station is up. */
export async function openLarge(): Promise<Row[]> {
  const large = await keptHome(CASES);
  const empty = freshFolder('open-large');
  await fillHome(empty, 0);
  await startOn(large);
  await startOn(empty);
  const stations = { values: [] as number[], floors: [] as number[] };
  const run = (home: string, kept: number[]) => async () => {
    const { desk, station } = await startOn(home);
    kept.push(station);
    return desk;
  };
  try {
    const samples = await interleaved(RUNS, run(large, stations.values), run(empty, stations.floors));
    return [
      toRow({ name: 'open-large', unit: 'ms', ...samples }),
      toRow({ name: 'open-large, station up', unit: 'ms', ...stations }),
    ];
  } finally {
    removeFolder(empty);
  }
}
