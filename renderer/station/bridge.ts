import { useSyncExternalStore } from 'react';
import type { AppFacts } from '#shared/contract/bridge.ts';
import { type Settings, settingsSchema } from '#shared/contract/settings.ts';
import { Signal } from './signal.ts';

/** Settings and facts of the app as this page knows them: read once through `street`, then told of every change. */
const changed = new Signal<null>();
let settings: Settings = settingsSchema.parse({});
let facts: AppFacts | null = null;
let draftKey = '';

function setSettings(next: Settings): void {
  settings = next;
  changed.emit(null);
}

/**
 * Reads settings and facts; resolves when the settings are known, so that the first paint has the right language, and with
 * them the key of what was typed and not sent.
 */
export async function startBridge(): Promise<Settings> {
  street.onSettings(setSettings);
  void street.facts().then((value) => {
    facts = value;
    changed.emit(null);
  });
  const [kept, key] = await Promise.all([street.settings(), street.draftKey()]);
  draftKey = key;
  setSettings(kept);
  return settings;
}

const subscribe = (listener: () => void) => changed.on(listener);

/** The key of this page's drafts, 32 bytes in base64; '' where there is none. */
export function pageDraftKey(): string {
  return draftKey;
}

/** Has the page's storage written to disk now; resolves at once where there is no app around the page. */
export async function flushDrafts(): Promise<void> {
  if (typeof street !== 'undefined') await street.flushDrafts();
}

/** The workstation's settings, current. */
export function useSettings(): Settings {
  return useSyncExternalStore(subscribe, () => settings);
}

/** What the app knows about itself; null until main has answered. */
export function useFacts(): AppFacts | null {
  return useSyncExternalStore(subscribe, () => facts);
}

/** Calls `listener` with the settings now and after each change. */
export function followSettings(listener: (settings: Settings) => void): () => void {
  listener(settings);
  return changed.on(() => listener(settings));
}

/** Changes settings in main, which writes them to disk and tells every window; what is so already costs neither. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  if (Object.entries(change).every(([key, value]) => settings[key as keyof Settings] === value)) return;
  setSettings(await street.changeSettings(change));
}
