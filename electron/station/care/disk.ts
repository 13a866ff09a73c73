import { closeSync, existsSync, fsyncSync, openSync, rmSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { troubleOf } from '../db/trouble.ts';

/** What must stay free on the disk beside a copy, so that the desk can go on working. */
const SPARE_BYTES = 64 * 1024 * 1024;

/** Bytes of a database with what its log holds. */
export function databaseBytes(file: string): number {
  return ['', '-wal'].reduce((sum, suffix) => sum + (statSync(file + suffix, { throwIfNoEntry: false })?.size ?? 0), 0);
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Whether a folder's disk takes so many bytes more and leaves room to work. */
export function hasRoom(folder: string, bytes: number): boolean {
  return freeBytes(folder) >= bytes + SPARE_BYTES;
}

/** What a few actions need: with less the disk counts as full, though the log's own file may have room for one more. */
const LEAST_BYTES = 64 * 1024;

/** Whether a folder's disk is as good as full; false when it cannot be told. */
export function isFull(folder: string): boolean {
  try {
    return freeBytes(folder) < LEAST_BYTES;
  } catch {
    return false;
  }
}

/** Forces a file, or a folder's list of names, to the disk. */
export function forceToDisk(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The file and its entry in its folder. A platform that cannot open folders writes their entries by itself. */
export function forceWithName(file: string): void {
  forceToDisk(file);
  if (process.platform !== 'win32') forceToDisk(dirname(file));
}

/** Removes a database with whatever SQLite keeps beside it. */
export function removeDatabase(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) {
    if (existsSync(file + suffix)) rmSync(file + suffix, { force: true });
  }
}

/** Whether an error says that the disk is full. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return error.code === 'ENOSPC' || error.code === 'EDQUOT' || troubleOf(error) === 'storage-full';
}
