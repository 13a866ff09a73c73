import {
  type TileAnswer,
  tileKeeperStartSchema,
  tileMessageSchema,
  type TileQuestion,
} from '#shared/contract/tileKeeper.ts';
import { type Driver, loadDriver } from '../db/driver.ts';
import { sqliteCode } from '../db/trouble.ts';
import { MbTiles } from './mbtiles.ts';
import { TileCache } from './tileCache.ts';

/** The edge: a process of its own, so that no window waits for a slow disk, and a file that breaks the reader breaks nothing else. */
const { parentPort } = process;

parentPort.once('message', ({ data }) => {
  const { cache, mostBytes, resourcesPath } = tileKeeperStartSchema.parse(data);
  const driver = loadDriver(resourcesPath);
  const files = new MbTiles(driver);
  const kept = openCache(driver, cache, mostBytes);
  parentPort.on('message', (event) => {
    const { n, question } = tileMessageSchema.parse(event.data);
    parentPort.postMessage({ n, answer: answered(question, files, kept) });
  });
});

/** What is kept is worth nothing beside a map that works: a file that cannot be opened is done without. */
function openCache(driver: Driver, file: string | null, mostBytes: number): TileCache {
  try {
    return new TileCache(driver, file, mostBytes);
  } catch (error) {
    console.error('kept tiles cannot be opened', sqliteCode(error));
    return new TileCache(driver, null, mostBytes);
  }
}

function answered(question: TileQuestion, files: MbTiles, kept: TileCache): TileAnswer {
  try {
    switch (question.ask) {
      case 'tile':
        return { is: 'tile', bytes: files.tile(question.path, question.z, question.x, question.y) };
      case 'about':
        return { is: 'about', about: files.about(question.path) };
      case 'kept':
        return { is: 'kept', tile: kept.get(question) };
      case 'keep':
        kept.put(question, question);
        return { is: 'done' };
    }
  } catch (error) {
    return { is: 'failed', code: sqliteCode(error) };
  }
}
