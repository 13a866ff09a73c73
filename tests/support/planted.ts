import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Needle {
  word: string;
  how: string;
  bytes: Buffer;
}

/**
 * Looks for planted words in the raw bytes of every file under some folders: database pages in use or free, journals,
 * logs, a browser's storage, dumps. As UTF-8, as UTF-16, which Chromium's storage uses, as JSON that escapes, and as
 * base64 of any of the three alignments.
 *
 * @returns one line per find: the word, the file and how it was written
 */
export function findPlanted(folders: readonly string[], words: readonly string[]): string[] {
  const needles = words.flatMap(needlesOf);
  return folders.flatMap(filesUnder).flatMap((file) => {
    const content = readFileSync(file);
    return needles.filter(({ bytes }) => content.includes(bytes)).map(({ word, how }) => `${word} in ${file} (${how})`);
  });
}

function needlesOf(word: string): Needle[] {
  const utf8 = Buffer.from(word, 'utf8');
  return [
    { word, how: 'utf-8', bytes: utf8 },
    { word, how: 'utf-16', bytes: Buffer.from(word, 'utf16le') },
    { word, how: 'json', bytes: Buffer.from(asciiJson(word), 'latin1') },
    ...[0, 1, 2].flatMap((before) => {
      const text = base64At(utf8, before);
      const url = text.replaceAll('+', '-').replaceAll('/', '_');
      return [...new Set([text, url])].map((found) => ({ word, how: `base64+${before}`, bytes: Buffer.from(found) }));
    }),
  ];
}

/** The letters of base64 that bytes alone decide when so many others stand before them. */
function base64At(bytes: Buffer, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
  return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
}

/** A word as JSON that escapes everything beyond ASCII writes it. */
function asciiJson(word: string): string {
  return [...word]
    .map((letter) => (letter > '~' ? `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}` : letter))
    .join('');
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
