import { join } from 'node:path';
import { kindOf, type WindowKind } from '#shared/contract/windows.ts';
import { loadJson, saveJson } from '../jsonFile.ts';
import type { Log } from '../log.ts';
import { type SavedWindow, savedWindowsSchema } from './bounds.ts';

/** `windows.json`: every window by its name, in the order in which they were first opened. */
export class SavedPlaces {
  readonly #file: string;
  readonly #log: Log;
  #windows: readonly SavedWindow[];
  /** where a damaged file was set aside at start, or null */
  readonly damaged: string | null;

  constructor(home: string, log: Log) {
    this.#file = join(home, 'windows.json');
    this.#log = log;
    const loaded = loadJson<SavedWindow[]>(this.#file, savedWindowsSchema, [], Date.now());
    this.#windows = loaded.value;
    this.damaged = loaded.damaged;
    if (loaded.damaged) log.warn({ file: loaded.damaged }, 'window places were damaged and set aside');
  }

  of(name: string): SavedWindow | undefined {
    return this.#windows.find((window) => window.name === name);
  }

  /** Those that stood open when the app ended or died; those of one kind, when one is named. */
  open(kind?: WindowKind): SavedWindow[] {
    return this.#windows.filter((window) => window.open && (kind === undefined || kindOf(window.name) === kind));
  }

  /** A window was closed while the app goes on: it does not come back by itself. */
  closed(name: string): void {
    const window = this.of(name);
    if (window) this.save({ ...window, open: false });
  }

  save(window: SavedWindow): void {
    const known = this.of(window.name) !== undefined;
    this.#windows = known
      ? this.#windows.map((one) => (one.name === window.name ? window : one))
      : [...this.#windows, window];
    try {
      saveJson(this.#file, this.#windows);
    } catch (error) {
      this.#log.warn({ error: String(error) }, 'window places could not be saved');
    }
  }
}
