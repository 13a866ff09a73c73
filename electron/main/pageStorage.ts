import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Session } from 'electron';

/** What a page wrote reaches the browser's storage by a way of its own, perhaps after the wish to flush it. */
const AGAIN_MS = 50;
/** Nothing grows where nothing was left to write. */
const PATIENCE_MS = 600;

/**
 * Has Chromium write the pages' local storage to disk, and waits until its log there has grown: Chromium itself does not
 * say when it is done, and an app that ends in between loses what a page was told is kept.
 */
export async function flushPageStorage(of: Session): Promise<void> {
  const folder = join(of.storagePath ?? '', 'Local Storage', 'leveldb');
  const before = bytesIn(folder);
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end && bytesIn(folder) === before; ) {
    of.flushStorageData();
    await pause(AGAIN_MS);
  }
}

/** Names and sizes of the files in one line: a log that is begun anew is another line too. */
function bytesIn(folder: string): string {
  try {
    return readdirSync(folder)
      .map((name) => `${name} ${statSync(join(folder, name)).size}`)
      .join();
  } catch {
    return '';
  }
}
