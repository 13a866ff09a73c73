import { z } from 'zod';
import type { BaseChange, BaseFileChosen, BasemapsView } from './basemaps.ts';
import type { DiagnosticsSaved } from './diagnostics.ts';
import type { PrintDocument, PrintJob, Rendered } from './printing.ts';
import type { PlanChange, ReportsFile } from './reports.ts';
import type { SavePhoto } from './savePhoto.ts';
import type { SaveSound } from './saveSound.ts';
import type { FileSaved, SaveTable } from './saveTable.ts';
import type { Settings } from './settings.ts';
import type { Scale, ScaleChange } from './scales.ts';
import { type DeepLink, type Panel, WINDOW_KINDS, type WindowKind } from './windows.ts';

/** A page may also stand in a hidden window that renders a document for printing: it reads, and nothing else. */
export const PAGE_KINDS = [...WINDOW_KINDS, 'print'] as const;
export type PageKind = (typeof PAGE_KINDS)[number];
export const pageKindSchema = z.enum(PAGE_KINDS);

/** What the application's menu has a desk do. */
export type MenuVerb = 'imports';

export interface AppFacts {
  version: string;
  electron: string;
  chromium: string;
  windowKind: PageKind;
  /** this window's name, the same from start to start; '' for one that is not seen */
  windowName: string;
  /** what of a desk stands in this window alone; null: the whole of it */
  panel: Panel | null;
  /** a demo centre runs inside the app */
  demo: boolean;
  /** somebody is, or will by itself be, signed in: a page that knows nothing else yet need not ask who it is */
  signedIn: boolean;
  gateway: string;
  /** notices of the start-up in the user's words: a damaged settings file set aside, a read-only data folder … */
  notices: { code: string; detail: string }[];
}

/** The few verbs a page has beside the station's port: `window.street`. */
export interface StreetBridge {
  facts(): Promise<AppFacts>;
  settings(): Promise<Settings>;
  /** key of what a desk keeps of unsent forms, 32 bytes in base64; '' for windows in which nothing is typed */
  draftKey(): Promise<string>;
  /** What was typed and kept so far is on disk when it resolves: Chromium alone would write it some seconds later. */
  flushDrafts(): Promise<void>;
  changeSettings(change: Partial<Settings>): Promise<Settings>;
  openWindow(kind: WindowKind): Promise<void>;
  /** Takes a panel of this desk into a window of its own, or brings that window to the front. */
  tearOff(panel: Panel): Promise<void>;
  /** Puts the panel of this window back: closes it, and brings its desk to the front. */
  dock(): Promise<void>;
  /** How much larger than usual this window is to be drawn, if it has room. */
  scale(): Promise<Scale>;
  onScale(listener: (change: ScaleChange) => void): () => void;
  /** The link from outside that this window is to follow now; null when there is none. Given once. */
  takeLink(): Promise<DeepLink | null>;
  /** A link has come: `takeLink` gives it. */
  onLink(listener: () => void): () => void;
  /** Asks where to, and saves a diagnostics bundle there: facts about this desk that are about nobody. */
  saveDiagnostics(): Promise<DiagnosticsSaved>;
  /** Asks where to, and saves a table there. */
  saveTable(table: SaveTable): Promise<FileSaved>;
  /** Asks where to, and saves a photo there, as JPEG. */
  savePhoto(photo: SavePhoto): Promise<FileSaved>;
  /** Asks where to, and saves a recording there. */
  saveSound(sound: SaveSound): Promise<FileSaved>;
  /** Makes a PDF of a document, asks where to, and saves it there. */
  print(document: PrintDocument): Promise<FileSaved>;
  /** What the page of a hidden window is to render; null in any other. */
  printJob(): Promise<PrintJob | null>;
  /** The page of a hidden window stands, or cannot. */
  rendered(rendered: Rendered): void;
  /** The reports this workstation makes by itself. */
  reports(): Promise<ReportsFile>;
  planReports(change: PlanChange): Promise<ReportsFile>;
  /** Asks for the folder they go to. */
  chooseReportFolder(): Promise<ReportsFile>;
  /** Opens the files of a report made, or shows them in their folder; false: they are not there any more. */
  openReport(id: string, show: boolean): Promise<boolean>;
  /** The base maps of this workstation beside the district's own. */
  basemaps(): Promise<BasemapsView>;
  /** Rejects when the change does not fit or cannot be kept. */
  changeBasemap(change: BaseChange): Promise<BasemapsView>;
  /** Asks for a PMTiles or MBTiles file and adds it. */
  addBasemapFile(): Promise<BaseFileChosen>;
  onBasemaps(listener: (basemaps: BasemapsView) => void): () => void;
  onReports(listener: (reports: ReportsFile) => void): () => void;
  /** The page can be worked with: ends the start-up clock and shows the window. */
  interactive(): void;
  onSettings(listener: (settings: Settings) => void): () => void;
  onMenu(listener: (verb: MenuVerb) => void): () => void;
}

/** Message that carries the station's MessagePort into the page (`window.postMessage`). */
export const STATION_PORT_MESSAGE = 'street:station-port';

export const IPC = {
  facts: 'street:facts',
  settings: 'street:settings',
  draftKey: 'street:draft-key',
  flushDrafts: 'street:flush-drafts',
  changeSettings: 'street:change-settings',
  settingsChanged: 'street:settings-changed',
  openWindow: 'street:open-window',
  tearOff: 'street:tear-off',
  dock: 'street:dock',
  scale: 'street:scale',
  scaleChanged: 'street:scale-changed',
  takeLink: 'street:take-link',
  linkCame: 'street:link-came',
  saveDiagnostics: 'street:save-diagnostics',
  saveTable: 'street:save-table',
  savePhoto: 'street:save-photo',
  saveSound: 'street:save-sound',
  interactive: 'street:interactive',
  print: 'street:print',
  printJob: 'street:print-job',
  rendered: 'street:rendered',
  reports: 'street:reports',
  planReports: 'street:plan-reports',
  chooseReportFolder: 'street:choose-report-folder',
  openReport: 'street:open-report',
  reportsChanged: 'street:reports-changed',
  basemaps: 'street:basemaps',
  changeBasemap: 'street:change-basemap',
  addBasemapFile: 'street:add-basemap-file',
  basemapsChanged: 'street:basemaps-changed',
  menuChosen: 'street:menu-chosen',
} as const;

declare global {
  // The preload puts it there; declared once for every page.
  var street: StreetBridge;
}
