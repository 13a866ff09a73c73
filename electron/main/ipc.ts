import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import { type AppFacts, IPC } from '#shared/contract/bridge.ts';
import {
  type BaseChange,
  baseChangeSchema,
  type BaseFileChosen,
  type BasemapsView,
} from '#shared/contract/basemaps.ts';
import type { DiagnosticsSaved } from '#shared/contract/diagnostics.ts';
import { type SavePhoto, savePhotoSchema } from '#shared/contract/savePhoto.ts';
import { type SaveSound, saveSoundSchema } from '#shared/contract/saveSound.ts';
import { type FileSaved, type SaveTable, saveTableSchema } from '#shared/contract/saveTable.ts';
import { z } from 'zod';
import {
  type PrintDocument,
  printDocumentSchema,
  type PrintJob,
  type Rendered,
  renderedSchema,
} from '#shared/contract/printing.ts';
import { type PlanChange, planChangeSchema, type ReportsFile } from '#shared/contract/reports.ts';
import type { Scale } from '#shared/contract/scales.ts';
import type { Settings } from '#shared/contract/settings.ts';
import { type DeepLink, PANELS, type Panel, type WindowKind, windowKindSchema } from '#shared/contract/windows.ts';
import type { Log } from './log.ts';
import { isOwnPage } from './permissions.ts';

interface Handlers {
  facts: (webContentsId: number) => AppFacts;
  settings: () => Settings;
  draftKey: (webContentsId: number) => string;
  flushDrafts: () => Promise<void>;
  changeSettings: (change: unknown) => Settings;
  openWindow: (kind: WindowKind) => void;
  tearOff: (webContentsId: number, panel: Panel) => void;
  dock: (webContentsId: number) => void;
  scale: (webContentsId: number) => Scale;
  takeLink: (webContentsId: number) => DeepLink | null;
  saveDiagnostics: (webContentsId: number) => Promise<DiagnosticsSaved>;
  saveTable: (webContentsId: number, table: SaveTable) => Promise<FileSaved>;
  savePhoto: (webContentsId: number, photo: SavePhoto) => Promise<FileSaved>;
  saveSound: (webContentsId: number, sound: SaveSound) => Promise<FileSaved>;
  interactive: (webContentsId: number) => void;
  print: (webContentsId: number, document: PrintDocument) => Promise<FileSaved>;
  printJob: (webContentsId: number) => PrintJob | null;
  rendered: (webContentsId: number, rendered: Rendered) => void;
  reports: () => ReportsFile;
  planReports: (change: PlanChange) => ReportsFile;
  chooseReportFolder: (webContentsId: number) => Promise<ReportsFile>;
  openReport: (id: string, show: boolean) => Promise<boolean>;
  basemaps: () => BasemapsView;
  changeBasemap: (change: BaseChange) => BasemapsView;
  addBasemapFile: (webContentsId: number) => Promise<BaseFileChosen>;
}

const openReportSchema = z.object({ id: z.string().max(100), show: z.boolean() });

/** The only listener on `ipcMain`: every message must come from the top frame of one of our own pages. */
export function serveBridge(handlers: Handlers, log: Log): void {
  const trusted = (event: IpcMainEvent | IpcMainInvokeEvent): boolean => {
    const frame = event.senderFrame;
    const fits = frame !== null && frame.parent === null && isOwnPage(frame.url);
    if (!fits) log.error({ url: frame?.url }, 'message of a strange page refused');
    return fits;
  };
  const handle = (channel: string, answer: (event: IpcMainInvokeEvent, argument: unknown) => unknown): void => {
    ipcMain.handle(channel, (event, argument: unknown) => {
      if (!trusted(event)) throw new Error('refused');
      return answer(event, argument);
    });
  };
  handle(IPC.facts, (event) => handlers.facts(event.sender.id));
  handle(IPC.settings, () => handlers.settings());
  handle(IPC.draftKey, (event) => handlers.draftKey(event.sender.id));
  handle(IPC.flushDrafts, () => handlers.flushDrafts());
  handle(IPC.changeSettings, (_event, change) => handlers.changeSettings(change));
  handle(IPC.openWindow, (_event, kind) => handlers.openWindow(windowKindSchema.parse(kind)));
  handle(IPC.tearOff, (event, panel) => handlers.tearOff(event.sender.id, z.enum(PANELS).parse(panel)));
  handle(IPC.dock, (event) => handlers.dock(event.sender.id));
  handle(IPC.scale, (event) => handlers.scale(event.sender.id));
  handle(IPC.takeLink, (event) => handlers.takeLink(event.sender.id));
  handle(IPC.saveDiagnostics, (event) => handlers.saveDiagnostics(event.sender.id));
  handle(IPC.saveTable, (event, table) => handlers.saveTable(event.sender.id, saveTableSchema.parse(table)));
  handle(IPC.savePhoto, (event, photo) => handlers.savePhoto(event.sender.id, savePhotoSchema.parse(photo)));
  handle(IPC.saveSound, (event, sound) => handlers.saveSound(event.sender.id, saveSoundSchema.parse(sound)));
  handle(IPC.print, (event, document) => handlers.print(event.sender.id, printDocumentSchema.parse(document)));
  handle(IPC.printJob, (event) => handlers.printJob(event.sender.id));
  handle(IPC.reports, () => handlers.reports());
  handle(IPC.planReports, (_event, change) => handlers.planReports(planChangeSchema.parse(change)));
  handle(IPC.chooseReportFolder, (event) => handlers.chooseReportFolder(event.sender.id));
  handle(IPC.openReport, (_event, wanted) => {
    const { id, show } = openReportSchema.parse(wanted);
    return handlers.openReport(id, show);
  });
  handle(IPC.basemaps, () => handlers.basemaps());
  handle(IPC.changeBasemap, (_event, change) => handlers.changeBasemap(baseChangeSchema.parse(change)));
  handle(IPC.addBasemapFile, (event) => handlers.addBasemapFile(event.sender.id));
  ipcMain.on(IPC.rendered, (event, rendered: unknown) => {
    if (trusted(event)) handlers.rendered(event.sender.id, renderedSchema.parse(rendered));
  });
  ipcMain.on(IPC.interactive, (event) => {
    if (trusted(event)) handlers.interactive(event.sender.id);
  });
}
