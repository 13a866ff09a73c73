/**
 * How text is found: index and query are cut into the same terms, and every hit is then checked to hold what was typed.
 * Terms are single characters and pairs; of letters and digits, of which there are few kinds, also runs of three. Names are
 * indexed a second time as their pinyin initials (井盖破损 → jgps), which a query of letters finds like any letters.
 */
import { hasInitial, initialsOf } from './initials.ts';
import { normaliseText } from './search.ts';

/** What a thing is found by: `named` also by its pinyin initials, `text` only as it is written. */
export interface Searched {
  named: string;
  text: string;
}

const LONGEST_GRAM = 3;
const DIGIT = /^[0-9]$/;
const LETTER = /^[a-z]$/;

function isAscii(character: string): boolean {
  return character.charCodeAt(0) < 0x80;
}

/** The words of a text made comparable: runs of letters, digits and Chinese characters without anything between them. */
export function wordsOf(text: string): string[] {
  return normaliseText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

/** The terms of the index, each once, separated by blanks. */
export function indexTerms({ named, text }: Searched): string {
  const terms = new Set<string>();
  for (const word of wordsOf(named)) {
    addWritten(terms, word);
    addInitials(terms, word);
  }
  for (const word of wordsOf(text)) addWritten(terms, word);
  return [...terms].join(' ');
}

function addWritten(terms: Set<string>, word: string): void {
  let before = '';
  let ascii = '';
  for (const character of word) {
    terms.add(character);
    if (before) terms.add(before + character);
    if (isAscii(character)) {
      ascii += character;
      if (ascii.length >= LONGEST_GRAM) terms.add(ascii.slice(-LONGEST_GRAM));
    } else ascii = '';
    before = character;
  }
}

/** Runs of two and three letters, in every reading. A character without a reading ends a run. */
function addInitials(terms: Set<string>, word: string): void {
  let ones = '';
  let twos: string[] = [];
  for (const character of word) {
    const letters = isAscii(character) ? character : initialsOf(character);
    const nextTwos: string[] = [];
    for (const letter of letters) {
      for (const two of twos) terms.add(two + letter);
      for (const one of ones) {
        nextTwos.push(one + letter);
        terms.add(one + letter);
      }
    }
    ones = letters;
    twos = nextTwos;
  }
}

/** The terms that everything holding the query is indexed by; none when nothing can be searched for. */
export function queryTerms(text: string): string[] {
  const terms = [...new Set(wordsOf(text).flatMap(termsOfWord))];
  return terms.filter((term) => !terms.some((other) => other !== term && other.includes(term)));
}

/** A letter beside a Chinese character may stand for another one: no term can be made of the two together. */
function termsOfWord(word: string): string[] {
  const parts = word.match(/[\da-z]+|[^\da-z]+/gu) ?? [];
  return parts.flatMap((part, i) => {
    const characters = Array.from(part);
    const terms = grams(characters, /[\da-z]/.test(part) ? LONGEST_GRAM : 2);
    const [last = '', next = ''] = [characters.at(-1), Array.from(parts[i + 1] ?? '')[0]];
    if (next && (DIGIT.test(last) || DIGIT.test(next))) terms.push(last + next);
    return terms.filter((term) => parts.length === 1 || !LETTER.test(term));
  });
}

function grams(characters: readonly string[], length: number): string[] {
  const size = Math.min(length, characters.length);
  return characters.slice(size - 1).map((_, i) => characters.slice(i, i + size).join(''));
}

/** Whether every word is a term of the index: what is indexed by them holds them, without a look at the thing itself. */
export function areTerms(words: readonly string[]): boolean {
  return words.every((word) => {
    const characters = Array.from(word);
    if (characters.every(isAscii)) return characters.length <= LONGEST_GRAM;
    return characters.length <= 2 && !characters.some(isAscii);
  });
}

/** Whether a thing holds every word, as written or, where there is more than one letter to it, by initials. */
export function holds(words: readonly string[], { named, text }: Searched): boolean {
  const name = normaliseText(named);
  const written = `${name} ${normaliseText(text)}`;
  return words.every((word) => written.includes(word) || (mayBeInitials(word) && holdsInitials(name, word)));
}

function mayBeInitials(word: string): boolean {
  return word.length > 1 && /[a-z]/.test(word);
}

function holdsInitials(name: string, word: string): boolean {
  const [within, wanted] = [Array.from(name), Array.from(word)];
  return within.some((_, from) => wanted.every((character, i) => fits(within[from + i], character)));
}

function fits(character: string | undefined, wanted: string): boolean {
  return character !== undefined && (character === wanted || hasInitial(character, wanted));
}
