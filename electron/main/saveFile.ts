import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import type { SavePhoto } from '#shared/contract/savePhoto.ts';
import type { SaveSound } from '#shared/contract/saveSound.ts';
import type { FileSaved, SaveTable } from '#shared/contract/saveTable.ts';
import type { Log } from './log.ts';

/** what a file's name may not hold somewhere */
const UNSAFE = /[\\/:*?"<>|\p{Cc}]/gu;
const KINDS = {
  table: { title: { 'zh-CN': '保存表格', en: 'Save the table' }, name: 'CSV', extension: 'csv' },
  book: { title: { 'zh-CN': '保存表格', en: 'Save the table' }, name: 'XLSX', extension: 'xlsx' },
  gpx: { title: { 'zh-CN': '保存轨迹', en: 'Save the trail' }, name: 'GPX', extension: 'gpx' },
  geojson: { title: { 'zh-CN': '保存轨迹', en: 'Save the trail' }, name: 'GeoJSON', extension: 'geojson' },
  pdf: { title: { 'zh-CN': '保存文件', en: 'Save the document' }, name: 'PDF', extension: 'pdf' },
  photo: { title: { 'zh-CN': '保存照片', en: 'Save the photo' }, name: 'JPEG', extension: 'jpg' },
  sound: { title: { 'zh-CN': '保存录音', en: 'Save the recording' }, name: 'Ogg Opus', extension: 'ogg' },
} as const;

interface Asking {
  window: BrowserWindow;
  language: 'zh-CN' | 'en';
  log: Log;
}

/** Asks where to, and writes the file there. */
async function saveFile(
  kind: keyof typeof KINDS,
  proposed: string,
  content: string | Uint8Array,
  { window, language, log }: Asking,
): Promise<FileSaved> {
  const { title, name, extension } = KINDS[kind];
  const file = proposed.replace(UNSAFE, ' ').trim().slice(0, 80) || kind;
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: title[language],
    defaultPath: join(app.getPath('downloads'), `${file}.${extension}`),
    filters: [{ name, extensions: [extension] }],
  });
  if (canceled || !filePath) return { state: 'cancelled' };
  try {
    await writeFile(filePath, content);
    return { state: 'saved', path: filePath };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    log.error({ code, kind }, 'a file could not be saved');
    return { state: 'failed', code };
  }
}

export function saveTable(table: SaveTable, asking: Asking): Promise<FileSaved> {
  if ('track' in table) return saveFile(table.format, table.name, table.track, asking);
  if ('bytes' in table) return saveFile('book', table.name, table.bytes, asking);
  return saveFile('table', table.name, table.text, asking);
}

/** A document that was printed. */
export function savePdf({ name, pdf }: { name: string; pdf: Uint8Array }, asking: Asking): Promise<FileSaved> {
  return saveFile('pdf', name, pdf, asking);
}

/** A photo without anything its camera wrote beside its pixels. */
export function savePhoto({ name, bytes }: SavePhoto, asking: Asking): Promise<FileSaved> {
  return saveFile('photo', name, bytes, asking);
}

/** A recording of the intercom, as the station keeps it. */
export function saveSound({ name, bytes }: SaveSound, asking: Asking): Promise<FileSaved> {
  return saveFile('sound', name, bytes, asking);
}
