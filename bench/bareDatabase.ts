import { join } from 'node:path';
import { freshFolder, removeFolder } from '../tests/support/centre.ts';
import { launchElectron } from './consoleApp.ts';
import { root } from './electron.ts';

declare global {
  /** of the floor's own page */
  var ask: (name: string, ...args: unknown[]) => Promise<unknown>;
  var ready: boolean | undefined;
}

/** The bare page with its utility process and database, on the same runtime as the app. */
export interface BareDatabase {
  folder: string;
  /** calls the utility process from the page: what it answered, and the whole round trip in ms */
  ask(name: string, ...args: unknown[]): Promise<{ value: number; roundTrip: number }>;
  close(): Promise<void>;
}

export async function openBareDatabase(): Promise<BareDatabase> {
  const folder = freshFolder('bare-database');
  const app = await launchElectron(join(root, 'bench/floors/database'), [], { BARE_HOME: join(folder, 'chromium') });
  const page = await app.firstWindow();
  await page.waitForFunction(() => globalThis.ready === true);
  return {
    folder,
    ask: (name, ...args) =>
      page.evaluate(
        async ([name, args]) => {
          const started = performance.now();
          const value = (await globalThis.ask(name, ...args)) as number;
          return { value, roundTrip: performance.now() - started };
        },
        [name, args] as [string, unknown[]],
      ),
    async close() {
      await app.close();
      removeFolder(folder);
    },
  };
}
