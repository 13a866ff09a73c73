import { useMemo } from 'react';
import type { Category } from '#shared/protocol/entities.ts';
import type { CategoryUse } from '#shared/domain/intake/categories.ts';
import { useFeed } from '../../station/index.ts';

/** The catalogue, and what of it this centre uses most. */
export interface Categories {
  all: readonly Category[];
  use: CategoryUse;
  of: (code: string | null) => Category | null;
}

export function useCategories(): Categories {
  const list = useFeed('category.list', {}).data;
  const counts = useFeed('intake.categoryUse', {}).data;
  return useMemo(() => {
    const all = list ?? [];
    return {
      all,
      use: new Map(counts?.map(({ code, n }) => [code, n])),
      of: (code) => all.find((category) => category.code === code) ?? null,
    };
  }, [list, counts]);
}
