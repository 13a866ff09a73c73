import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ElectronApplication } from '@playwright/test';
import { STATION_PORT_MESSAGE } from '#shared/contract/bridge.ts';
import { launchElectron } from '../../bench/consoleApp.ts';
import { root } from '../../bench/electron.ts';
import { tapStation } from '../../bench/page/tap.ts';
import type { Part } from './plan.ts';
import { commandOf, gone, isAlive, type Living, living } from './processes.ts';

const START_MS = 60_000;
const GONE_MS = 30_000;
/** what hangs, hangs for ever; a machine with more to do than it can takes its time */
const QUIT_MS = 45_000;

/** What a call came to: an answer of the station, or nothing within the time. */
export type Heard = { answered: true; answer: StationAnswer } | { answered: false; why: string };
export type StationAnswer = { ok: true; value: unknown } | { ok: false; code: string; reason: string; message: string };

/**
 * One life of the app, from its start to its end. Its desk is driven through the page's own port to the station; the
 * listener that shares it is put into every page before its own scripts, so that it comes back with a page that was killed.
 */
export class ConsoleLife {
  readonly #app: ElectronApplication;
  readonly #home: string;
  readonly #main: Living | null;
  #ended = false;

  private constructor(app: ElectronApplication, home: string) {
    this.#app = app;
    this.#home = home;
    this.#main = living(app.process().pid ?? 0);
    app.once('close', () => {
      this.#ended = true;
    });
  }

  static async start(home: string, gateway: string): Promise<ConsoleLife> {
    const app = await launchElectron(root, ['--gateway', gateway], { STREET_CONSOLE_HOME: home });
    const life = new ConsoleLife(app, home);
    await app.evaluate(({ session, BrowserWindow }, preload) => {
      const { defaultSession } = session;
      // Electron 35 renamed it; both runtimes of the project are driven.
      if ('registerPreloadScript' in defaultSession)
        defaultSession.registerPreloadScript({ type: 'frame', filePath: preload });
      else (defaultSession as Electron.Session & { setPreloads(files: string[]): void }).setPreloads([preload]);
      BrowserWindow.getAllWindows()[0]?.webContents.reload();
    }, writeTap(home));
    return life;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Resolves when the page has its port to a station that answers; false when that takes too long. */
  async answers(): Promise<boolean> {
    const end = Date.now() + START_MS;
    while (Date.now() < end && !this.#ended) {
      const heard = await this.call('read', ['status', {}], 2000);
      if (heard.answered && heard.answer.ok) return true;
      await pause(100);
    }
    return false;
  }

  /** Asks the station from within the first window's page. Never throws. */
  async call(method: string, args: unknown[], patienceMs: number): Promise<Heard> {
    const expression = `globalThis.stationTap?.ready ? stationTap.call(${JSON.stringify(method)}, ${JSON.stringify(args)}) : null`;
    const asked = this.#app
      .evaluate(({ BrowserWindow }, source): Promise<unknown> | null => {
        const page = BrowserWindow.getAllWindows()[0]?.webContents;
        return !page || page.isCrashed() || page.isLoading() ? null : page.executeJavaScript(source);
      }, expression)
      .then(
        (answer): Heard =>
          answer === null ? { answered: false, why: 'no port' } : { answered: true, answer: answer as StationAnswer },
        (error: unknown): Heard => ({ answered: false, why: String(error).slice(0, 200) }),
      );
    return Promise.race([asked, pause(patienceMs, { answered: false, why: 'time' } as Heard)]);
  }

  /** Process id of a part of the app; 0 when it is not there now. */
  async pidOf(part: Part): Promise<number> {
    if (part === 'main') return this.#app.process().pid ?? 0;
    const asked = this.#app.evaluate(({ app, BrowserWindow }, wanted) => {
      if (wanted === 'renderer') {
        const page = BrowserWindow.getAllWindows()[0]?.webContents;
        return page && !page.isCrashed() ? page.getOSProcessId() : 0;
      }
      const fits = (metric: Electron.ProcessMetric) =>
        wanted === 'gpu' ? metric.type === 'GPU' : metric.name === 'street-station';
      return app.getAppMetrics().find(fits)?.pid ?? 0;
    }, part);
    return Promise.race([asked.catch(() => 0), pause(3000, 0)]);
  }

  /** `kill -9` of one part. Of main: and waits until nothing of the app is left, which may take a moment. */
  async kill(part: Part): Promise<boolean> {
    const all = part === 'main' ? await this.#all() : [];
    const pid = await this.pidOf(part);
    if (pid === 0 || !this.#isOurs(pid, part) || !signal(pid)) return false;
    await gone(all, GONE_MS);
    return true;
  }

  /** Ends it as its user would. Throws when it does not end by itself; it is ended then all the same. */
  async quit(): Promise<void> {
    const all = await this.#all();
    await Promise.race([this.#app.evaluate(({ app }) => app.quit()).catch(() => undefined), pause(QUIT_MS)]);
    try {
      await gone(all, QUIT_MS);
    } catch (error) {
      for (const one of all.filter(isAlive)) signal(one.pid);
      throw error;
    }
  }

  /** A number that was told a moment ago may be another process's by now, the gateway's say. */
  #isOurs(pid: number, part: Part): boolean {
    if (part === 'main') return this.#main !== null && isAlive(this.#main);
    return process.platform !== 'linux' || commandOf(pid).includes(this.#home);
  }

  /** Every process of this life, main among them. */
  async #all(): Promise<Living[]> {
    const asked = this.#app.evaluate(({ app }) => app.getAppMetrics().map(({ pid }) => pid));
    const pids = await Promise.race([asked.catch(() => []), pause(3000, [])]);
    return [...new Set([this.#app.process().pid ?? 0, ...pids])].flatMap((pid) => living(pid) ?? []);
  }
}

function writeTap(home: string): string {
  const file = join(home, '..', 'tap.cjs');
  const source = `(${tapStation.toString()})(${JSON.stringify(STATION_PORT_MESSAGE)})`;
  writeFileSync(file, `require('electron').webFrame.executeJavaScript(${JSON.stringify(source)});\n`);
  return file;
}

function signal(pid: number): boolean {
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}
