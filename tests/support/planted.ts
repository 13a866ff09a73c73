import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Looks for planted words in the raw bytes of every file under some folders: database pages in use or free, journals,
 * logs, a browser's storage, dumps. Both as UTF-8 and as UTF-16, which Chromium's storage uses.
 *
 * @returns one line per find: the word, the file and how it was written
 */
export function findPlanted(folders: readonly string[], words: readonly string[]): string[] {
  const needles = words.flatMap((word) => [
    { word, how: 'utf-8', bytes: Buffer.from(word, 'utf8') },
    { word, how: 'utf-16', bytes: Buffer.from(word, 'utf16le') },
    { word, how: 'json', bytes: Buffer.from(asciiJson(word), 'latin1') },
  ]);
  return folders.flatMap(filesUnder).flatMap((file) => {
    const content = readFileSync(file);
    return needles.filter(({ bytes }) => content.includes(bytes)).map(({ word, how }) => `${word} in ${file} (${how})`);
  });
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
