import { initialsOf } from '../initials.ts';
import { normaliseText } from '../search.ts';

/** What of a category it is found by. */
export interface SoughtCategory {
  code: string;
  zh: string;
  en: string;
  /** initials of `zh`, lower case */
  pinyin: string;
  synonyms: readonly string[];
}

/** How often each category was used of late, by its code. */
export type CategoryUse = ReadonlyMap<string, number>;

/**
 * The categories that what was typed may mean, best first: named or coded exactly so, then beginning so, then holding it; by
 * name, pinyin initials, synonym, code or English word. Among equals whatever this centre uses most, which also is the order
 * while nothing is typed.
 */
export function rankCategories<T extends SoughtCategory>(
  categories: readonly T[],
  typed: string,
  use: CategoryUse,
): T[] {
  const asked = normaliseText(typed).replaceAll(' ', '');
  return categories
    .flatMap((category) => {
      const rank = rankOf(category, asked);
      return rank === null ? [] : [{ category, rank, used: use.get(category.code) ?? 0 }];
    })
    .toSorted((a, b) => a.rank - b.rank || b.used - a.used || a.category.code.localeCompare(b.category.code))
    .map(({ category }) => category);
}

/** 0 is it, 1 begins with it, 2 holds it; null: none of these. */
function rankOf(category: SoughtCategory, asked: string): number | null {
  if (asked === '') return 0;
  const names = namesOf(category);
  if (names.some((name) => name === asked)) return 0;
  if (names.some((name) => name.startsWith(asked))) return 1;
  return names.some((name) => name.includes(asked)) ? 2 : null;
}

const known = new WeakMap<SoughtCategory, readonly string[]>();

function namesOf(category: SoughtCategory): readonly string[] {
  const before = known.get(category);
  if (before) return before;
  const { code, zh, en, pinyin, synonyms } = category;
  const words = normaliseText(en).split(' ');
  const names = [
    ...[code, zh, pinyin, ...synonyms].map((name) => normaliseText(name).replaceAll(' ', '')),
    ...synonyms.map(initials),
    ...words.map((_, at) => words.slice(at).join('')),
  ].filter((name) => name !== '');
  known.set(category, names);
  return names;
}

/** The usual initials of a word; '' when a character of it has none. */
function initials(word: string): string {
  const letters = Array.from(normaliseText(word), (character) =>
    /[a-z0-9]/.test(character) ? character : (initialsOf(character)[0] ?? ''),
  );
  return letters.includes('') ? '' : letters.join('');
}
