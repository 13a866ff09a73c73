import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import type { SaveTable, TableSaved } from '#shared/contract/saveTable.ts';
import type { Log } from './log.ts';

const TITLE = { 'zh-CN': '保存表格', en: 'Save the table' };
/** what a file's name may not hold somewhere */
const UNSAFE = /[\\/:*?"<>|\p{Cc}]/gu;

/** Asks where to, and writes the table there. */
export async function saveTable(
  window: BrowserWindow,
  { name, text }: SaveTable,
  { language, log }: { language: 'zh-CN' | 'en'; log: Log },
): Promise<TableSaved> {
  const file = name.replace(UNSAFE, ' ').trim().slice(0, 80) || 'table';
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: TITLE[language],
    defaultPath: join(app.getPath('downloads'), `${file}.csv`),
    filters: [{ name: 'CSV', extensions: ['csv'] }],
  });
  if (canceled || !filePath) return { state: 'cancelled' };
  try {
    await writeFile(filePath, text);
    return { state: 'saved', path: filePath };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    log.error({ code }, 'a table could not be saved');
    return { state: 'failed', code };
  }
}
