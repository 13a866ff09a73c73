import { pairsOf } from './likeness.ts';
import type { CategoryUse } from './categories.ts';

export interface KindOfComponent {
  zh: string;
  /** who owns things of this kind, '' when that is not known */
  departmentCode: string;
}
export interface CategoryOfDepartment {
  code: string;
  zh: string;
  synonyms: readonly string[];
  departmentCode: string;
}

const MOST = 4;

/**
 * Categories a problem with a component of this kind may be of, likeliest first: those whose name names the kind, what its
 * owner answers for before the rest, and what this centre uses most among equals.
 */
export function categoriesOfKind<T extends CategoryOfDepartment>(
  kind: KindOfComponent,
  categories: readonly T[],
  use: CategoryUse,
): T[] {
  const wanted = [...pairsOf(kind.zh).keys()];
  return categories
    .flatMap((category) => {
      const pairs = pairsOf(`${category.zh} ${category.synonyms.join(' ')}`);
      const named = wanted.filter((pair) => pairs.has(pair)).length;
      const owned = category.departmentCode === kind.departmentCode ? 0.5 : 0;
      return named > 0 ? [{ category, score: named + owned, used: use.get(category.code) ?? 0 }] : [];
    })
    .toSorted((a, b) => b.score - a.score || b.used - a.used || a.category.code.localeCompare(b.category.code))
    .slice(0, MOST)
    .map(({ category }) => category);
}
