import type { CommandSum } from '#shared/contract/views.ts';

/** Who is late at gateway time `now`, by a sum that was read a little earlier. */
export function lateAt({ late, next }: Pick<CommandSum, 'late' | 'next'>, now: number): number {
  return next !== null && now >= next.at ? late + next.n : late;
}

/** Everybody has given the required receipt. */
export function isAnswered({ total, satisfied }: Pick<CommandSum, 'total' | 'satisfied'>): boolean {
  return total > 0 && satisfied === total;
}
