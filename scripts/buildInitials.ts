/**
 * Writes shared/domain/initialsTable.ts: the first letter of every reading of every character of the main block, as
 * pinyin-pro (MIT) knows them. The table is a tenth of the library and needs no start; run again after an update of it.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { pinyin } from 'pinyin-pro';

const FILE = fileURLToPath(new URL('../shared/domain/initialsTable.ts', import.meta.url));
const FIRST = 0x4e00;
const LAST = 0x9fff;
const LINE = 1024;

/** First letters of the readings, the usual one first; '' for a character without any. */
function initialsIn(character: string): string {
  const readings = pinyin(character, { multiple: true, toneType: 'none', type: 'array' });
  const letters = readings
    .map((reading) => reading.normalize('NFD').charAt(0))
    .filter((letter) => /[a-z]/.test(letter));
  return [...new Set(letters)].join('');
}

function lines(text: string): string {
  const characters = Array.from(text);
  const cut = Array.from({ length: Math.ceil(characters.length / LINE) }, (_, i) =>
    characters.slice(i * LINE, (i + 1) * LINE).join(''),
  );
  return cut.map((line) => `  '${line}',`).join('\n');
}

let usual = '';
let more = '';
for (let code = FIRST; code <= LAST; code += 1) {
  const character = String.fromCodePoint(code);
  const letters = initialsIn(character);
  usual += letters.charAt(0) || '-';
  if (letters.length > 1) more += character + letters.slice(1);
}
await writeFile(
  FILE,
  `/** Made by \`npm run build:initials\` from pinyin-pro; do not edit. */

/** First letter of the usual reading of U+4E00 … U+9FFF, one after the other; '-' where none is known. */
export const USUAL_INITIALS = [
${lines(usual)}
].join('');

/** Characters that have readings with other first letters, each followed by those. */
export const MORE_INITIALS = [
${lines(more)}
].join('');
`,
);
