import type { z } from 'zod';

/** Small choices of a window that are kept in the browser's storage: nothing of them is anybody's work. */

/** What is kept under a key; null: nothing, or nothing that can be read. */
export function readKept<T>(storage: Storage, key: string, schema: z.ZodType<T>): T | null {
  try {
    const kept = schema.safeParse(JSON.parse(storage.getItem(key) ?? 'null'));
    return kept.success ? kept.data : null;
  } catch {
    return null;
  }
}

/** False (and a line in the log) when the storage does not take it: it is full. */
export function writeKept(storage: Storage, key: string, value: unknown): boolean {
  try {
    storage.setItem(key, JSON.stringify(value));
    return true;
  } catch (error) {
    console.warn(`${key} could not be kept`, error);
    return false;
  }
}

/** `desk`, `wall`, `video`: what kind of window this page is. */
export function pageKind(): string {
  return globalThis.location.pathname.replace(/^.*\//, '').replace(/\.html$/, '');
}

/** Without an app around the page there are no names of windows. */
export const HAS_APP = typeof street !== 'undefined';

interface KeptChoice<T> {
  key: string;
  schema: z.ZodType<T>;
  get: () => T;
  set: (choice: T) => void;
  subscribe: (listener: () => void) => void;
  /** the window of this name begins with it again */
  named: boolean;
}

/**
 * Takes up what this window chose, else what the window of its name did, else the last of its kind; and keeps what is
 * chosen from now on. Once in a page, before it is drawn.
 */
export function keepInWindow<T>({ key, schema, get, set, subscribe, named }: KeptChoice<T>): void {
  const kind = `${key}.${pageKind()}`;
  let name: string | null = null;
  const own = readKept(sessionStorage, key, schema);
  const kept = own ?? readKept(localStorage, kind, schema);
  if (kept) set(kept);
  subscribe(() => {
    const choice = get();
    writeKept(sessionStorage, key, choice);
    writeKept(localStorage, kind, choice);
    if (name) writeKept(localStorage, name, choice);
  });
  if (!HAS_APP || !named) return;
  void street.facts().then(({ windowName }) => {
    name = `${kind}.${windowName}`;
    const ofName = readKept(sessionStorage, key, schema) ? null : readKept(localStorage, name, schema);
    if (ofName) set(ofName);
  });
}
