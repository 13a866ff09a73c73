import { join } from 'node:path';
import { type Settings, settingsSchema } from '#shared/contract/settings.ts';
import { loadJson, saveJson } from './jsonFile.ts';
import type { Log } from './log.ts';

/** The settings file of this workstation, `settings.json` in the data folder. */
export class SettingsFile {
  readonly #path: string;
  readonly #log: Log;
  #current: Settings;
  /** where a damaged file was set aside at start, or null */
  readonly damaged: string | null;

  constructor(home: string, log: Log) {
    this.#path = join(home, 'settings.json');
    this.#log = log;
    const loaded = loadJson(this.#path, settingsSchema, settingsSchema.parse({}), Date.now());
    this.#current = loaded.value;
    this.damaged = loaded.damaged;
    if (loaded.damaged) log.warn({ file: loaded.damaged }, 'settings were damaged and set aside');
  }

  get current(): Settings {
    return this.#current;
  }

  /** Takes a change from a window or the command line. What does not fit the schema is refused as a whole. */
  change(change: unknown): Settings {
    const next = settingsSchema.safeParse({ ...this.#current, ...(change as object) });
    if (!next.success) {
      this.#log.warn({ issues: next.error.issues }, 'settings change refused');
      return this.#current;
    }
    this.#current = next.data;
    try {
      saveJson(this.#path, this.#current);
    } catch (error) {
      // The session goes on with the new settings; they only do not outlive it.
      this.#log.error({ error: String(error) }, 'settings could not be saved');
    }
    return this.#current;
  }
}
