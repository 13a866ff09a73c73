import { MORE_INITIALS, USUAL_INITIALS } from './initialsTable.ts';

const FIRST_CODE = 0x4e00;
const LETTER = /^[a-z]$/;

let table: string[] | null = null;

/** The letters of each character of the main block, made at the first question: a start pays nothing for it. */
function makeTable(): string[] {
  const made = Array.from(USUAL_INITIALS, (letter) => (LETTER.test(letter) ? letter : ''));
  let at = 0;
  for (const character of MORE_INITIALS) {
    if (LETTER.test(character)) made[at] += character;
    else at = character.charCodeAt(0) - FIRST_CODE;
  }
  return made;
}

/** First letters (a–z) of all readings of a character, the usual one first; '' for what has none. */
export function initialsOf(character: string): string {
  table ??= makeTable();
  return table[character.charCodeAt(0) - FIRST_CODE] ?? '';
}

/** Whether a reading of the character begins with the letter: 长 with c and with z, since names are read both ways. */
export function hasInitial(character: string, letter: string): boolean {
  return letter !== '' && initialsOf(character).includes(letter);
}
