/**
 * A whole desk in a process of its own, told over Node's IPC what to do, so that it can be killed, starved and started
 * again. Arguments: the station's configuration as JSON; `uncached` for one that reads its pages from the file each time. It ends with code 75 when the station wants a new start, as the
 * app's station process does.
 */
import Database from 'better-sqlite3';
import { noteFailedStart } from '../../../electron/station/db/guard.ts';
import type { Attachment } from '#shared/contract/attachments.ts';
import type { StationConfig } from '#shared/contract/control.ts';
import type { FeedName } from '#shared/contract/feeds.ts';
import type { Act, SignIn } from '#shared/contract/station.ts';
import { openWindow, startStation } from './harness.ts';

type Asked =
  | { n: number; call: 'act'; input: Act }
  | { n: number; call: 'read'; input: [FeedName, never] }
  | { n: number; call: 'signIn'; input: SignIn }
  /** IPC carries no bytes: base64 */
  | { n: number; call: 'attach'; input: { kind: 'photo' | 'audio'; mime: string; base64: string } }
  | { n: number; call: 'status' | 'stop' };

const WANTS_RESTART = 75;
// Where a file may not grow the system says so by a signal that would end the process.
process.on('SIGXFSZ', () => undefined);

const config = JSON.parse(process.argv[2] ?? '') as StationConfig;
/** Goes to the file for every page but the last few. */
class Uncached extends Database {
  override pragma(source: string, options?: Database.PragmaOptions): unknown {
    return super.pragma(source.startsWith('cache_size') ? 'cache_size = 1' : source, options);
  }
}
const driver = process.argv[3] === 'uncached' ? { driver: Uncached as unknown as typeof Database } : {};
const station = begin();
const window = openWindow(station);
process.on('uncaughtException', (error) => {
  if (station.failed(error) === null) throw error;
});

process.on('message', (asked: Asked) => {
  void answer(asked).then((value) => process.send?.({ n: asked.n, value }));
});
process.send?.({ ready: true });

function begin(): ReturnType<typeof startStation> {
  try {
    return startStation(config, { ...driver, restart: () => process.exit(WANTS_RESTART) });
  } catch (error) {
    noteFailedStart(config.home, error);
    console.error(error);
    process.exit(WANTS_RESTART);
  }
}

async function answer(asked: Asked): Promise<unknown> {
  switch (asked.call) {
    case 'act':
      return window.call.act(asked.input);
    case 'read':
      return window.call.read(...asked.input);
    case 'signIn':
      return window.call.signIn(asked.input);
    case 'attach': {
      const { base64, ...what } = asked.input;
      return window.call.keepMedia({ ...what, bytes: new Uint8Array(Buffer.from(base64, 'base64')) } as Attachment);
    }
    case 'status':
      return station.status();
    case 'stop':
      await station.stop();
      setImmediate(() => process.exit(0));
      return null;
  }
}
