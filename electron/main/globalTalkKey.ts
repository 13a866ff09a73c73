import type { Log } from './log.ts';

/** The system's keys, as Electron gives them. */
export interface SystemKeys {
  /** Throws on a name that is none; false when another program has the key. */
  register(name: string, pressed: () => void): boolean;
  unregister(name: string): void;
}

/** a key that is held says so again and again, at first after 250 to 700 ms: that is no new press */
const REPEAT_MS = 700;

/**
 * The key that talks from whatever app is in front; off unless set. The system tells only that it was pressed, never that it was
 * let go: one press begins, the next ends.
 */
export class GlobalTalkKey {
  readonly #keys: SystemKeys;
  readonly #log: Log;
  readonly #pressed: () => void;
  readonly #now: () => number;
  #name = '';
  #saidAt = Number.NEGATIVE_INFINITY;

  /** @param now ms that only go forward */
  constructor(keys: SystemKeys, log: Log, pressed: () => void, now: () => number) {
    this.#keys = keys;
    this.#log = log;
    this.#pressed = pressed;
    this.#now = now;
  }

  /**
   * Takes another key; '' takes none.
   *
   * @returns false when it cannot be had: another program has it, or there is no such key
   */
  set(name: string): boolean {
    if (name === this.#name) return true;
    if (this.#name !== '') this.#keys.unregister(this.#name);
    this.#name = '';
    if (name === '') return true;
    const taken = this.#register(name);
    if (taken) this.#name = name;
    return taken;
  }

  #register(name: string): boolean {
    try {
      const taken = this.#keys.register(name, () => this.#said());
      if (!taken) this.#log.warn({ key: name }, 'the key to talk is taken by another program');
      return taken;
    } catch (error) {
      this.#log.warn({ key: name, error: String(error) }, 'there is no such key');
      return false;
    }
  }

  #said(): void {
    const now = this.#now();
    const again = now - this.#saidAt < REPEAT_MS;
    this.#saidAt = now;
    if (!again) this.#pressed();
  }
}
