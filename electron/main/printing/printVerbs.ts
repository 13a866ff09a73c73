import { type BrowserWindow, dialog, shell } from 'electron';
import type { PrintDocument } from '#shared/contract/printing.ts';
import type { FileSaved } from '#shared/contract/saveTable.ts';
import type { Log } from '../log.ts';
import type { ReportMaker } from '../reports/reportMaker.ts';
import { savePdf } from '../saveFile.ts';
import { PrintFailed } from './printFailed.ts';
import type { PrintShop } from './printShop.ts';

const FOLDER = { 'zh-CN': '选择报表存放的文件夹', en: 'Choose the folder for reports' };

interface Asking {
  window: BrowserWindow;
  language: 'zh-CN' | 'en';
  log: Log;
}

/** Prints a document and saves it where the operator says. */
export async function printAndSave(shop: PrintShop, document: PrintDocument, asking: Asking): Promise<FileSaved> {
  try {
    return await savePdf(await shop.make(document), asking);
  } catch (error) {
    const code = error instanceof PrintFailed ? error.message : 'unknown';
    asking.log.error({ code, kind: document.kind }, 'a document could not be printed');
    return { state: 'failed', code };
  }
}

/** The folder of the planned reports is only ever chosen here. */
export async function chooseFolder(maker: ReportMaker, { window, language }: Omit<Asking, 'log'>): Promise<void> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: FOLDER[language],
    properties: ['openDirectory', 'createDirectory'],
  });
  const [folder] = filePaths;
  if (!canceled && folder !== undefined) maker.folderIs(folder);
}

/** Opens the PDF of a report made, or shows it in its folder; false when its files are not there. */
export async function openReport(maker: ReportMaker, id: string, show: boolean): Promise<boolean> {
  const [first] = maker.filesOf(id) ?? [];
  if (first === undefined) return false;
  if (!show) return (await shell.openPath(first)) === '';
  shell.showItemInFolder(first);
  return true;
}
