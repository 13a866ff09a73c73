import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import { type AppFacts, IPC, type WindowKind, windowKindSchema } from '#shared/contract/bridge.ts';
import type { DiagnosticsSaved } from '#shared/contract/diagnostics.ts';
import { type SaveSound, saveSoundSchema } from '#shared/contract/saveSound.ts';
import { type FileSaved, type SaveTable, saveTableSchema } from '#shared/contract/saveTable.ts';
import type { Settings } from '#shared/contract/settings.ts';
import type { Log } from './log.ts';
import { isOwnPage } from './permissions.ts';

interface Handlers {
  facts: (webContentsId: number) => AppFacts;
  settings: () => Settings;
  draftKey: (webContentsId: number) => string;
  changeSettings: (change: unknown) => Settings;
  openWindow: (kind: WindowKind) => void;
  saveDiagnostics: (webContentsId: number) => Promise<DiagnosticsSaved>;
  saveTable: (webContentsId: number, table: SaveTable) => Promise<FileSaved>;
  saveSound: (webContentsId: number, sound: SaveSound) => Promise<FileSaved>;
  interactive: (webContentsId: number) => void;
}

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
  handle(IPC.changeSettings, (_event, change) => handlers.changeSettings(change));
  handle(IPC.openWindow, (_event, kind) => handlers.openWindow(windowKindSchema.parse(kind)));
  handle(IPC.saveDiagnostics, (event) => handlers.saveDiagnostics(event.sender.id));
  handle(IPC.saveTable, (event, table) => handlers.saveTable(event.sender.id, saveTableSchema.parse(table)));
  handle(IPC.saveSound, (event, sound) => handlers.saveSound(event.sender.id, saveSoundSchema.parse(sound)));
  ipcMain.on(IPC.interactive, (event) => {
    if (trusted(event)) handlers.interactive(event.sender.id);
  });
}
