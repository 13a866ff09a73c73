import { z } from 'zod';
import type { DiagnosticsSaved } from './diagnostics.ts';
import type { SaveSound } from './saveSound.ts';
import type { FileSaved, SaveTable } from './saveTable.ts';
import type { Settings } from './settings.ts';

/** The few verbs a page has beside the station's port: `window.street`. */
export const WINDOW_KINDS = ['desk', 'wall', 'video'] as const;
export type WindowKind = (typeof WINDOW_KINDS)[number];
export const windowKindSchema = z.enum(WINDOW_KINDS);

export interface AppFacts {
  version: string;
  electron: string;
  chromium: string;
  windowKind: WindowKind;
  /** a demo centre runs inside the app */
  demo: boolean;
  /** somebody is, or will by itself be, signed in: a page that knows nothing else yet need not ask who it is */
  signedIn: boolean;
  gateway: string;
  /** notices of the start-up in the user's words: a damaged settings file set aside, a read-only data folder … */
  notices: { code: string; detail: string }[];
}

export interface StreetBridge {
  facts(): Promise<AppFacts>;
  settings(): Promise<Settings>;
  /** key of what a desk keeps of unsent forms, 32 bytes in base64; '' for windows in which nothing is typed */
  draftKey(): Promise<string>;
  changeSettings(change: Partial<Settings>): Promise<Settings>;
  openWindow(kind: WindowKind): Promise<void>;
  /** Asks where to, and saves a diagnostics bundle there: facts about this desk that are about nobody. */
  saveDiagnostics(): Promise<DiagnosticsSaved>;
  /** Asks where to, and saves a table there. */
  saveTable(table: SaveTable): Promise<FileSaved>;
  /** Asks where to, and saves a recording there. */
  saveSound(sound: SaveSound): Promise<FileSaved>;
  /** The page can be worked with: ends the start-up clock and shows the window. */
  interactive(): void;
  onSettings(listener: (settings: Settings) => void): () => void;
}

/** Message that carries the station's MessagePort into the page (`window.postMessage`). */
export const STATION_PORT_MESSAGE = 'street:station-port';

export const IPC = {
  facts: 'street:facts',
  settings: 'street:settings',
  draftKey: 'street:draft-key',
  changeSettings: 'street:change-settings',
  settingsChanged: 'street:settings-changed',
  openWindow: 'street:open-window',
  saveDiagnostics: 'street:save-diagnostics',
  saveTable: 'street:save-table',
  saveSound: 'street:save-sound',
  interactive: 'street:interactive',
} as const;

declare global {
  // The preload puts it there; declared once for every page.
  var street: StreetBridge;
}
